#!/usr/bin/env python3
"""Takes the same invented pages from feed to origin with one process, and with workers over NATS JetStream, and prints
the CPU time per article of each, the workers' and the queue's apart, and their ratio.

Pages are recombined sentences of the sample edition within 30 KB of furniture, served on loopback under many hosts.
"""

import argparse
import http.server
import os
import pathlib
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

TICK = os.sysconf("SC_CLK_TCK")
FURNITURE = "".join(f'<li><a href="/section/{n}">Section {n} of the Vellmar Post and its supplements</a></li>' for n in range(300))


def sentences(root):
    found = []
    for path in sorted((root / "samples" / "edition").rglob("*.html")):
        for paragraph in re.findall(r"<p>(.*?)</p>", path.read_text(), re.S):
            text = re.sub(r"<[^>]+>", "", paragraph)
            found += [s for s in re.split(r"(?<=[.!?]) (?=[A-Z])", text) if len(s) > 40]
    return found


class Pages(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, root, count, hosts):
        super().__init__(("0.0.0.0", 0), Handler)
        self.count, self.hosts, self.prose = count, hosts, sentences(root)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def host(self, number):
        return f"http://127.0.{1 + number // 200}.{1 + number % 200}:{self.server_port}"

    def feed(self, host):
        items = "".join(
            f"<item><title>Report {n}</title><link>{self.host(host)}/page/{n}</link></item>"
            for n in range(host, self.count, self.hosts))
        return f"<rss version='2.0'><channel><title>Post {host}</title>{items}</channel></rss>"

    def page(self, number):
        draw = random.Random(number // 2)  # every second one is a copy with another ending
        own = random.Random(number)
        lines = draw.sample(self.prose, 18) + own.sample(self.prose, 6)
        prose = "".join("<p>" + " ".join(lines[at:at + 3]) + "</p>" for at in range(0, 24, 3))
        day, hour = 1 + number // 2 % 28, number % 24
        return (f"<html lang=en><head><title>{lines[0][:70]}</title><meta property='article:published_time' "
                f"content='2026-01-{day:02}T{hour:02}:00:00Z'></head><body><nav><ul>{FURNITURE}</ul></nav><article>"
                f"<h1>{lines[0][:70]}</h1>{prose}</article><footer><ul>{FURNITURE}</ul></footer></body></html>")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        word, _, number = self.path.strip("/").partition("/")
        known = {"feed": self.server.feed, "page": self.server.page}.get(word)
        body = (known(int(number)) if known and number.isdigit() else "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/rss+xml" if word == "feed" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def cpu(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def placed(folder):
    with sqlite3.connect(folder / "headwater.db", timeout=30) as store:
        return store.execute("SELECT count(*) FROM articles WHERE story IS NOT NULL").fetchone()[0]


def run(program, pages, name, commands, servers=()):
    """Seconds of CPU of the program's processes and of the servers', and seconds by the clock."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"headwater-{name}-"))
    (folder / "headwater.toml").write_text("[fetch]\nhost_delay = 0.0\nobey_robots = false\n"
                                           "[desk]\nrevisit_hours = []\njobs = 1\n")
    for host in range(pages.hosts):
        subprocess.run([program, "subscribe", "--data", folder, "--as-is", f"{pages.host(host)}/feed/{host}"], check=True,
                       stdout=subprocess.DEVNULL)
    began = time.monotonic()
    before = sum(map(cpu, servers))
    running = [subprocess.Popen([program, *command, "--data", folder, "--allow-private-networks"],
                                stdout=subprocess.DEVNULL) for command in commands]
    try:
        while placed(folder) < pages.count:
            time.sleep(0.25)
            assert all(each.poll() is None for each in running), "a process has ended"
        took = time.monotonic() - began
        return [cpu(each) for each in running], sum(map(cpu, servers)) - before, took
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait()
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--workers", type=int, default=1, help="processes that extract and annotate")
    options = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parent.parent
    program = root / "build" / "release" / "headwater"
    pages = Pages(root, options.articles, options.hosts)
    serve = ["serve", "--no-samples", "--listen", "127.0.0.1:0"]
    alone, _, alone_took = run(program, pages, "alone", [serve])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tempfile.mkdtemp(prefix="headwater-nats-")
    nats = subprocess.Popen(["nats-server", "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", folder],
                            stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        queue = ["--queue", f"nats://127.0.0.1:{port}", "--stages"]
        stages = ["fetch"] + ["extract,annotate"] * options.workers + ["desk"]
        each, servers, took = run(program, pages, "shared", [["work", *queue, stage] for stage in stages], [nats])
    finally:
        nats.terminate()
        nats.wait()
        shutil.rmtree(folder)
    ms = 1000 / options.articles
    print(f"{options.articles} articles, CPU milliseconds an article")
    print(f"alone   {alone[0] * ms:7.2f}  ({alone_took:.1f} s by the clock)")
    print(f"shared  {(sum(each) + servers) * ms:7.2f}  ({took:.1f} s): " +
          ", ".join(f"{stage} {spent * ms:.2f}" for stage, spent in zip(stages, each)) + f", nats-server {servers * ms:.2f}")
    print(f"ratio   {(sum(each) + servers) / alone[0]:7.2f}")


if __name__ == "__main__":
    main()
