#!/usr/bin/env python3
"""People: on the command line, at the door of a running server, and what they bring along from another reader."""
import base64
import http.client
import io
import json
import pathlib
import re
import tempfile
import unittest
import urllib.parse
import zipfile

import headwater

PASSWORD = "seven lamps at vell"


class Browser:
    """Keeps cookies and finds tokens; asks for a host by its name."""

    def __init__(self, server, **headers):
        self.port = urllib.parse.urlsplit(server.address).port
        self.headers = {"Host": "news.vellmar.example", **headers}
        self.cookies = {}

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {**self.headers, **headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(body)
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode()
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        return reply, text

    def get(self, path):
        return self.ask("GET", path)

    def form(self, page, path, **fields):
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.get(page)[1])
        return self.ask("POST", path, {**fields, "token": found.group(1) if found else ""})


def settings(data, text):
    pathlib.Path(data, "headwater.toml").write_text("[serve]\n" + text)


class PeopleTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = folder.name

    def user(self, *args, stdin=b""):
        return headwater.run("user", args[0], "--data", self.data, *args[1:], stdin=stdin)

    def add(self, name, *args):
        done = self.user("add", name, "--password-file", "-", *args, stdin=PASSWORD.encode() + b"\n")
        self.assertEqual(done.returncode, 0, done.stderr)

    def serve(self, *args):
        return headwater.Server(self.data, "--no-fetch", "--no-samples", *args)

    def test_the_command_line_adds_lists_changes_and_removes(self):
        self.add("Oda")
        self.add("Tam", "--role", "editor")
        listed = {line["name"]: line["role"] for line in headwater.objects(self.user("list", "--json"))}
        self.assertEqual(listed, {"Oda": "administrator", "Tam": "editor"})
        self.assertEqual(self.user("role", "tam", "reader").returncode, 0)
        refused = self.user("remove", "Oda")
        self.assertEqual(refused.returncode, 1)
        self.assertIn(b"administer", refused.stderr)
        self.assertEqual(self.user("remove", "Tam").returncode, 0)
        self.assertEqual(self.user("password", "Tam", "--password-file", "-", stdin=b"x\n").returncode, 1)

    def test_a_password_is_never_an_argument_and_never_asked_for_without_a_terminal(self):
        done = self.user("add", "Oda", stdin=PASSWORD.encode())
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"--password-file", done.stderr)
        self.assertEqual(self.user("add", "Oda", "--password", PASSWORD).returncode, 2)

    def test_who_has_the_code_becomes_the_administrator(self):
        settings(self.data, 'hosts = ["news.vellmar.example"]\n')
        with self.serve() as server:
            code = server.process.stdout.readline().decode().split()[-1]
            browser = Browser(server)
            reply, _ = browser.get("/")
            self.assertEqual((reply.status, reply.headers["Location"]), (303, "./welcome"))
            fields = {"name": "Oda", "password": PASSWORD, "again": PASSWORD}
            self.assertEqual(browser.form("/welcome", "/welcome", code="wrong", **fields)[0].status, 403)
            self.assertEqual(browser.form("/welcome", "/welcome", code=code, **fields)[0].status, 303)
            self.assertEqual(browser.get("/people")[0].status, 200)
            stranger = Browser(server)
            self.assertEqual(stranger.get("/")[0].headers["Location"], "./signin")
        # What was signed in stays so over a restart; attempts that failed do, too.
        with self.serve() as server:
            browser.port = urllib.parse.urlsplit(server.address).port
            self.assertEqual(browser.get("/")[0].status, 200)

    def test_failures_are_counted_over_a_restart(self):
        self.add("Oda")
        for _ in range(2):
            with self.serve() as server:
                browser = Browser(server, Host="127.0.0.1")
                for _ in range(5):
                    reply, _text = browser.form("/signin", "/signin", name="Oda", password="not this one")
                    self.assertEqual(reply.status, 403)
        with self.serve() as server:
            browser = Browser(server, Host="127.0.0.1")
            self.assertEqual(browser.form("/signin", "/signin", name="Oda", password=PASSWORD)[0].status, 429)

    def test_a_proxy_tells_who_asks_and_from_where(self):
        self.add("Oda")
        settings(self.data, 'trusted_proxies = ["127.0.0.1"]\nproxy_header = "Remote-User"\nproxy_creates = true\n'
                            'hosts = ["news.vellmar.example"]\n')
        with self.serve() as server:
            proxied = {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https",
                       "X-Forwarded-Prefix": "/headwater", "Remote-User": "Tam"}
            browser = Browser(server, **proxied)
            self.assertEqual(browser.get("/headwater/")[0].status, 200)
            self.assertIn("https://news.vellmar.example/headwater/", browser.get("/me")[1])
            self.assertEqual(browser.get("/people")[0].status, 403)
        listed = {line["name"]: line["role"] for line in headwater.objects(self.user("list", "--json"))}
        self.assertEqual(listed["Tam"], "reader")

    def test_an_app_password_is_shown_once_and_opens_the_api(self):
        with self.serve() as server:
            self_ = Browser(server, Host="127.0.0.1")
            page = self_.form("/me", "/me/apps/make", label="script")[1]
            password = re.search(r'id="new-password">([^<]+)<', page).group(1)
            self.assertNotIn(password, self_.get("/me")[1])
            self.add("Oda")
            app = Browser(server, Host="127.0.0.1")
            self.assertEqual(app.get("/api/v1/counts")[0].status, 401)
            basic = base64.b64encode(f"oda:{password}".encode()).decode()
            self.assertEqual(app.ask("GET", "/api/v1/counts", Authorization=f"Basic {basic}")[0].status, 200)
            self.assertEqual(app.ask("GET", "/people", Authorization=f"Bearer {password}")[0].status, 403)

    def test_another_readers_archive_is_taken_in_as_often_as_one_likes(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
            files.writestr("feeds.opml.xml", '<opml version="2.0"><body><outline text="World"><outline type="rss" '
                           'text="Post" xmlUrl="https://post.example/feed"/></outline></body></opml>')
            files.writestr("starred.json", json.dumps({"items": [
                {"title": "Bridge", "alternate": [{"href": "https://post.example/1"}],
                 "categories": ["user/-/state/com.google/starred", "user/-/label/Works"]}]}))
            files.writestr("readme.txt", "nothing for us")
        path = pathlib.Path(self.data, "export.zip")
        path.write_bytes(archive.getvalue())
        first = headwater.objects(headwater.run("import", "--data", self.data, "--json", path))[0]
        self.assertEqual(first, {"feeds": 1, "new_feeds": 1, "articles": 1, "matched": 0, "waiting": 1, "fetched": 1})
        again = headwater.objects(headwater.run("import", "--data", self.data, "--json", path))[0]
        self.assertEqual(again["new_feeds"], 0)
        document = pathlib.Path(self.data, "page.json")
        document.write_text(json.dumps({"url": "https://post.example/1", "id": "1", "body":
                                        "<html><h1>Bridge closed</h1><article><p>" + "The bridge is closed. " * 40 +
                                        "</p></article></html>"}))
        headwater.run("ingest", "--data", self.data, document)
        broken = pathlib.Path(self.data, "broken.json")
        broken.write_text("{")
        failed = headwater.run("import", "--data", self.data, broken, path)
        self.assertEqual(failed.returncode, 1)
        self.assertIn(b"broken.json", failed.stderr)
        self.assertIn(b"1 of 1 articles are here", failed.stdout)


if __name__ == "__main__":
    unittest.main()
