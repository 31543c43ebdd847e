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
for run in build/release/test_* build/release/test_store@postgres; do
  program=${run%@*}
  [ -x "$program" ] || continue
  echo "== ${run##*/}"
  report=build/test/${run##*/}.json
  rm -f "$report"
  if [ "$run" = "$program" ]; then kept=file; else kept=${run#*@}; fi
  HEADWATER_TEST_STORE=$kept "$program" --gtest_brief=1 --gtest_output="json:$report"
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
  echo "== $test"
  read -r ran bad passed_over < <(python3 - "$test" <<'PY'
import contextlib, os, sys, unittest
sys.path.insert(0, os.path.dirname(sys.argv[1]))
suite = unittest.defaultTestLoader.loadTestsFromName(os.path.basename(sys.argv[1])[:-3])
with contextlib.redirect_stdout(sys.stderr):  # what tests tell is for people; the line below is for this script
    result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
print(result.testsRun, len(result.failures) + len(result.errors), len(result.skipped))
PY
  )
  if [ "${ran:-0}" -eq 0 ]; then failed=$((failed + 1)); fi
  passed=$((passed + ${ran:-0} - ${bad:-0} - ${passed_over:-0}))
  failed=$((failed + ${bad:-0}))
  skipped=$((skipped + ${passed_over:-0}))
done

echo "== test/browser"
browser=build/test/browser.tap
node --test --test-reporter=tap test/browser/*.test.mjs | tee "$browser"
status=${PIPESTATUS[0]}
good=$(sed -n 's/^# pass \([0-9]*\)$/\1/p' "$browser" | tail -n 1)
bad=$(sed -n 's/^# fail \([0-9]*\)$/\1/p' "$browser" | tail -n 1)
passed=$((passed + ${good:-0}))
failed=$((failed + ${bad:-0}))
if [ "$status" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then failed=$((failed + 1)); fi
if [ "${good:-0}" -eq 0 ]; then failed=$((failed + 1)); fi

echo
if [ "$skipped" -gt 0 ]; then echo "SKIPPED: $skipped tests, each of which says why"; fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
