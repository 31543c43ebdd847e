#!/usr/bin/env bash
# Runs clang-tidy over the sources; with arguments, over those files only. Fails on any finding, and where it cannot run.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -f build/release/compile_commands.json ]; then
  echo "lint: no build/release/compile_commands.json; cmake --preset release writes it" >&2
  exit 2
fi
if [ $# -gt 0 ]; then files=("$@"); else mapfile -t files < <(git ls-files 'src/*.cc'); fi
# The configuration is named because clang-tidy passes over one that it finds by itself and cannot read. Of what it
# says on stderr only the counts of warnings in system headers are left out.
{
  printf '%s\0' "${files[@]}" |
    xargs -0 -P "$(nproc)" -n 1 clang-tidy -p build/release --config-file=.clang-tidy --quiet 2>&1 >&3 |
    { grep -Ev '^[0-9]+ (warning|error)s? .*generated\.$' >&2 || true; }
} 3>&1
echo "lint: no findings in ${#files[@]} files"
