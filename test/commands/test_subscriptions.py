"""Subscriptions by command, and WebSub from end to end with a small hub on loopback."""
import hashlib
import hmac
import http.server
import pathlib
import socket
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from headwater import Server, Site, objects, run

WEIR = """<html lang=en><head><title>Weir on the Orrin opens</title></head><body><article><h1>Weir on the Orrin opens</h1>
<p>The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. It cost 38
million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024.</p></article></body></html>"""

FEED = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Vellmar Post</title>
<atom:link rel="hub" href="{hub}"/><atom:link rel="self" href="{feed}"/>{items}</channel></rss>"""


class Hub:
    """Verifies what it is asked for, and delivers."""

    def __init__(self):
        hub = self
        self.asked, self.echoed = [], []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                hub.asked.append({k: v[0] for k, v in urllib.parse.parse_qs(form).items()})
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()
                threading.Thread(target=hub.verify, args=(hub.asked[-1],), daemon=True).start()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def verify(self, asked):
        query = urllib.parse.urlencode({"hub.mode": asked["hub.mode"], "hub.topic": asked["hub.topic"],
                                        "hub.challenge": "challenge-7", "hub.lease_seconds": "86400"})
        try:
            self.echoed.append(urllib.request.urlopen(asked["hub.callback"] + "?" + query).read().decode())
        except urllib.error.HTTPError as error:
            self.echoed.append(f"status {error.code}")

    def deliver(self, body, secret=None):
        asked = self.asked[0]
        code = hmac.new((secret or asked["hub.secret"]).encode(), body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(asked["hub.callback"], body, {
            "Content-Type": "application/rss+xml", "X-Hub-Signature": "sha256=" + code})
        return urllib.request.urlopen(request).status

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


class Subscriptions(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = pathlib.Path(self.folder.name) / "data"

    def tearDown(self):
        self.folder.cleanup()

    def test_a_site_is_subscribed_to_by_its_page(self):
        with Site({"/": ("text/html", b"<link rel=alternate type=application/rss+xml href=/rss>"),
                   "/rss": ("application/rss+xml", b"<rss><channel><title>Vellmar Post</title></channel></rss>")}) as site:
            done = run("subscribe", "--data", self.data, "--allow-private-networks", site.address)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(b"Vellmar Post", done.stdout)
            listed = objects(run("subscriptions", "--data", self.data, "--json"))
            self.assertEqual([each["url"] for each in listed], [site.address + "/rss"])

    def test_what_has_no_feed_is_an_error(self):
        with Site({"/": ("text/html", b"<p>Hello</p>")}) as site:
            done = run("subscribe", "--data", self.data, "--allow-private-networks", site.address)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"no feed", done.stderr)

    def test_a_feed_is_changed_shown_and_removed_and_its_password_is_not_shown(self):
        address = "https://vellmar.example/rss"
        secret = pathlib.Path(self.folder.name) / "secret"
        secret.write_text("hunter2\n")
        run("subscribe", "--as-is", "--data", self.data, "--folder", "World/Asia", "--user", "jo", "--password-file",
            secret, address)
        done = run("feed", "--data", self.data, "--keep", "[itemprop=articleBody]", "--minutes", "20", "--pause",
                   "--title", "Vellmar", "--cookie", "session=7", address)
        self.assertEqual(done.returncode, 0, done.stderr)
        shown = run("feed", "--data", self.data, "--json", address)
        feed = objects(shown)[0]
        self.assertEqual(feed["keep"].strip(), "[itemprop=articleBody]")
        self.assertEqual((feed["minutes"], feed["health"], feed["folder"]), (20, "paused", "World/Asia"))
        opml = run("subscriptions", "--data", self.data, "--opml").stdout
        self.assertIn(b'<outline text="Asia"', opml)
        for output in (shown.stdout, opml, run("subscriptions", "--data", self.data).stdout):
            self.assertNotIn(b"hunter2", output)
            self.assertNotIn(b"session=7", output)
        self.assertEqual(run("feed", "--data", self.data, "--keep", "a > b", address).returncode, 2)
        self.assertEqual(run("feed", "--data", self.data, "--remove", address).returncode, 0)
        self.assertEqual(objects(run("subscriptions", "--data", self.data, "--json")), [])

    def test_a_list_comes_out_as_it_went_in(self):
        list_file = pathlib.Path(self.folder.name) / "list.opml"
        list_file.write_text('<opml xmlns:r="https://reader.example/ns"><body><outline text="World"><outline text="Asia">'
                             '<outline text="A" xmlUrl="https://vellmar.example/a" r:rule="main" category="x"/></outline>'
                             '<outline text="B" xmlUrl="https://vellmar.example/b"/></outline></body></opml>')
        self.assertEqual(run("subscribe", "--data", self.data, list_file).returncode, 0)
        again = pathlib.Path(self.folder.name) / "again.opml"
        again.write_bytes(run("subscriptions", "--data", self.data, "--opml").stdout)
        entries = {each["url"]: each for each in objects(run("read", again))[0]["entries"]}
        self.assertEqual(entries["https://vellmar.example/a"]["categories"], ["Asia", "World"])
        self.assertEqual(entries["https://vellmar.example/b"]["categories"], ["World"])
        self.assertIn('rule="main"', again.read_text())
        self.assertIn('category="x"', again.read_text())

    def test_a_hub_delivers_what_it_was_asked_for(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.data.mkdir()
        (self.data / "headwater.toml").write_text(f'[serve]\npublic_address = "http://127.0.0.1:{port}/"\n'
                                                  "[fetch]\nhost_delay = 0\n")
        hub = Hub()
        try:
            with Site({"/weir.html": ("text/html", WEIR.encode())}) as site:
                feed = site.address + "/feed"
                site.pages["/feed"] = ("application/rss+xml", FEED.format(hub=hub.address, feed=feed, items="").encode())
                run("subscribe", "--as-is", "--data", self.data, feed)
                with Server(self.data, "--no-samples", "--allow-private-networks", port=port):
                    self.assertTrue(wait_for(lambda: hub.echoed), "the hub was asked")
                    self.assertEqual(hub.echoed[0], "challenge-7")
                    self.assertTrue(hub.asked[0]["hub.callback"].startswith(f"http://127.0.0.1:{port}/websub/"))
                    items = f"<item><title>Weir</title><link>{site.address}/weir.html</link></item>"
                    body = FEED.format(hub=hub.address, feed=feed, items=items).encode()
                    self.assertEqual(hub.deliver(body, secret="wrong"), 202)
                    time.sleep(1)
                    self.assertNotIn("/weir.html", site.seen)
                    self.assertEqual(hub.deliver(body), 202)
                    self.assertTrue(wait_for(lambda: b"Weir on the Orrin" in run("stories", "--data", self.data).stdout),
                                    "the delivered entry's page was read")
                    self.assertEqual(site.seen.count("/feed"), 1)
                    run("feed", "--data", self.data, "--remove", feed)
                    self.assertTrue(wait_for(lambda: len(hub.echoed) > 1), "the hub was told that it is over")
                    self.assertEqual(hub.asked[1]["hub.mode"], "unsubscribe")
                    self.assertEqual(hub.echoed[1], "challenge-7")
                    with self.assertRaises(urllib.error.HTTPError) as gone:
                        hub.deliver(body)
                    self.assertEqual(gone.exception.code, 410)
        finally:
            hub.close()


if __name__ == "__main__":
    unittest.main(verbosity=1)
