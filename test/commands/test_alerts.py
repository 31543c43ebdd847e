#!/usr/bin/env python3
"""Alerts and briefings end to end: an edition comes in, a mail server and a webhook's service get what they tell."""
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import mailbox
import pathlib
import re
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse
import xml.etree.ElementTree

import headwater
from test_people import Browser

HERE = pathlib.Path(__file__).resolve().parent
EDITION = headwater.ROOT / "samples" / "edition"
DEBIANS_PYTHON = "/usr/bin/python3"
ATOM = "{http://www.w3.org/2005/Atom}"


def has_mail_server():
    return subprocess.run([DEBIANS_PYTHON, "-c", "import aiosmtpd"], capture_output=True).returncode == 0


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    return None


class MailServer:
    """aiosmtpd on loopback with a maildir; over TLS with a login where asked for."""

    def __init__(self, folder, tls):
        self.folder = pathlib.Path(folder)
        cert, key = "-", "-"
        if tls:
            cert, key = str(self.folder / "cert.pem"), str(self.folder / "key.pem")
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert,
                            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                           check=True, capture_output=True)
        self.cert = cert
        login = ["house", "seven lamps"] if tls else ["-", "-"]
        self.process = subprocess.Popen([DEBIANS_PYTHON, str(HERE / "smtp_server.py"), str(self.folder / "box"), cert, key,
                                         *login], stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def mails(self):
        if not (self.folder / "box").exists():
            return []
        box = mailbox.Maildir(self.folder / "box", create=False)
        return [email.message_from_bytes(box.get_bytes(key), policy=email.policy.default) for key in sorted(box.keys())]


class Service:
    """Takes a webhook's calls."""

    def __init__(self):
        service = self
        self.calls = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.calls.append((dict(self.headers), body))
                # The first call fails, so that it comes again.
                self.send_response(503 if len(service.calls) == 1 else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/alert"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@unittest.skipUnless(has_mail_server(), "python3-aiosmtpd is missing: see packages.txt")
class AlertsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.data = self.folder / "data"
        self.data.mkdir()

    def mail_server(self, tls=False):
        server = MailServer(self.folder, tls)
        self.addCleanup(server.stop)
        lines = ['[mail]', f'server = "smtp://localhost:{server.port}"', 'from = "house@vellmar.example"']
        if tls:
            (self.data / "mail.password").write_text("seven lamps\n")
            lines += ['user = "house"', 'password_file = "mail.password"', f'ca_file = "{server.cert}"']
        else:
            lines += ["plain = true"]
        (self.data / "headwater.toml").write_text("\n".join(lines) + "\n")
        return server

    def serve(self):
        server = headwater.Server(self.data, "--no-samples", "--allow-private-networks")
        self.addCleanup(server.__exit__)
        browser = Browser(server)
        browser.headers["Host"] = f"127.0.0.1:{browser.port}"
        return browser

    def ingest(self, *paths):
        done = headwater.run("ingest", "--data", self.data, *(paths or (EDITION,)))
        self.assertIn(done.returncode, (0, 1), done.stderr)

    def make(self, browser, query, **fields):
        reply, text = browser.form("/alerts?" + query, "/alerts", query=query, **fields)
        self.assertEqual(reply.status, 303, text)

    def secret_feed(self, browser, page="/alerts"):
        found = re.search(r'href="(http://[^"]*/feed\?key=hw_[^"&]+)"', browser.get(page)[1])
        return found.group(1).replace("&#x2F;", "/").replace("&amp;", "&")

    def test_an_alert_at_two_independent_sources_reaches_a_mail_box_over_tls(self):
        server = self.mail_server(tls=True)
        browser = self.serve()
        browser.form("/alerts", "/alerts/mail", address="oda@vellmar.example", batch="0")
        self.make(browser, "q=ferry", name="Ferry", on_sources="1", sources="2", by_mail="1")
        self.ingest()
        mails = wait_for(server.mails)
        self.assertTrue(mails, "no mail came: " + browser.get("/alerts")[1])
        mail = mails[0]
        self.assertEqual(mail["To"], "oda@vellmar.example")
        self.assertIn("independent sources", mail["Subject"])
        plain = mail.get_body(("plain",)).get_content()
        page = mail.get_body(("html",)).get_content()
        self.assertRegex(plain, r"\d independent sources: .+")
        self.assertIn("/story/", plain)
        self.assertIn("Primary source: ", plain)
        self.assertIn("/story/", page)
        self.assertNotIn("<script", page)
        self.assertNotIn("<img", page)
        # One click, as mail programs do it.
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        stop = urllib.parse.urlsplit(mail["List-Unsubscribe"].strip("<>")).path
        reply, _ = browser.ask("POST", stop, {"List-Unsubscribe": "One-Click"})
        self.assertEqual(reply.status, 200)
        self.assertNotIn("by mail<", browser.get("/alerts")[1])
        # Once, whatever comes again.
        self.ingest()
        time.sleep(4)
        self.assertEqual(len(server.mails()), len(mails))

    def test_what_the_server_refuses_is_shown(self):
        self.mail_server()
        browser = self.serve()
        browser.form("/alerts", "/alerts/mail", address="nobody@vellmar.example")
        self.make(browser, "q=ferry", name="Ferry", on_story="1", by_mail="1")
        number = re.search(r'name="id" value="(\d+)"', browser.get("/alerts")[1]).group(1)
        browser.form("/alerts", "/alerts/change", id=number, what="test")
        shown = wait_for(lambda: "550" in browser.get("/alerts")[1] and browser.get("/alerts")[1])
        self.assertTrue(shown)
        self.assertIn("no such user here", shown)
        self.assertIn("was given up", shown)
        # The address rests, and says why, until it is kept once more.
        self.assertIn("No mails are sent to this address any more", shown)
        self.assertIn("No mails are sent to this address any more", browser.get("/briefings")[1])
        browser.form("/alerts", "/alerts/mail", address="oda@vellmar.example")
        self.assertNotIn("No mails are sent", browser.get("/alerts")[1])

    def test_a_webhook_is_called_with_a_signature_until_it_answers(self):
        service = Service()
        self.addCleanup(service.stop)
        browser = self.serve()
        browser.form("/me/rules", "/me/webhook", url=service.address)
        secret = re.search(r"<code>([0-9a-f]{64})</code>", browser.get("/me/rules")[1]).group(1)
        self.make(browser, "q=ferry", name="Ferry", on_sources="1", sources="2", by_webhook="1")
        self.ingest()
        self.assertTrue(wait_for(lambda: len(service.calls) >= 1))
        # The rest after a first failure is a minute.
        self.assertTrue(wait_for(lambda: len(service.calls) >= 2, 100))
        headers, body = service.calls[-1]
        self.assertEqual(headers["X-Headwater-Signature"],
                         "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest())
        call = json.loads(body)
        self.assertEqual((call["alert"], call["kind"]), ("Ferry", "sources"))
        self.assertGreaterEqual(call["independent"]["least"], 2)
        self.assertTrue(call["primary_sources"])
        self.assertIn("/story/", call["url"])

    def test_hits_stand_on_the_page_and_in_a_feed_at_a_secret_address(self):
        browser = self.serve()
        self.make(browser, "q=ferry", name="Ferry", on_story="1")
        started = time.monotonic()
        self.ingest()
        self.assertTrue(wait_for(lambda: "A new story" in browser.get("/alerts")[1]), time.monotonic() - started)
        feed = self.secret_feed(browser)
        reply, text = browser.get(feed[feed.index("/alerts/feed"):])
        self.assertEqual(reply.status, 200)
        entries = xml.etree.ElementTree.fromstring(text).findall(ATOM + "entry")
        self.assertTrue(entries)
        self.assertIn("A new story", entries[0].find(ATOM + "title").text)
        self.assertEqual(browser.get("/alerts/feed?key=guessed")[0].status, 404)

    def test_a_briefing_is_a_page_a_mail_and_lines_in_a_terminal(self):
        server = self.mail_server()
        self.ingest()
        browser = self.serve()
        browser.form("/alerts", "/alerts/mail", address="oda@vellmar.example")
        reply, text = browser.form("/briefings", "/briefings", name="Mornings", weekday="0", at="07:00", all="1", by_mail="1")
        self.assertEqual(reply.status, 303, text)
        number = re.search(r'name="id" value="(\d+)"', browser.get("/briefings")[1]).group(1)
        browser.form("/briefings", "/briefings/change", id=number, what="now")
        mails = wait_for(server.mails)
        self.assertTrue(mails)
        self.assertIn("Mornings", mails[0]["Subject"])
        page = re.search(r'href="[./]*(briefing/\d+)"', browser.get("/briefings")[1]).group(1)
        self.assertEqual(browser.get("/" + page)[0].status, 200)
        feed = self.secret_feed(browser, "/briefings")
        entries = xml.etree.ElementTree.fromstring(
            browser.get(feed[feed.index("/briefings/feed"):])[1]).findall(ATOM + "entry")
        self.assertEqual(len(entries), 1)

    def test_the_command_prints_a_briefing(self):
        self.ingest()
        done = headwater.run("briefing", "--data", self.data, "--weekly", "--until", "2026-11-20")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("independent source", done.stdout.decode())
        lines = headwater.objects(headwater.run("briefing", "--data", self.data, "--weekly", "--until", "2026-11-20",
                                                "--json"))
        stories = [line for line in lines if line["kind"] == "story"]
        counts = [line["independent"]["least"] for line in stories if "independent" in line]
        self.assertTrue(counts)
        self.assertGreaterEqual(counts[0], 2)
        self.assertTrue(stories[0]["primary_sources"])
        self.assertEqual(headwater.run("briefing", "--data", self.data, "--until", "soon").returncode, 2)


if __name__ == "__main__":
    unittest.main()
