#!/usr/bin/env python3
"""Markup, SQL, header lines and paths through every field that the world, or a visitor, can fill: what comes in by feeds,
pages, mails, lists and archives, and what is asked in addresses, forms, headers, the API and by assistants. Then every page
that can be reached is read as a browser would."""
import html.parser
import http.client
import json
import pathlib
import re
import tempfile
import time
import unittest
import urllib.parse
import xml.etree.ElementTree

import headwater
from test_people import Browser

# Each kind once, all in one: whichever is not escaped shows.
EVIL = ("</script></title></textarea><hwx onload=hwx()>\"' hwonx=\"1' {{hwx}} {{{hwx}}} ${7*7} %s%n ');DROP TABLE articles;--"
        " ' OR '1'='1 \\ \u2028 javascript:hwx() ../../etc/passwd")
SHORT = "</title><hwx onload=hwx()>\"' hwonx=\"1"
BOOKMARKLET = "javascript:(()=>{const s=String(getSelection()).trim();location.href='http://127.0.0.1:"  # on /check
QUERIES = [EVIL, "'", '"', "';DROP TABLE articles;--", "' UNION SELECT secret FROM sessions--", "%", "_", "\\", "a\0b",
           "a\r\nX-Injected: 1\r\n\r\n<hwx>", "{{hwx}}", "\ud7ff\uffff", "NEAR(a b, 1)", "a AND NOT", "headline:", "\"", "*",
           "source:' lang:\" after:9999999999-99-99", "(" * 2000, "-" * 5000, "9" * 400, "$(hwx)", "`hwx`", "|hwx", "\x1b[2J"]
TRAVERSALS = ["/assets/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc/passwd",
              "/assets/x/../../headwater.toml", "/article/..%2f..%2fheadwater.db", "/%2e%2e/%2e%2e/etc/passwd",
              "//etc/passwd", "/..;/headwater.toml", "/article/%00", "/story/%0d%0aX-Injected:%201", "/errand/-1",
              "/errand/99999999999999999999", "/check/..%5c..%5c", "/briefing/%27", "/source/%3Chwx%3E/mirror.csv",
              "/api/v1/article/%27%20OR%201=1", "/api/v1/..%2f..%2f", "/stop/%3Chwx%3E/1", "/takedown/%3Chwx%3E",
              "/websub/%3Chwx%3E", "/person/%3Chwx%3E", "/place/%ff%fe", "/source/%F0%9F", "/story/%3Chwx%3E/bundle"]


def text(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Reading(html.parser.HTMLParser):
    """What a browser would make of a page, as far as it concerns us."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.bad, self.links, self.forms = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        if tag == "hwx" or "hwonx" in names or any(name.startswith("on") for name in names):
            self.bad.append(self.get_starttag_text())
        for name in ("href", "src", "action", "formaction"):
            value = (names.get(name) or "").strip()
            # Only what begins with a scheme of its own leads anywhere but to a page of ours.
            scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.\x00-\x20-]*):", value, re.I)
            ours = value.startswith(BOOKMARKLET) and "hwx" not in value
            if scheme and scheme[1].lower() not in ("http", "https", "mailto") and not ours:
                self.bad.append(self.get_starttag_text())
        if tag == "a" and names.get("href"):
            self.links.append(names["href"])
        if tag == "form":
            self.forms.append(names.get("action", ""))


class InjectionTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.data.mkdir()
        (self.data / "headwater.toml").write_text("[fetch]\nhost_delay = 0\n")

    # --- what comes in --------------------------------------------------------------------------------------------------
    def page(self, number):
        evil, prose = text(EVIL), ("The council of Vellmar closed the harbour bridge on Monday, the mayor, Ada Ostrand, said. "
                                   "\"Nobody will cross it before the winter,\" she told reporters. ") * 4
        graph = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": EVIL,
                            "author": {"@type": "Person", "name": EVIL}, "publisher": {"name": EVIL, "url": "javascript:hwx()"},
                            "articleSection": EVIL, "image": "javascript:hwx()", "isBasedOn": "javascript:hwx()"})
        return (f"<html lang=\"{evil}\"><head><title>{evil}</title><meta name=author content=\"{evil}\">"
                f"<meta property=og:site_name content=\"{evil}\"><meta property=og:title content=\"Bridge {number} {evil}\">"
                f"<link rel=canonical href=\"javascript:hwx()\"><script type=application/ld+json>"
                f"{graph.replace('</', '<%s/' % chr(92))}</script></head><body><article><h1>Bridge {number} {evil}</h1>"
                f"<p class=byline>By {evil}</p><p>{prose}</p><p>{evil}</p><blockquote>{evil}</blockquote>"
                f"<p>\"{evil}\", Ada Ostrand said.</p><table><tr><td>{evil}</td></tr></table>"
                f"<figure><img src=\"javascript:hwx()\" alt=\"{evil}\"><figcaption>{evil}</figcaption></figure>"
                f"<p><a href=\"javascript:hwx()\">According to Reuters</a> <a href=\"http://vellmar.example/{evil}\">said</a> "
                f"<a href=\"data:text/html,<hwx>\">Euronews reported</a>.</p><p>&copy; 2026 {evil}</p></article></body></html>")

    def feed(self, base):
        evil = text(EVIL)
        items = "".join(
            f"<item><title>Bridge {n} {evil}</title><link>{base}/{n}</link><guid>{evil}{n}</guid><author>{evil}</author>"
            f"<category>{evil}</category><description>{evil}</description><comments>javascript:hwx()</comments>"
            f"<enclosure url=\"javascript:hwx()\" type=\"{evil}\" length=\"-1\"/><source url=\"javascript:hwx()\">{evil}</source>"
            f"<pubDate>{evil}</pubDate></item>" for n in range(3))
        return (f"<?xml version='1.0'?><rss version='2.0'><channel><title>{evil}</title><link>javascript:hwx()</link>"
                f"<description>{evil}</description><language>{evil}</language>{items}</channel></rss>").encode()

    def fill(self):
        pages = {f"/{n}": ("text/html; charset=utf-8", self.page(n).encode()) for n in range(3)}
        site = headwater.Site(pages).__enter__()
        self.addCleanup(site.__exit__)
        pages["/feed"] = ("application/rss+xml", self.feed(site.address))
        mail = (f"From: {SHORT} <a@vellmar.example>\r\nSubject: Mail {SHORT}\r\nTo: b@vellmar.example\r\n"
                f"List-Id: {SHORT}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <{SHORT}@vellmar.example>\r\n"
                f"Content-Type: text/html\r\n\r\n{self.page(7)}")
        (self.folder / "mail.eml").write_text(mail)
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Robots-Tag: {SHORT}\r\n\r\n{self.page(8)}".encode()
        (self.folder / "a.warc").write_bytes(
            (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://vellmar.example/{SHORT}\r\nWARC-Date: {SHORT}\r\n"
             f"WARC-Record-ID: {SHORT}\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n").encode() +
            block + b"\r\n\r\n")
        line = {"id": EVIL, "url": "javascript:hwx()", "kind": "article", "headline": f"Lines {EVIL}", "authors": [EVIL],
                "publisher": EVIL, "credit": EVIL, "dateline": EVIL, "language": EVIL, "text": EVIL + "\n\n" + "word " * 200}
        (self.folder / "lines.jsonl").write_text(json.dumps(line) + "\n")
        (self.folder / f"name {SHORT.replace('/', ' ')}.html").write_text(self.page(9))
        done = headwater.run("ingest", "--data", self.data, *sorted(self.folder.glob("*.*")))
        self.assertIn(done.returncode, (0, 1), done.stderr)
        opml = ("<opml version='2.0'><body><outline text=\"" + text(EVIL) + "\" title=\"" + text(EVIL) + "\">"
                f"<outline type='rss' text=\"{text(EVIL)}\" xmlUrl='{site.address}/feed' htmlUrl='javascript:hwx()'/>"
                "<outline type='rss' text='f' xmlUrl='file:///etc/passwd'/><outline type='rss' text='j' "
                "xmlUrl='javascript:hwx()'/></outline></body></opml>")
        (self.folder / "list.opml").write_text(opml)
        headwater.run("subscribe", "--data", self.data, "--as-is", "--allow-private-networks", self.folder / "list.opml")
        return site

    # --- what is asked --------------------------------------------------------------------------------------------------
    def ask(self, method, target, body=None, headers=None):
        """As it is, byte for byte; status, headers, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, "/", skip_host=True, skip_accept_encoding=True)
        connection._buffer[0] = f"{method} {target} HTTP/1.1".encode("latin-1", "replace")
        for name, value in {"Host": f"127.0.0.1:{self.port}", **(headers or {})}.items():
            connection._buffer.append(f"{name}: {value}".encode("latin-1", "replace"))
        if body is not None:
            connection._buffer.append(f"Content-Length: {len(body)}".encode())
        connection.endheaders()
        if body is not None:
            connection.send(body)
        reply = connection.getresponse()
        said = reply.read()
        connection.close()
        return reply, said

    def look(self, where, reply, said):
        """Nothing of what was sent has become more than words."""
        self.assertNotEqual(reply.status, 500, where)
        self.assertIsNone(reply.getheader("X-Injected"), where)
        kind = reply.getheader("Content-Type") or ""
        words = said.decode("utf-8", "replace")
        self.assertNotIn("root:x:0:0", words, where)
        if kind.startswith("text/html"):
            self.assertIn("default-src", reply.getheader("Content-Security-Policy") or "", where)
            reading = Reading(words)
            self.assertEqual(reading.bad, [], where)
            return reading
        self.assertEqual(reply.getheader("X-Content-Type-Options"), "nosniff", where)
        if "json" in kind and words.strip() and "lines" not in kind and "ndjson" not in kind:
            json.loads(words)
        elif "xml" in kind and words.strip():
            tree = xml.etree.ElementTree.fromstring(words)
            self.assertFalse([each for each in tree.iter() if "hwx" in str(each.tag)], where)
        return None

    def crawl(self, most=250):
        seen, waiting = set(), ["/"]
        while waiting and len(seen) < most:
            target = waiting.pop(0)
            if target in seen:
                continue
            seen.add(target)
            reply, said = self.ask("GET", target)
            reading = self.look(target, reply, said)
            for link in reading.links if reading else []:
                whole = urllib.parse.urljoin(f"http://127.0.0.1:{self.port}{target}", link)
                parts = urllib.parse.urlsplit(whole)
                if parts.netloc == f"127.0.0.1:{self.port}" and "/assets/" not in parts.path:
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return seen

    def test_no_field_that_anyone_can_fill_becomes_markup_code_or_a_path(self):
        self.fill()
        server = headwater.Server(self.data, "--no-samples", "--allow-private-networks")
        with server:
            self.port = urllib.parse.urlsplit(server.address).port
            browser = Browser(server)
            browser.headers["Host"] = f"127.0.0.1:{self.port}"
            for _ in range(100):
                counts = json.loads(self.ask("GET", "/api/v1/counts")[1])
                if counts["articles"] >= 6:
                    break
                time.sleep(0.3)
            self.assertGreaterEqual(counts["articles"], 6)
            self.fill_forms(browser)
            crawled = self.crawl()
            self.assertGreater(len(crawled), 60)
            self.assertTrue(any(each.startswith("/article/") for each in crawled))
            self.ask_queries()
            self.ask_programs()
            after = json.loads(self.ask("GET", "/api/v1/counts")[1])
            self.assertGreaterEqual(after["articles"], counts["articles"])
        self.assertEqual(server.process.returncode, 0, server.err[-2000:])
        self.assertNotIn(b"\x1b[2J", server.err)
        # All that is left of it are two subscriptions that lead nowhere.
        said = headwater.run("doctor", "--data", self.data).stdout.decode()
        bad = [each for each in said.splitlines() if not each.startswith("ok")]
        self.assertEqual(len([each for each in bad if "no http or https address" in each]), len(bad), said)

    def fill_forms(self, browser):
        story = re.search(r"story/([0-9A-Za-z-]+)", browser.get("/")[1])[1]
        article = re.search(r"article/([0-9A-Za-z-]+)", browser.get(f"/story/{story}")[1])[1]
        forms = [("/search?q=bridge", "/search/save", {"name": EVIL, "query": f"q={urllib.parse.quote(EVIL)}"}),
                 ("/alerts", "/alerts", {"name": EVIL, "query": f"q={urllib.parse.quote(EVIL)}", "on_story": "1"}),
                 ("/briefings", "/briefings", {"name": EVIL, "hour": EVIL, "subject": EVIL, "country": EVIL}),
                 (f"/article/{article}", "/note", {"article": article, "note": EVIL, "back": EVIL}),
                 (f"/article/{article}", "/tag", {"article": article, "tag": EVIL, "back": "//evil.example"}),
                 (f"/story/{story}", f"/story/{story}/remark", {"text": EVIL, "remark": EVIL}),
                 ("/me/rules", "/me/rules", {"title": EVIL, "words": EVIL, "action": "star", "name": EVIL}),
                 ("/me/rules", "/me/webhook", {"url": "http://vellmar.example/{url}\r\nX-Injected: 1"}),
                 ("/me/tokens", "/me/tokens/make", {"label": EVIL, "scope": "read"}),
                 ("/me", "/me/settings", {"zone": EVIL, "language": EVIL, "languages": EVIL}),
                 ("/subscriptions", "/subscriptions/add", {"address": f"javascript:{EVIL}", "folder": EVIL}),
                 ("/subscriptions", "/subscriptions/folder", {"folder": EVIL, "name": EVIL, "to": EVIL}),
                 ("/takedown", "/takedown", {"address": f"http://vellmar.example/{SHORT}", "reason": EVIL, "name": EVIL,
                                             "contact": f"a@vellmar.example\r\nBcc: b@vellmar.example", "what": EVIL}),
                 ("/check", "/check", {"q": EVIL, "what": EVIL, "as": EVIL}),
                 ("/people", "/people/add", {"name": EVIL, "role": EVIL, "password": EVIL})]
        for page, target, fields in forms:
            reply, said = browser.form(page, target, **fields)
            self.look(target, reply, said.encode())
            # Nobody is led away, whatever a form says of where to go back to.
            self.assertFalse((reply.getheader("Location") or "").startswith(("//", "http", "/\\")), target)

    def ask_queries(self):
        pages = ["/search?q=", "/?language=", "/?country=", "/?subject=", "/?when=", "/search?q=a&source=", "/tag?name=",
                 "/search?q=a&from=", "/statements?q=", "/check?q=", "/unresolved/end?root=", "/signin?next=",
                 "/subscriptions/feed?id=", "/source/", "/person/", "/place/", "/api/v1/search?q=", "/api/v1/stories?language=",
                 "/api/v1/source/", "/search.rss?q=", "/search.csv?q=", "/search.json?q=", "/alerts/feed?key=",
                 "/decisions?kind=", "/source/a/articles?how=", "/search/bundle?q="]
        for page in pages:
            for query in QUERIES:
                target = page + urllib.parse.quote(query.encode("utf-8", "surrogatepass"), safe="")
                if len(target) < 8000:
                    self.look(target, *self.ask("GET", target))
        for target in TRAVERSALS:
            reply, said = self.ask("GET", target)
            self.look(target, reply, said)
            if not target.startswith("/stop/"):  # it asks whoever comes whether they are sure
                self.assertGreaterEqual(reply.status, 300, target)
        for name in ("Referer", "Cookie", "Authorization", "Accept-Language", "User-Agent", "If-None-Match", "X-Forwarded-Host",
                     "X-Forwarded-Prefix", "X-Request-Id", "Last-Event-ID", "Origin", "Accept", "X-Forwarded-For"):
            for value in (SHORT, "' OR 1=1--", "a" * 4000, "../../etc/passwd", "\x80\xff"):
                self.look(f"{name}: {value[:40]}", *self.ask("GET", "/", headers={name: value}))
        reply, said = self.ask("GET", "/", headers={"Host": "evil.example"})
        self.assertEqual(reply.status, 421)
        self.look("Host", reply, said)

    def ask_programs(self):
        def send(target, body, kind="application/json"):
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.look(f"{target} {raw[:60]}", *self.ask("POST", target, raw, {"Content-Type": kind}))

        deep = b"[" * 100_000
        for method in ("tools/list", "tools/call", "initialize", EVIL):
            for arguments in ({"name": EVIL}, {"question": EVIL, "id": EVIL}, {"words": ["a"] * 1000}, [], None, 7):
                for tool in ("check", "search", "story", "source", EVIL):
                    send("/mcp", {"jsonrpc": "2.0", "id": EVIL, "method": method,
                                  "params": {"name": tool, "arguments": arguments}})
        for target in ("/mcp", "/api/v1/check", "/api/v1/subscriptions", "/api/v1/feeds", "/api/v1/decisions"):
            for body in (deep, b"{", b"\xff\xfe", b"null", b"[]", {"what": EVIL, "url": "file:///etc/passwd", "as": EVIL},
                         {"url": "http://169.254.169.254/latest"}, {"__proto__": {"a": 1}}, b'{"a":' * 50_000):
                send(target, body)
        send("/hub", f"hub.mode=subscribe&hub.callback=javascript:hwx()&hub.topic={urllib.parse.quote(EVIL)}".encode(),
             "application/x-www-form-urlencoded")
        for body in (b"--x\r\nContent-Disposition: form-data; name=\"opml\"; filename=\"../../x\"\r\n\r\na\r\n--x--", b"--x" * 9000):
            send("/subscriptions/add", body, "multipart/form-data; boundary=x")


if __name__ == "__main__":
    unittest.main()
