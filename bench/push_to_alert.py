#!/usr/bin/env python3
"""Measures how long it takes from a hub's push (WebSub) to the alert that it sets off, while other news comes in.

Invented outlets stand on loopback, each on an address of its own, so that politeness is kept as it would be: one request a
second to each, their robots.txt first. Their hub pushes entries; Headwater fetches the pages, reads, places and traces
them, and calls a webhook for those that an alert finds. A second set of outlets pushes other news all the while.
Where the time goes is read from the log (`--log json`): each page's id is the same from its announcement to its story.
Prints one line for people and, with --json FILE, all figures; fails where an alert is lost or the bound is not kept.
"""

import argparse
import hashlib
import hmac
import http.server
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORD = "Orrisdale"  # that the alert looks for
ONSETS = "b br c cl d dr f fl g gr h j k kr l m n p pr qu r s sk st t tr v w z".split()
VOWELS = "a e i o u ai ea ou ei".split()
ENDS = "l n r s t nd rk sh th x m".split()


def word(rng):
    """A word of no language, so that two events have nothing in common but the little words."""
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randrange(1, 3))) + rng.choice(ENDS)


def news(number, rng, told="", length=6):
    """Headline and so many paragraphs of an event that no other has; `told` stands in them, twice."""
    rng = random.Random(f"{number} {rng.random()}")
    things = [word(rng) for _ in range(60)]
    names = [f"{word(rng).title()} {word(rng).title()}" for _ in range(3)]
    place = word(rng).title()
    thing = lambda: rng.choice(things)  # noqa: E731
    headline = f"{place} {thing()} {thing()} after {thing()} {thing()}, {told} {names[0]} says ({number})".replace("  ", " ")
    paragraphs = [
        f"The {thing()} of {place} {thing()} the {thing()} and {rng.randrange(100, 99999)} {thing()} on the {thing()}, "
        f"{rng.choice(names)} said. \"Our {thing()} is {thing()} by {rng.randrange(2, 90)} {thing()},\" {names[n % 3]} told "
        f"reporters in {place}. A {thing()} near the {thing()} will {thing()} {rng.randrange(1, 900)} {thing()} {thing()}."
        for n in range(length)]
    paragraphs[0] += f" That is what {told or thing()} had asked for."
    return headline, paragraphs


class World:
    """The outlets, their hub, and the service that alerts call."""

    def __init__(self):
        self.lock = threading.Lock()
        self.pages, self.subscriptions, self.heard = {}, {}, {}
        self.verified = set()
        world = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def reply(self, status, kind, body):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                host = self.headers["Host"]
                if self.path == "/feed":
                    self.reply(200, "application/atom+xml", world.feed(host, []))
                    return
                with world.lock:
                    body = world.pages.get((host, self.path))
                self.reply(200 if body else 404, "text/html; charset=utf-8", body or b"")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/hub":
                    self.reply(202, "text/plain", b"")
                    asked = {key: value[0] for key, value in urllib.parse.parse_qs(body.decode()).items()}
                    threading.Thread(target=world.verify, args=(asked,), daemon=True).start()
                else:
                    now = time.time()
                    self.reply(200, "text/plain", b"")
                    found = re.search(r"\((\d+)\)", json.loads(body)["headline"])
                    with world.lock:
                        world.heard.setdefault(int(found[1]), now)

            def log_message(self, *_):
                pass

        class Web(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 1024

        self.server = Web(("0.0.0.0", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def feed(self, host, entries):
        items = "".join(f"<entry><id>http://{host}{path}</id><title>{headline}</title><updated>{at}</updated>"
                        f"<link href='http://{host}{path}'/></entry>" for path, headline, at in entries)
        return (f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>The {host} Courier</title>"
                f"<id>http://{host}/feed</id><updated>2026-01-01T00:00:00Z</updated>"
                f"<link rel='hub' href='http://127.0.0.1:{self.port}/hub'/><link rel='self' href='http://{host}/feed'/>"
                f"{items}</feed>").encode()

    def verify(self, asked):
        time.sleep(0.2)
        query = urllib.parse.urlencode({"hub.mode": asked["hub.mode"], "hub.topic": asked["hub.topic"],
                                        "hub.challenge": "here", "hub.lease_seconds": "86400"})
        urllib.request.urlopen(f"{asked['hub.callback']}?{query}").read()
        host = urllib.parse.urlparse(asked["hub.topic"]).netloc
        with self.lock:
            self.subscriptions[host] = (asked["hub.callback"], asked["hub.secret"])

    def push(self, host, stories):
        entries = []
        for number, headline, paragraphs in stories:
            path, at = f"/news/{number}", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            body = "".join(f"<p>{each}</p>" for each in paragraphs)
            with self.lock:
                self.pages[(host, path)] = (
                    f"<html lang='en'><head><title>{headline}</title><meta property='article:published_time' content='{at}'>"
                    f"</head><body><article><h1>{headline}</h1>{body}</article></body></html>").encode()
            entries.append((path, headline, at))
        callback, secret = self.subscriptions[host]
        body = self.feed(host, entries)
        signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(callback, body, {"Content-Type": "application/atom+xml",
                                                          "X-Hub-Signature": signature})
        sent = time.time()
        urllib.request.urlopen(request).read()
        return sent


class House:
    def __init__(self, program, data, port, log):
        self.base = f"http://127.0.0.1:{port}"
        self.log = open(log, "wb")
        self.process = subprocess.Popen(
            [program, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", "--no-samples", "--log", "json",
             "--allow-private-networks"], stdout=subprocess.PIPE, stderr=self.log)
        if not self.process.stdout.readline():
            sys.exit("push_to_alert: the server does not start")

    def form(self, page, target, fields):
        with urllib.request.urlopen(self.base + page) as reply:
            cookie = reply.headers["Set-Cookie"].split(";")[0]
            token = re.search(r'name="token" value="([^"]*)"', reply.read().decode())[1]
        body = urllib.parse.urlencode({"token": token, **fields}).encode()
        request = urllib.request.Request(self.base + target, body, {"Cookie": cookie, "Origin": self.base})
        return urllib.request.urlopen(request).read()

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def metric(self, name):
        text = urllib.request.urlopen(self.base + "/metrics").read().decode()
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)
        return float(found[1]) if found else 0.0

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def steps_of(log):
    """When each step of each page was, by the page's id; and ids by address."""
    steps, ids = {}, {}
    for line in open(log, encoding="utf-8", errors="replace"):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if "page" in said:
            when = time.mktime(time.strptime(said["time"][:19], "%Y-%m-%dT%H:%M:%S")) + float("0" + said["time"][19:23])
            steps.setdefault(said["page"], {}).setdefault(said["message"], when)
            if "url" in said:
                ids[said["url"]] = said["page"]
    return steps, ids


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=str(ROOT / "build/release/headwater"))
    parser.add_argument("--alerts", type=int, default=60, help="pushes that set an alert off")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two of them")
    parser.add_argument("--rate", type=float, default=10.0, help="other pages a second")
    parser.add_argument("--hosts", type=int, default=40, help="outlets that bring them")
    parser.add_argument("--bound", type=float, default=5.0, help="seconds that 95 of 100 must keep")
    parser.add_argument("--json", help="a file for all figures")
    options = parser.parse_args()

    world, rng = World(), random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "data"
        data.mkdir()
        port = int(subprocess.run([sys.executable, "-c", "import socket;s=socket.socket();s.bind(('127.0.0.1',0));"
                                   "print(s.getsockname()[1])"], capture_output=True, text=True).stdout)
        (data / "headwater.toml").write_text(f'[serve]\npublic_address = "http://127.0.0.1:{port}"\n')
        alerting = [f"127.0.1.{n + 1}:{world.port}" for n in range(8)]
        others = [f"127.0.2.{n + 1}:{world.port}" for n in range(options.hosts)]
        subprocess.run([options.program, "subscribe", "--data", data, "--as-is",
                        *(f"http://{host}/feed" for host in alerting + others)], check=True, stdout=subprocess.DEVNULL)
        log = pathlib.Path(folder) / "log"
        house = House(options.program, data, port, log)
        try:
            deadline = time.monotonic() + 120
            while len(world.subscriptions) < len(alerting) + len(others):
                if time.monotonic() > deadline:
                    sys.exit(f"push_to_alert: {len(world.subscriptions)} outlets were asked for after two minutes")
                time.sleep(0.2)
            house.form("/me/rules", "/me/webhook", {"url": f"http://127.0.0.1:{world.port}/alert"})
            house.form("/alerts", "/alerts", {"name": "bench", "query": f"q={WORD}", "on_story": "1",
                                              "by_webhook": "1"})
            stop, pushed = threading.Event(), [0]

            def load():
                number = 1_000_000
                while not stop.is_set():
                    count = 5
                    stories = []
                    for _ in range(count):
                        number += 1
                        stories.append((number, *news(number, rng)))
                    world.push(rng.choice(others), stories)
                    pushed[0] += count
                    stop.wait(count / options.rate)

            loading = threading.Thread(target=load, daemon=True)
            if options.rate > 0:
                loading.start()
                time.sleep(10)
            kept, spent, began = house.metric('headwater_pages_total{outcome="kept"}'), house.processor_seconds(), time.time()
            sent, chance = {}, random.Random(2)
            for number in range(1, options.alerts + 1):
                sent[number] = world.push(alerting[number % len(alerting)], [(number, *news(number, chance, WORD))])
                time.sleep(options.every * chance.uniform(0.5, 1.5))
            deadline = time.monotonic() + 60
            while len(world.heard) < len(sent) and time.monotonic() < deadline:
                time.sleep(0.2)
            lasted = time.time() - began
            kept = house.metric('headwater_pages_total{outcome="kept"}') - kept
            spent = house.processor_seconds() - spent
            stop.set()
        finally:
            house.stop()
        steps, ids = steps_of(log)
    took = [world.heard[number] - at for number, at in sent.items() if number in world.heard]
    ways = {}
    for number, at in sent.items():
        seen = steps.get(ids.get(f"http://{alerting[number % len(alerting)]}/news/{number}", ""), {})
        before = at
        for name, step in (("announced", "page announced"), ("fetched", "page fetched"), ("kept", "page kept"),
                           ("placed", "article placed")):
            if step in seen:
                ways.setdefault(name, []).append(seen[step] - before)
                before = seen[step]
        if number in world.heard:
            ways.setdefault("told", []).append(world.heard[number] - before)
    figures = {"alerts": len(sent), "told": len(took), "median": percentile(took, 0.5), "p95": percentile(took, 0.95),
               "most": max(took, default=float("nan")), "ingest_per_second": kept / lasted,
               "processor_share": spent / lasted,
               "p95_by_step": {name: round(percentile(values, 0.95), 2) for name, values in ways.items()},
               "median_by_step": {name: round(percentile(values, 0.5), 2) for name, values in ways.items()}}
    print(f"push to alert: {len(took)} of {len(sent)} told; median {figures['median']:.2f} s, 95 % within "
          f"{figures['p95']:.2f} s, the slowest {figures['most']:.2f} s; {figures['ingest_per_second']:.1f} pages a second "
          f"came in meanwhile, {figures['processor_share']:.2f} cores")
    print(f"  medians by step: {figures['median_by_step']}; 95 %: {figures['p95_by_step']}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(figures, indent=1) + "\n")
    sys.exit(0 if len(took) == len(sent) and figures["p95"] < options.bound else 1)


if __name__ == "__main__":
    main()
