#!/usr/bin/env bash
# Fails where a source file is not as clang-format would have it, naming the place.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files 'src/*.cc' 'src/*.h' 'test/*.cc' 'test/*.h' 'bench/*.cc' 'fuzz/*.cc' |
  xargs clang-format --dry-run --Werror
echo "format: every file is as clang-format has it"
