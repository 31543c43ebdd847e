#!/usr/bin/env python3
"""What leaves the house: every feed read by feedparser, XML by libxml2, and WebSub by a subscriber that checks signatures."""
import csv
import hashlib
import hmac
import http.server
import io
import json
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree

from headwater import Server

try:
    import feedparser
except ImportError:  # Debian's package, where another Python comes first
    sys.path.append("/usr/lib/python3/dist-packages")
    import feedparser

LISTS = ["stories", "statements", "corrections", "unresolved", "starred", "later", "notes", "search.{}?q=report",
         "stories.{}?language=en&order=newest"]
ATOM = "{http://www.w3.org/2005/Atom}"


def fetch(address, data=None, **headers):
    request = urllib.request.Request(address, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as fault:
        return fault.code, fault.headers, fault.read()


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    return None


class Subscriber:
    """A WebSub subscriber: echoes challenges, keeps deliveries."""

    def __init__(self):
        subscriber = self
        self.asked, self.delivered, self.answer = [], [], 202

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
                subscriber.asked.append(query)
                self.reply(200, query.get("hub.challenge", "").encode())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                subscriber.delivered.append((self.headers, body))
                self.reply(subscriber.answer, b"")

            def reply(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.callback = f"http://127.0.0.1:{self.server.server_port}/push?for=headwater"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class OutputsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.server = Server(cls.folder.name, "--allow-private-networks")
        cls.root = cls.server.address

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def get(self, path, **headers):
        return fetch(self.root + path, **headers)

    def lists(self):
        """Addresses with {} for the ending, of pages of the sample edition too."""
        stories = json.loads(self.get("api/v1/stories?limit=3")[2])["stories"]
        more = ["story/" + stories[0]["story"]["story"], "thread/" + stories[0]["story"]["thread"]]
        source = "source/" + urllib.parse.quote(stories[0]["publishers"][0])
        more += [source, source + "/articles", source + "/stories", source + "/mirror"]
        statements = json.loads(self.get("api/v1/statements?limit=50")[2])["statements"]
        speakers = [statement["annotations"]["statements"][0].get("speaker", {}).get("entity")
                    for statement in statements]
        more += [next(speaker for speaker in speakers if speaker)]
        return [each if "{}" in each else each + ".{}" for each in LISTS + more]

    def test_every_feed_is_read_strictly(self):
        read = 0
        for address in self.lists():
            for ending in ("rss", "atom"):
                path = address.format(ending)
                status, headers, body = self.get(path)
                self.assertEqual(status, 200, path)
                feed = feedparser.parse(body, response_headers={"content-type": headers["Content-Type"],
                                                                "content-location": self.root + path})
                self.assertFalse(feed.bozo, f"{path}: {feed.get('bozo_exception')}")
                self.assertEqual(feed.version, {"rss": "rss20", "atom": "atom10"}[ending], path)
                self.assertEqual(len(feed.entries), body.count(b"<item>") + body.count(b"<entry"), path)
                self.assertIn(self.root + path, [link.href for link in feed.feed.links if link.rel == "self"])
                for entry in feed.entries:
                    self.assertTrue(entry.id and entry.link and entry.title, path)
                    self.assertIn("Primary source", entry.summary if ending == "rss" else entry.content[0].value)
                read += len(feed.entries)
        self.assertGreater(read, 50)

    def test_feeds_carry_the_primary_sources_that_the_json_has(self):
        known = {}
        for item in json.loads(self.get("stories.json")[2])["items"]:
            urls = [source["url"] for source in item["_headwater"]["primary_sources"] if source.get("url")]
            known[item["id"]] = urls
            self.assertEqual(item.get("external_url"), urls[0] if urls else None)
        self.assertTrue(any(known.values()))
        for entry in feedparser.parse(self.get("stories.atom")[2]).entries:
            self.assertEqual([link.href for link in entry.links if link.rel == "via"], known[entry.id])
        rss = xml.etree.ElementTree.fromstring(self.get("stories.rss")[2])
        for item in rss.iter("item"):
            source = item.find("source")
            urls = known[item.find("guid").text]
            if urls:
                self.assertIsNotNone(source)

    def test_json_feeds_keep_to_their_rules(self):
        for address in self.lists():
            status, headers, body = self.get(address.format("json"))
            self.assertEqual(status, 200)
            self.assertTrue(headers["Content-Type"].startswith("application/feed+json"))
            feed = json.loads(body)
            self.assertEqual(feed["version"], "https://jsonfeed.org/version/1.1")
            for name in ("title", "home_page_url", "feed_url"):
                self.assertIsInstance(feed[name], str)
            ids = [item["id"] for item in feed["items"]]
            self.assertEqual(len(ids), len(set(ids)))
            for item in feed["items"]:
                self.assertTrue("content_html" in item or "content_text" in item)
                for name, value in item.items():
                    self.assertTrue(value, f"{address}: {name} is empty")

    def test_the_sitemap_and_the_tables_are_well_formed(self):
        status, _, body = self.get("news-sitemap.xml")
        self.assertEqual(status, 200)
        done = subprocess.run(["xmllint", "--noout", "-"], input=body, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(io.StringIO(self.get("stories.csv")[2].decode(), newline="")))
        lines = [json.loads(line) for line in self.get("stories.jsonl")[2].decode().splitlines()]
        self.assertEqual([row["id"] for row in rows], [line["id"] for line in lines])
        for row, line in zip(rows, lines):
            self.assertEqual(row["primary_url"], (line["primary_sources"] or [{}])[0].get("url", ""))

    def test_a_feed_that_did_not_change_is_not_sent_again(self):
        _, headers, body = self.get("stories.rss")
        status, _, again = self.get("stories.rss", **{"If-None-Match": headers["ETag"]})
        self.assertEqual((status, again), (304, b""))

    def star(self, on=True, number=0):
        hit = json.loads(self.get("api/v1/search?q=the&limit=5")[2])["articles"][number]
        body = json.dumps({"articles": [hit["id"]], "mark": "starred", "on": on}).encode()
        self.assertEqual(self.get("api/v1/marks", data=body, **{"Content-Type": "application/json"})[0], 200)
        return hit

    def ask_hub(self, mode, topic, callback, secret="seven lamps"):
        form = urllib.parse.urlencode({"hub.mode": mode, "hub.topic": topic, "hub.callback": callback,
                                       "hub.secret": secret, "hub.lease_seconds": 3600}).encode()
        return self.get("hub", data=form)[0]

    def test_a_subscriber_is_verified_told_with_a_signature_and_let_go(self):
        subscriber = Subscriber()
        self.addCleanup(subscriber.close)
        status, headers, body = self.get("starred.atom")
        links = dict(reversed(part.strip().split("; rel=")) for part in headers.get_all("Link"))
        hub, topic = links['"hub"'][1:-1], links['"self"'][1:-1]
        self.assertEqual([hub, topic], [self.root + "hub", self.root + "starred.atom"])
        found = {link.rel: link.href for link in feedparser.parse(body).feed.links}
        self.assertEqual((found["hub"], found["self"]), (hub, topic))
        self.assertEqual(self.ask_hub("subscribe", topic, subscriber.callback), 202)
        asked = wait_for(lambda: subscriber.asked)
        self.assertTrue(asked, "the hub never asked whether that was meant")
        self.assertEqual((asked[0]["hub.mode"], asked[0]["hub.topic"], asked[0]["hub.lease_seconds"], asked[0]["for"]),
                         ("subscribe", topic, "3600", "headwater"))
        time.sleep(12)  # what the topic holds at first is noted, and told to nobody
        self.assertEqual(subscriber.delivered, [])
        hit = self.star()
        self.assertTrue(wait_for(lambda: subscriber.delivered), "nothing was delivered")
        headers, body = subscriber.delivered[0]
        signature = "sha256=" + hmac.new(b"seven lamps", body, hashlib.sha256).hexdigest()
        self.assertTrue(hmac.compare_digest(headers["X-Hub-Signature"], signature))
        self.assertIn("application/atom+xml", headers["Content-Type"])
        self.assertIn(f'<{topic}>; rel="self"', headers.get_all("Link"))
        self.assertIn(f'<{hub}>; rel="hub"', headers.get_all("Link"))
        feed = feedparser.parse(body)
        self.assertFalse(feed.bozo)
        self.assertIn(hit["id"].replace("#", "/"), feed.entries[0].id)
        self.assertEqual(body, self.get("starred.atom")[2])
        # What answers 410 is told no more.
        subscriber.answer = 410
        self.star(number=1)
        self.assertTrue(wait_for(lambda: len(subscriber.delivered) == 2))
        self.star(False, number=1)
        time.sleep(12)
        self.assertEqual(len(subscriber.delivered), 2)

    def test_who_does_not_echo_is_no_subscriber_and_strange_topics_are_refused(self):
        self.assertEqual(self.ask_hub("subscribe", "https://elsewhere.example/feed", "http://127.0.0.1:9/"), 404)
        self.assertEqual(self.ask_hub("gossip", self.root + "stories.rss", "http://127.0.0.1:9/"), 400)
        self.assertEqual(self.ask_hub("subscribe", self.root + "stories.rss", "ftp://127.0.0.1/"), 400)


class PrivateCallbackTest(unittest.TestCase):
    def test_private_addresses_are_never_asked(self):
        subscriber = Subscriber()
        self.addCleanup(subscriber.close)
        with tempfile.TemporaryDirectory() as folder, Server(folder, "--no-samples") as server:
            form = urllib.parse.urlencode({"hub.mode": "subscribe", "hub.topic": server.address + "stories.rss",
                                           "hub.callback": subscriber.callback}).encode()
            self.assertEqual(fetch(server.address + "hub", form)[0], 202)
            time.sleep(5)
        self.assertEqual(subscriber.asked, [])


if __name__ == "__main__":
    unittest.main()
