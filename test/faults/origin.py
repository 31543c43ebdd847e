"""The loopback server that stands for the whole web: it is asked as a proxy, and answers for every invented host.

Each outlet has a feed at /feed that names the hub. A page is there once it was published; so the news grows.
"""
import email.utils
import hashlib
import hmac
import html
import http.server
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HUB = "http://hub.example/"


class Origin:
    """Use it as a context; `address` is the proxy's."""

    def __init__(self, world):
        self.world = world
        self.by_address = {page.url: page for page in world.pages}
        self.hosts = sorted({page.host for page in world.pages})
        self.published = []   # pages, in the order in which they came out
        self._there = set()
        self.seconds = 0.0    # that each page takes to answer
        self.subscribers = {}  # topic -> (callback, secret), verified
        self.asked = []       # addresses of pages that were fetched
        origin = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                status, kind, body = origin.answer(self.path)
                self.reply(status, kind, body)

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.reply(202, "text/plain", b"")
                asked = {name: values[0] for name, values in form.items()}
                threading.Thread(target=origin.verify, args=(asked,), daemon=True).start()

            def reply(self, status, kind, body):
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # who asked is dead

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

            def handle_error(self, *_):
                pass  # the other end was killed

        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def feeds(self):
        return [f"http://{host}/feed" for host in self.hosts]

    def publish(self, pages):
        for page in pages:
            if page.url not in self._there:
                self._there.add(page.url)
                self.published.append(page)

    def answer(self, address):
        parts = urllib.parse.urlsplit(address)
        if parts.path == "/feed":
            own = [page for page in self.published if page.host == parts.hostname]
            return 200, "application/rss+xml", feed(parts.hostname, own)
        if address in self._there:
            self.asked.append(address)
            time.sleep(self.seconds)
            return 200, "text/html; charset=utf-8", self.by_address[address].body
        return 404, "text/plain", b"not here"

    def verify(self, asked):
        query = urllib.parse.urlencode({"hub.mode": asked["hub.mode"], "hub.topic": asked["hub.topic"],
                                        "hub.challenge": "tide-7", "hub.lease_seconds": "864000"})
        try:
            with urllib.request.urlopen(asked["hub.callback"] + "?" + query, timeout=10) as reply:
                if reply.read() == b"tide-7":
                    self.subscribers[asked["hub.topic"]] = (asked["hub.callback"], asked["hub.secret"])
        except OSError:
            pass

    def push(self, page, seconds=10):
        """Delivers the page's feed as its hub would. True where it was acknowledged; a dead server is no answer."""
        callback, secret = self.subscribers[f"http://{page.host}/feed"]
        body = feed(page.host, [page])
        sign = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(callback, body, {"Content-Type": "application/rss+xml",
                                                          "X-Hub-Signature": "sha256=" + sign})
        try:
            with urllib.request.urlopen(request, timeout=seconds) as reply:
                return 200 <= reply.status < 300
        except (OSError, ValueError, urllib.error.URLError):
            return False


def feed(host, pages):
    """RSS of a host's pages, the newest first, without their text."""
    items = "".join(f"<item><title>{html.escape(page.headline)}</title><link>{page.url}</link><guid>{page.url}</guid>"
                    f"<pubDate>{email.utils.format_datetime(page.published)}</pubDate></item>"
                    for page in reversed(pages))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{host}</title><link>http://{host}/</link>
<atom:link rel="hub" href="{HUB}"/><atom:link rel="self" href="http://{host}/feed"/>{items}</channel></rss>
""".encode()
