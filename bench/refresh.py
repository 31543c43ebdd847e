#!/usr/bin/env python3
"""Refreshes invented feeds served on loopback with Headwater, sfeed_update and newsboat, and prints feeds a second.

Each feed has a loopback address of its own, so that Headwater keeps its usual delay between requests to one host. Each
program refreshes twice: all feeds new, then nine of ten unchanged (304) and one with three new entries. The others get
as many feeds as they bear, what concurrency is best for them, and the same disk.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

THREADS = (1, 4, 16, 64)
TRIAL_FEEDS = 100
CONDITIONAL = """
fetch() {
  curl -L --max-redirs 0 -H "User-Agent:" -f -s -m 15 --etag-compare "$3.etag" --etag-save "$3.etag" "$2" 2>/dev/null
}
"""


def address(number, port):
    return f"http://127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}:{port}/feed/{number}"


class Server:
    """The feeds, in a process of their own."""

    def __init__(self, build):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen([build / "bench" / "serve_feeds", str(self.port)])
        time.sleep(0.5)

    def turn(self, edition):
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{edition}").read()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def timed(command, env=None):
    """Seconds, and the largest memory of the process and those it starts, each, in MB."""
    began = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    return time.monotonic() - began, usage.ru_maxrss / 1024, output


def both_editions(server, refresh):
    """The figures of a first refresh and of a second."""
    figures = []
    for edition in ("olds", "news"):
        server.turn(edition)
        figures.append(refresh())
    return figures


def headwater(build, server, folder, count):
    def refresh():
        seconds, memory, output = timed([build / "bench" / "refresh_feeds", folder, str(server.port), str(count)])
        report = json.loads(output)
        if report["good"] != count:
            sys.exit(f"Headwater: only {report['good']} of {count} feeds were refreshed")
        return seconds, memory, report["queued"]

    figures = both_editions(server, refresh)
    if figures[1][2] - figures[0][2] != count // 10 * 3:
        sys.exit("Headwater: not all new entries came")
    return figures


def newsboat(server, folder, count, threads):
    folder.mkdir()
    (folder / "urls").write_text("".join(address(i, server.port) + "\n" for i in range(count)))
    (folder / "config").write_text(f"reload-threads {threads}\n")
    command = ["newsboat", "-q", "-u", folder / "urls", "-C", folder / "config", "-c", folder / "cache.db", "-x", "reload"]
    return both_editions(server, lambda: timed(command, {**os.environ, "HOME": str(folder)}))


def sfeed(server, folder, count, jobs, conditional):
    folder.mkdir()
    feeds = "".join(f'  feed "f{i}" "{address(i, server.port)}"\n' for i in range(count))
    rc = folder / "sfeedrc"
    rc.write_text(f'sfeedpath="{folder}/feeds"\nmaxjobs={jobs}\n{CONDITIONAL if conditional else ""}'
                  f"feeds() {{\n{feeds}}}\n")
    return both_editions(server, lambda: timed(["sfeed_update", rc], {**os.environ, "HOME": str(folder)}))


def best(name, run, choices, scratch):
    """The choice with which a small second refresh is fastest."""
    figures = {}
    for choice in choices:
        folder = scratch / f"trial-{name}-{'-'.join(map(str, choice))}"
        figures[choice] = run(folder, TRIAL_FEEDS, *choice)[1][0]
        shutil.rmtree(folder)
    return min(figures, key=figures.get)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    arguments.add_argument("--feeds", type=int, default=10_000)
    arguments.add_argument("--others", type=int, default=1_000, help="feeds for the other programs")
    given = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)

    server = Server(given.build)
    rows = []
    with tempfile.TemporaryDirectory(prefix="headwater-refresh-") as path:
        scratch = pathlib.Path(path)
        try:
            rows.append(("Headwater", given.feeds, headwater(given.build, server, scratch / "headwater", given.feeds)))
            shutil.rmtree(scratch / "headwater")
            others = [
                ("sfeed_update", lambda *a: sfeed(server, *a), [(j, c) for j in (8, 32) for c in (False, True)]),
                ("newsboat", lambda *a: newsboat(server, *a), [(t,) for t in THREADS]),
            ]
            for program, run, choices in others:
                if shutil.which(program) is None:
                    print(f"{program} is not installed: left out")
                    continue
                choice = best(program, run, choices, scratch)
                what = f"{program} ({choice[0]} {'jobs' if program == 'sfeed_update' else 'threads'}" + (
                    ", with etags)" if len(choice) > 1 and choice[1] else ")")
                rows.append((what, given.others, run(scratch / program, given.others, *choice)))
        finally:
            server.stop()

    ours = [given.feeds / figures[0] for figures in rows[0][2]]
    print(f"{'':32}{'feeds':>8}{'first':>10}{'second':>10}  feeds a second{'MB':>6}  Headwater is faster by")
    for name, count, figures in rows:
        rates = [count / each[0] for each in figures]
        ratio = "" if name == "Headwater" else f"{ours[0] / rates[0]:.1f} and {ours[1] / rates[1]:.1f}"
        print(f"{name:32}{count:8}{rates[0]:10.0f}{rates[1]:10.0f}{max(e[1] for e in figures):22.0f}  {ratio}")


if __name__ == "__main__":
    main()
