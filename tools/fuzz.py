#!/usr/bin/env python3
"""Runs the fuzzers that were built, one after the other, and says on one line each what came out."""
import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
BUILT = HOUSE / "build" / "fuzz"
FINDINGS = BUILT / "findings"
# A finding is a crash, a broken promise, a leak, an input of 10 seconds, or one that takes a gigabyte.
BOUNDS = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=32768", "-print_final_stats=1", "-verbosity=1"]


def run(name: str, seconds: int, log: Path) -> tuple[str, bool]:
    grown = BUILT / "corpus" / name
    grown.mkdir(parents=True, exist_ok=True)
    FINDINGS.mkdir(exist_ok=True)
    command = [str(BUILT / "fuzz" / f"fuzz_{name}"), f"-max_total_time={seconds}", *BOUNDS,
               f"-artifact_prefix={FINDINGS / name}-", str(grown), str(HOUSE / "fuzz" / "corpus" / name)]
    words = HOUSE / "fuzz" / "dict" / f"{name}.dict"
    if words.exists():
        command.insert(1, f"-dict={words}")
    # Debian's clang comes without its own symbolizer; that of binutils serves as well.
    symbolizer = shutil.which("llvm-symbolizer-16") or shutil.which("addr2line") or ""
    with log.open("wb") as out:
        status = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False,
                                env={"ASAN_SYMBOLIZER_PATH": symbolizer, **os.environ}).returncode
    said = log.read_text(errors="replace")

    def last(pattern: str) -> str:
        found = re.findall(pattern, said)
        return found[-1] if found else "?"

    finding = "no finding"
    if status != 0:
        kept = last(r"Test unit written to (\S+)")
        why = last(r"(?:SUMMARY: |broken promise: )([^\n]*)")
        finding = f"FINDING: {why} ({kept}; all of it in {log})"
    runs = last(r"stat::number_of_executed_units: (\d+)")
    speed = last(r"stat::average_exec_per_sec: +(\d+)")
    coverage = last(r"cov: (\d+)")
    return f"{name:14} {runs:>9} runs {speed:>6}/s  coverage {coverage:>6}  {finding}", status == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="the fuzzers to run; all without any")
    parser.add_argument("--seconds", type=int, default=int(os.environ.get("FUZZ_SECONDS", "60")))
    asked = parser.parse_args()
    names = asked.names or sorted(path.name.removeprefix("fuzz_") for path in (BUILT / "fuzz").glob("fuzz_*")
                                  if path.is_file() and os.access(path, os.X_OK))
    if not names:
        print("no fuzzers are built", file=sys.stderr)
        return 2
    good = True
    for name in names:
        line, clean = run(name, asked.seconds, BUILT / f"{name}.log")
        print(line, flush=True)
        good = good and clean
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
