#!/usr/bin/env bash
# Runs every test of a built tree: layers, format, unit tests, the commands as processes, the pages in a browser.
# Ends with "N passed, N failed" over all of them and fails when anything fails.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0
skipped=0

count() {
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

tools/check_layers.py; count $?
tools/check_format.sh; count $?

mkdir -p build/test
for program in build/release/test_*; do
  [ -x "$program" ] || continue
  echo "== ${program##*/}"
  report=build/test/${program##*/}.json
  rm -f "$report"
  "$program" --gtest_brief=1 --gtest_output="json:$report"
  status=$?
  read -r ran bad passed_over < <(python3 - "$report" <<'PY'
import json, sys
try:
    suites = json.load(open(sys.argv[1]))["testsuites"]
except (OSError, ValueError):
    print("0 0 0")
    sys.exit()
tests = [t for s in suites for t in s["testsuite"]]
skip = sum(t.get("result") == "SKIPPED" for t in tests)
bad = sum(bool(t.get("failures")) for t in tests)
print(len(tests), bad, skip)
PY
  )
  # A program that died, or ran nothing, is a failure of its own.
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then failed=$((failed + 1)); fi
  if [ "$ran" -eq 0 ]; then failed=$((failed + 1)); fi
  passed=$((passed + ran - bad - passed_over))
  failed=$((failed + bad))
  skipped=$((skipped + passed_over))
done

for test in test/commands/test_*.py; do
  [ -e "$test" ] || continue
  echo "== $test"
  python3 "$test"; count $?
done

if [ -f test/browser/run.sh ] || ls test/browser/*.test.mjs >/dev/null 2>&1; then
  echo "== test/browser"
  node --test test/browser/ ; count $?
fi

echo
if [ "$skipped" -gt 0 ]; then echo "SKIPPED: $skipped tests had no data to run on (they say which)"; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
