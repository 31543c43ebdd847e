#!/usr/bin/env python3
"""Serves a collection of invented news and measures what a reader would feel: how long pages and searches take at a
steady rate while more news is being written, how many front pages a second keep-alive gets beside nginx with the same
bytes, memory, idle connections, and how long a start takes.

The collection is synthetic (bench/serving/invented_news.h) and is kept in --data for the next run.
"""

import argparse
import asyncio
import os
import pathlib
import random
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

CONNECTIONS = 40  # that share the steady rate


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


class Server:
    def __init__(self, build, data):
        began = time.monotonic()
        self.process = subprocess.Popen(
            [build / "headwater", "serve", "--data", data, "--listen", "127.0.0.1:0", "--no-fetch"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                break
        else:
            sys.exit("serving: the server does not start")
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/").read()
        self.started = time.monotonic() - began

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


async def answer(reader):
    """Status and body of one response with a Content-Length."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(re.search(rb"content-length: *(\d+)", head, re.I)[1])
    return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


async def steady(port, paths, rate, seconds):
    """Milliseconds of each request, from when it was due: what waits in line counts."""
    due = asyncio.Queue()
    taken, failed = [], []

    async def connection():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (item := await due.get()) is not None:
            at, path = item
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            status, _ = await answer(reader)
            taken.append((time.monotonic() - at) * 1000)
            if status != 200:
                failed.append((status, path))
        writer.close()

    workers = [asyncio.create_task(connection()) for _ in range(CONNECTIONS)]
    began = time.monotonic()
    for n in range(int(rate * seconds)):
        at = began + n / rate
        if (wait := at - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        due.put_nowait((at, random.choice(paths)))
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    if failed:
        print(f"  {len(failed)} failed, the first: {failed[0]}")
    return taken


async def idle(port, count):
    """Opens so many connections that have asked once; how many are still open and answer a while later."""
    opened = []
    for n in range(count):
        # A loopback address of its own for every so many: each has only so many ports.
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.1.{1 + n // 5000}", 0))
        writer.write(f"GET /about HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        await answer(reader)
        opened.append((reader, writer))
    await asyncio.sleep(5)
    alive = 0
    for reader, writer in random.sample(opened, min(500, count)):
        writer.write(f"GET /about HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        alive += (await answer(reader))[0] == 200
    for _, writer in opened:
        writer.close()
    return alive / min(500, count)


def told(name, taken):
    print(f"{name:28}{len(taken):8} requests   p50 {percentile(taken, 0.5):7.1f} ms   p95 {percentile(taken, 0.95):7.1f} ms"
          f"   p99 {percentile(taken, 0.99):7.1f} ms   longest {max(taken):7.1f} ms")


def wrk(port, path, seconds):
    output = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", f"http://127.0.0.1:{port}{path}"],
                            capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def nginx(body, seconds):
    """Requests a second of nginx with one worker, for the same bytes from its page cache."""
    with tempfile.TemporaryDirectory(prefix="headwater-nginx-") as folder:
        port = free_port()
        os.chmod(folder, 0o755)
        pathlib.Path(folder, "index.html").write_bytes(body)
        pathlib.Path(folder, "nginx.conf").write_text(
            f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
            "events { worker_connections 1024; }\n"
            f"http {{ access_log off; keepalive_requests 100000000; client_body_temp_path {folder}/b; "
            f"proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; "
            f"scgi_temp_path {folder}/s; server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n")
        process = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-p", folder], stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        try:
            return wrk(port, "/index.html", seconds)
        finally:
            process.terminate()
            process.wait()


def paths_of(data):
    rows = sqlite3.connect(f"file:{data}/headwater.db?mode=ro", uri=True)
    few = lambda sql: [row[0] for row in rows.execute(sql)]
    words = {"front": ["/"]}
    words["story"] = [f"/story/{each}" for each in few("SELECT id FROM stories ORDER BY latest DESC LIMIT 3000")[::3]]
    words["article"] = [f"/article/{each}" for each in few("SELECT id FROM articles ORDER BY article_row DESC LIMIT 5000")[::5]]
    headlines = few("SELECT headline FROM stories ORDER BY latest DESC LIMIT 400")
    words["search"] = [f"/search?q={'+'.join(random.sample(each.split(), 2))}" for each in headlines]
    words["search for a common word"] = ["/search?q=" + random.choice(each.split()[2::2]) for each in headlines]
    return words


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    arguments.add_argument("--data", type=pathlib.Path, default=pathlib.Path("build/bench-collection"))
    arguments.add_argument("--articles", type=int, default=1_000_000)
    arguments.add_argument("--rate", type=int, default=500, help="requests a second")
    arguments.add_argument("--seconds", type=int, default=20)
    arguments.add_argument("--idle", type=int, default=10_000, help="connections")
    given = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)

    grow = [given.build / "bench" / "grow_collection", given.data]
    print(subprocess.run([*grow, str(given.articles)], check=True, capture_output=True, text=True).stdout, end="")
    size = (given.data / "headwater.db").stat().st_size
    print(f"store: {size / 1e9:.2f} GB, {size / given.articles / 1024:.1f} KB an article")
    server = Server(given.build, given.data)
    try:
        print(f"start until the front page is answered: {server.started:.2f} s, {server.memory():.0f} MB")
        random.seed(1)
        paths = paths_of(given.data)
        writing = subprocess.Popen([*grow, str(given.articles * 2)], stdout=subprocess.DEVNULL)
        try:
            for name in ("front", "story", "article"):
                before = server.processor_seconds()
                told(name, asyncio.run(steady(server.port, paths[name], given.rate, given.seconds)))
                spent = server.processor_seconds() - before
                print(f"{'':28}{spent / given.rate / given.seconds * 1000:.2f} ms of processor time a request")
            for name in ("search", "search for a common word"):
                told(name, asyncio.run(steady(server.port, paths[name], 20, given.seconds)))
        finally:
            writing.terminate()
            writing.wait()
        if shutil.which("wrk") and shutil.which("nginx"):
            body = urllib.request.urlopen(f"http://127.0.0.1:{server.port}/").read()
            ours, theirs = wrk(server.port, "/", 10), nginx(body, 10)
            print(f"front page ({len(body) / 1024:.0f} KB) with keep-alive: {ours:.0f} a second; "
                  f"nginx with the same bytes {theirs:.0f}: {ours / theirs:.2f} of it")
        else:
            print("wrk or nginx is not installed: keep-alive is left out")
        print(f"{given.idle} idle connections: {asyncio.run(idle(server.port, given.idle)):.3f} of them answer again")
        print(f"most memory: {server.memory():.0f} MB")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
