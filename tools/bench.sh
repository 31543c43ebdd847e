#!/usr/bin/env bash
# Runs every bench that was built; their figures go to standard output.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in build/release/bench/bench_*; do
  [ -x "$program" ] || continue
  echo "== ${program##*/}"
  "$program" "$@"
done
echo "== refresh"
bench/refresh.py
