#!/usr/bin/env python3
"""Ten thousand slow and half-open clients, and whether everybody else is still served; then more of them than there are
places."""
import os
import pathlib
import re
import resource
import socket
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

import headwater

MANY = 10_000
MOST_MEMORY = 600 << 20


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Siege:
    """Connections that begin something and do not end it."""

    BEGINNINGS = [
        b"",  # connected, and nothing more
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",  # slowloris
        b"POST /signin HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10000\r\n\r\n",  # a body that never comes
        b"POST /signin HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",  # idle after one request; the answer is not read
    ]

    def __init__(self, port, beginnings=None):
        self.port, self.beginnings = port, beginnings or self.BEGINNINGS
        self.lines, self.closed = [], set()

    def grow(self, count):
        for n in range(count):
            line = socket.socket()
            line.settimeout(5)
            line.connect(("127.0.0.1", self.port))
            line.setblocking(False)
            self.lines.append(line)
            self.say(line, self.beginnings[n % len(self.beginnings)])

    @staticmethod
    def say(line, words):
        try:
            line.send(words)
        except OSError:
            pass  # it was closed on us: well done

    def drip(self):
        for n, line in enumerate(self.lines):
            if n % len(self.beginnings) in (1, 2):
                self.say(line, b"a")

    def open(self):
        """How many the server has not closed."""
        for line in [each for each in self.lines if each not in self.closed]:
            try:
                while words := line.recv(65536):
                    del words
                self.closed.add(line)
            except BlockingIOError:
                pass
            except OSError:
                self.closed.add(line)
        return len(self.lines) - len(self.closed)

    def end(self):
        for line in self.lines:
            line.close()


class SiegeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MANY + 4_000
        if hard != resource.RLIM_INFINITY and hard < wanted:
            raise unittest.SkipTest(f"only {hard} files may be open here, {wanted} are needed")
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else hard, hard))

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def serve(self):
        server = headwater.Server(self.data, "--no-fetch")
        self.addCleanup(server.__exit__)
        self.base, self.port = server.address, urllib.parse.urlparse(server.address).port
        return server

    def took(self, path=""):
        began = time.monotonic()
        with urllib.request.urlopen(self.base + path, timeout=20) as reply:
            self.assertEqual(reply.status, 200)
            reply.read()
        return time.monotonic() - began

    def refused(self, why):
        text = urllib.request.urlopen(self.base + "metrics").read().decode()
        found = re.search(rf'^headwater_http_refused_total\{{why="{why}"\}} (\S+)$', text, re.M)
        return float(found[1]) if found else 0

    def test_ten_thousand_slow_clients_keep_nobody_from_being_served(self):
        server = self.serve()
        self.took()
        siege = Siege(self.port)
        self.addCleanup(siege.end)
        siege.grow(MANY)
        times = []
        until = time.monotonic() + 6
        while time.monotonic() < until:
            siege.drip()
            times += [self.took(), self.took("search?q=harbour"), self.took("healthz")]
        self.assertGreater(len(times), 20)
        self.assertLess(percentile(times, 0.95), 1, times)
        memory = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{server.process.pid}/status").read_text())[1]) << 10
        self.assertLess(memory, MOST_MEMORY)
        print(f"siege: {siege.open()} of {MANY} slow clients hold on; 95 % of {len(times)} answers within "
              f"{1000 * percentile(times, 0.95):.0f} ms, {memory >> 20} MB at most")
        if "HEADWATER_LONG" in os.environ:
            # Half a minute after its first byte a request is over, however slowly more of it comes.
            deadline = time.monotonic() + 40
            while siege.open() > MANY * 2 // 5 and time.monotonic() < deadline:
                siege.drip()
                time.sleep(1)
            self.assertLessEqual(siege.open(), MANY * 2 // 5)
            self.assertGreater(self.refused("slow"), 0)

    def test_more_of_them_than_there_are_places_lose_theirs_to_others(self):
        server = self.serve()
        sieges = [Siege(self.port, Siege.BEGINNINGS[:2]) for _ in range(2)]
        for siege in sieges:
            self.addCleanup(siege.end)
        sieges[0].grow(MANY)
        time.sleep(2.5)
        sieges[1].grow(3_000)  # there are 12,000 places
        served = 0
        for _ in range(20):
            try:
                served += self.took("healthz") < 5
            except OSError:
                time.sleep(0.25)
        self.assertGreaterEqual(served, 18)
        self.assertIsNone(server.process.poll())


if __name__ == "__main__":
    unittest.main()
