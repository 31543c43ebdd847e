#!/usr/bin/env python3
"""Bombs through the whole way in: a site that serves nothing but hostile answers, and a few good articles behind them.
What is asked is that the good ones come through in time, that memory stays bounded and that the house goes on serving."""
import functools
import gzip
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request
import zlib

import headwater

MEGA = 1 << 20
LONGEST = 200  # seconds, on a machine that is busy with other things; some twenty where it is not
MOST_MEMORY = 900 * MEGA  # of a server that takes in all of it: the models alone are some 200 MB
PROSE = ("The council of Vellmar closed the harbour bridge on Monday after an inspection found cracks in two of its piers, "
         "the mayor, Ada Ostrand, said. \"Nobody will cross it before the winter,\" she told reporters in the town hall. ")


@functools.lru_cache
def deflated(size):
    """Zeros, gzip: about a thousandth of their size."""
    packer, block = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(MEGA)
    return b"".join(packer.compress(block) for _ in range(size // MEGA)) + packer.flush()


def zstandard(size):
    """Zeros as blocks of one repeated byte (RFC 8878, 3.1.1.2.2): a thirty-thousandth of their size."""
    block = 128 * 1024
    header = b"\x28\xb5\x2f\xfd" + b"\x00" + b"\x58"  # a window of 2 MB, no checksum, no size
    count = size // block
    return header + b"".join(((block << 3) | (1 << 1) | (n == count - 1)).to_bytes(3, "little") + b"\x00"
                             for n in range(count))


def brotli(size):
    """By Node, which the browser tests have anyway; nothing where it is missing."""
    node = shutil.which("node")
    if not node:
        return b""
    script = (f"const z=require('zlib');process.stdout.write(z.brotliCompressSync(Buffer.alloc({size}),"
              "{params:{[z.constants.BROTLI_PARAM_QUALITY]:5}}))")
    return subprocess.run([node, "-e", script], capture_output=True, check=True).stdout


def laughs(root, depth=12):
    entities = "".join(f"<!ENTITY l{n} \"{f'&l{n - 1};' * 10 if n else 'lol ' * 10}\">" for n in range(depth))
    return f"<?xml version='1.0'?><!DOCTYPE {root} [{entities}]><{root}>&l{depth - 1};</{root}>".encode()


def quadratic(root):
    """One long entity, named often: no nesting to count."""
    return (f"<?xml version='1.0'?><!DOCTYPE {root} [<!ENTITY a \"{'a' * 100_000}\">]><{root}>" + "&a;" * 50_000 +
            f"</{root}>").encode()


def page(body, head=""):
    return f"<html><head><title>Bomb</title>{head}</head><body><article><h1>Bomb</h1>{body}</article></body></html>".encode()


HTML = "text/html; charset=utf-8"
ATTRIBUTES = " ".join(f"a{n}=b" for n in range(200_000))
# path: type, body, further headers
WHOLE = {
    "/gzip": (HTML, deflated(1024 * MEGA), {"Content-Encoding": "gzip"}),
    "/gzip-twice": (HTML, gzip.compress(deflated(1024 * MEGA)), {"Content-Encoding": "gzip, gzip"}),
    "/zstd": (HTML, zstandard(1024 * MEGA), {"Content-Encoding": "zstd"}),
    "/br": (HTML, brotli(512 * MEGA), {"Content-Encoding": "br"}),
    "/deep": (HTML, page("<div>" * 500_000 + PROSE), {}),
    "/deep-lists": (HTML, page("<ul><li>" * 200_000 + PROSE), {}),
    "/tables": (HTML, page("<table><tr><td>" * 100_000), {}),
    "/unclosed": (HTML, page("<b><i><u><a href=x>" * 100_000), {}),
    "/attributes": (HTML, page(f"<p {ATTRIBUTES}>{PROSE}</p>"), {}),
    "/one-tag": (HTML, b"<html><body><p " + b"x" * (8 * MEGA), {}),
    "/comment": (HTML, b"<html><body><!--" + b"-" * (8 * MEGA), {}),
    "/entities": (HTML, page("&amp;&lt;&quot;" * 500_000), {}),
    "/one-word": (HTML, page("a" * (8 * MEGA)), {}),
    "/quotes": (HTML, page("<p>" + '" said ' * 400_000), {}),
    "/brackets": (HTML, page("<p>" + "([{" * 1_000_000), {}),
    "/names": (HTML, page("<p>" + "Ada Ostrand of Vellmar said " * 100_000), {}),
    "/dates": (HTML, page("<p>" + "on 3 March 2024, 4 p.m. " * 100_000), {}),
    "/sentences": (HTML, page("<p>" + "No. " * 1_000_000), {}),
    "/links": (HTML, page("<a href='http://vellmar.example/x'>Reuters reports</a> " * 60_000), {}),
    "/marks": (HTML, page("<p>" + "e\u0301\u0302\u0303" * 500_000), {}),
    "/right-to-left": (HTML, page("<p>" + "\u202e\u2066a\u2069" * 400_000), {}),
    "/json-ld": (HTML, page(PROSE, "<script type='application/ld+json'>" + "[" * 1_000_000 + "</script>"), {}),
    "/json-graph": (HTML, page(PROSE, "<script type='application/ld+json'>{\"@graph\":[" +
                               ",".join('{"@id":"%d","isPartOf":{"@id":"%d"}}' % (n, n + 1) for n in range(50_000)) +
                               "]}</script>"), {}),
    "/laughs": ("application/xhtml+xml", laughs("html"), {}),
    "/not-utf8": (HTML, page(PROSE).replace(b"bridge", b"\xff\xfe\xc0\xaf\xed\xa0\x80"), {}),
    "/nul": (HTML, page(PROSE).replace(b" ", b"\0"), {}),
    "/pdf": ("application/pdf", b"%PDF-1.4\n1 0 obj<</Length 1048576/Filter[" + b"/FlateDecode" * 50 + b"]>>stream\n" +
             zlib.compress(bytes(64 * MEGA)) + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF", {}),
    "/feed-laughs": ("application/rss+xml", laughs("rss"), {}),
    "/feed-quadratic": ("application/rss+xml", quadratic("rss"), {}),
    "/feed-deep": ("application/rss+xml", b"<rss><channel>" + b"<item>" * 1_000_000, {}),
    "/feed-gzip": ("application/rss+xml", deflated(1024 * MEGA), {"Content-Encoding": "gzip"}),
    "/feed-zstd": ("application/rss+xml", zstandard(1024 * MEGA), {"Content-Encoding": "zstd"}),
    "/feed-entries": ("application/rss+xml", b"<rss><channel><title>t</title>" + b"<item><title>a</title></item>" * 300_000 +
                      b"</channel></rss>", {}),
    "/feed-json": ("application/feed+json", b'{"version":"https://jsonfeed.org/version/1.1","items":' + b"[" * 2_000_000, {}),
}
ENDLESS = ["/endless-line", "/endless-headers", "/endless-chunks", "/endless-redirects/0", "/redirect-circle",
           "/slow-body", "/slow-headers", "/silent", "/endless-continue"]
GOOD = [f"/good/{n}" for n in range(4)]
# Hosts of their own (all of 127/8 is this machine): each waits for its turn, so that the bombs stand side by side.
LANES = 12


class Site:
    def __init__(self):
        site = self
        self.stop = threading.Event()
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, kind, body, headers):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def endless(self, piece, pause=0.0, most=64 * MEGA):
                sent = 0
                while not site.stop.is_set() and sent < most:
                    self.wfile.write(piece)
                    sent += len(piece)
                    time.sleep(pause)

            def do_GET(self):
                site.asked.append(self.path)
                self.close_connection = self.path not in WHOLE and self.path not in GOOD
                try:
                    self.serve()
                except OSError:
                    self.close_connection = True

            def serve(self):
                path = self.path
                if path in WHOLE:
                    self.answer(*WHOLE[path])
                elif path in GOOD:
                    number = path[-1]
                    self.answer(HTML, page("".join(f"<p>Report {number}, part {n}. {PROSE}</p>" for n in range(5))), {})
                elif path.startswith("/feed/"):
                    host = self.headers["Host"]
                    listed = site.lanes[int(path.rsplit("/", 1)[1])]
                    items = "".join(f"<item><title>Item {each}</title><link>http://{host}{each}</link></item>"
                                    for each in listed)
                    self.answer("application/rss+xml", f"<rss><channel><title>T</title>{items}</channel></rss>".encode(), {})
                elif path == "/endless-line":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>")
                    self.endless(b"a" * 65536)
                elif path == "/endless-headers":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                    self.endless(b"X-More: " + b"y" * 1000 + b"\r\n")
                elif path == "/endless-chunks":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
                    self.endless(b"1\r\na\r\n" * 2000)
                elif path.startswith("/endless-redirects/"):
                    number = int(path.rsplit("/", 1)[1])
                    self.wfile.write(f"HTTP/1.1 302 Found\r\nLocation: /endless-redirects/{number + 1}\r\n"
                                     "Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
                elif path == "/redirect-circle":
                    self.wfile.write(b"HTTP/1.1 301 Moved\r\nLocation: /redirect-circle\r\nContent-Length: 0\r\n"
                                     b"Connection: close\r\n\r\n")
                elif path == "/slow-body":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n")
                    self.endless(b"a", 0.1)
                elif path == "/slow-headers":
                    self.endless(b"H", 0.1)
                elif path == "/silent":
                    site.stop.wait(30)
                elif path == "/endless-continue":
                    self.endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
                else:
                    self.send_error(404)

            def log_message(self, *_):
                pass

        bombs = [path for path in WHOLE if not path.startswith("/feed-") and WHOLE[path][1]] + ENDLESS
        self.lanes = [bombs[n::LANES] for n in range(LANES)]
        for n, path in enumerate(GOOD):
            self.lanes[n].append(path)
        self.bombs = len(bombs)

        class Web(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def verify_request(self, request, client_address):
                """It listens at many loopback addresses, and is nobody else's."""
                return client_address[0].startswith("127.")

            def handle_error(self, request, client_address):
                """Whoever hangs up on a bomb does well."""

        self.server = Web(("0.0.0.0", 0), Handler)
        port = self.server.server_port
        self.feeds = [f"http://127.0.3.{n + 1}:{port}/feed/{n}" for n in range(LANES)]
        self.feeds += [f"http://127.0.4.{n + 1}:{port}{path}" for n, path in
                       enumerate(path for path in WHOLE if path.startswith("/feed-"))]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self):
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()


def peak(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024


class BombsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_site_full_of_bombs_costs_no_good_article_and_no_memory(self):
        site = Site()
        self.addCleanup(site.end)
        data = self.folder / "data"
        data.mkdir()
        (data / "headwater.toml").write_text("[fetch]\nhost_delay = 0\ntimeout = 3\nobey_robots = false\n"
                                             "[desk]\njobs = 2\nrevisit_hours = []\n")
        done = headwater.run("subscribe", "--data", data, "--as-is", *site.feeds)
        self.assertEqual(done.returncode, 0, done.stderr)
        began = time.monotonic()
        with headwater.Server(data, "--no-samples", "--allow-private-networks") as server:
            slowest, good, counts = 0.0, 0, {}
            while time.monotonic() - began < LONGEST:
                asked = time.monotonic()
                with urllib.request.urlopen(server.address + "api/v1/counts", timeout=20) as reply:
                    counts = json.load(reply)
                slowest = max(slowest, time.monotonic() - asked)
                found = urllib.request.urlopen(server.address + "api/v1/search?q=Vellmar+inspection&limit=50").read().decode()
                good = sum(path in found for path in GOOD)
                metrics = urllib.request.urlopen(server.address + "metrics").read().decode()
                waiting = [float(each) for each in re.findall(r'^headwater_queue_depth\{state="due"\} (\S+)', metrics, re.M)]
                if good == len(GOOD) and waiting == [0.0] and len({*site.asked} & {*WHOLE}) > len(WHOLE) - 4:
                    break
                time.sleep(0.5)
            took, memory = time.monotonic() - began, peak(server.process.pid)
            self.assertIsNone(server.process.poll())
            self.assertEqual(urllib.request.urlopen(server.address + "healthz").status, 200)
        self.assertEqual(good, len(GOOD), counts)
        self.assertLess(memory, MOST_MEMORY, f"{memory / MEGA:.0f} MB")
        self.assertLess(slowest, 5, "seconds for a small answer meanwhile")
        self.assertLess(took, LONGEST)
        self.assertEqual(server.process.returncode, 0)
        print(f"bombs: {site.bombs} pages, {took:.0f} s, {memory / MEGA:.0f} MB at most, the slowest answer {slowest:.2f} s")


if __name__ == "__main__":
    unittest.main()
