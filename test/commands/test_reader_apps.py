"""Reader apps: newsboat, the terminal's reader, against a Headwater with the sample edition and a feed of its own."""
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

from headwater import Server, Site, run

PAGE = """<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The water office of Vellmar gave out report {number} on the Orrin on Monday, after four years of measuring its floods.
It cost 38 million, nine more than planned.</p><p>Farmers in valley {number} had waited for it since the flood of 2024, and
the mayor of Brenn called it late but welcome.</p></article></body></html>"""
FEED = '<rss version="2.0"><channel><title>Vellmar Post</title><link>{site}/</link>{items}</channel></rss>'
READING_LIST = "user/-/state/com.google/reading-list"
READ = "user/-/state/com.google/read"


def wait_for(condition, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


class App:
    """A small app of our own, to see what newsboat did."""

    def __init__(self, address):
        self.address = address.rstrip("/")
        login = self.send("/accounts/ClientLogin", {"Email": "oda", "Passwd": "secret"}, auth=False)
        self.auth = dict(line.split("=", 1) for line in login.split("\n") if "=" in line)["Auth"]

    def send(self, path, form=None, auth=True):
        headers = {"Authorization": "GoogleLogin auth=" + self.auth} if auth else {}
        data = urllib.parse.urlencode(form, doseq=True).encode() if form is not None else None
        with urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers), timeout=30) as reply:
            return reply.read().decode()

    def ask(self, path):
        return json.loads(self.send("/reader/api/0/" + path))

    def ids(self, stream, unread=True):
        query = urllib.parse.urlencode({"s": stream, "n": 1000, **({"xt": READ} if unread else {})})
        return [ref["id"] for ref in self.ask("stream/items/ids?" + query)["itemRefs"]]

    def feed(self, title):
        for each in self.ask("subscription/list?output=json")["subscriptions"]:
            if each["title"] == title:
                return each["id"]
        return None


class Newsboat:
    """newsboat with a folder of its own, its FeedHQ source pointed at that address."""

    def __init__(self, folder, address):
        self.folder = pathlib.Path(folder)
        self.places = {}
        (self.folder / "config").write_text(
            f'urls-source "feedhq"\nfeedhq-url "{address.rstrip("/")}"\nfeedhq-login "oda"\nfeedhq-password "secret"\n'
            "feedhq-min-items 200\nfeedhq-show-special-feeds no\nshow-read-feeds yes\nshow-read-articles yes\n"
            "feed-sort-order title-asc\narticle-sort-order title-asc\nconfirm-exit no\nreload-threads 1\n")
        (self.folder / "urls").write_text("")
        self.command = ["newsboat", "-C", str(self.folder / "config"), "-u", str(self.folder / "urls"),
                        "-c", str(self.folder / "cache.db")]
        self.environment = {**os.environ, "HOME": str(self.folder), "TERM": "xterm", "LANG": "C.UTF-8",
                            "LC_ALL": "C.UTF-8"}

    def unread(self):
        """What it counts after it has reloaded."""
        done = subprocess.run([*self.command, "-x", "reload", "print-unread"], capture_output=True, timeout=120,
                              env=self.environment, stdin=subprocess.DEVNULL)
        text = done.stdout.decode()
        words = text.split()
        assert "unread" in words, (text, done.stderr.decode())
        return int(words[words.index("unread") - 1])

    def open(self, title):
        """The keys that open the feed of that title, where it stands in its list of feeds."""
        if title in self.places:
            return [self.places[title], "\n", "\n"]
        for line in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "\n", self.type(["q"])).splitlines():
            if found := re.match(rf"\s*(\d+)\b.*\(\d+/\d+\) {title}", line):
                self.places[title] = found[1]
                return self.open(title)
        raise AssertionError(f"{title} is not in newsboat's list")

    def type(self, keys, pause=1.5):
        """Starts it on a terminal, types the keys one by one, and gives what it showed."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvpe(self.command[0], self.command, self.environment)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        shown = b""

        def look(seconds):
            nonlocal shown
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                if select.select([terminal], [], [], 0.1)[0]:
                    try:
                        shown += os.read(terminal, 65536)
                    except OSError:
                        return

        look(3)
        for key in keys:
            os.write(terminal, key.encode())
            look(pause)
        end = time.monotonic() + 20
        while time.monotonic() < end and os.waitpid(pid, os.WNOHANG)[0] == 0:
            look(0.2)
        else:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        os.close(terminal)
        return shown.decode(errors="replace")


@unittest.skipUnless(shutil.which("newsboat"), "newsboat is not installed (packages.txt)")
class ReaderApps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        base = pathlib.Path(cls.folder.name)
        cls.site = Site({})
        titles = [f"Orrin report {number}" for number in range(4)]
        for number, title in enumerate(titles):
            cls.site.pages[f"/{number}.html"] = ("text/html", PAGE.format(title=title, number=number).encode())
        items = "".join(f"<item><title>{title}</title><link>{cls.site.address}/{number}.html</link></item>"
                        for number, title in enumerate(titles))
        cls.site.pages["/feed"] = ("application/rss+xml", FEED.format(site=cls.site.address, items=items).encode())
        data = base / "data"
        data.mkdir()
        (data / "headwater.toml").write_text("[fetch]\nhost_delay = 0\n")
        run("subscribe", "--as-is", "--data", data, "--folder", "Home/Papers", cls.site.address + "/feed")
        cls.server = Server(data, "--allow-private-networks")
        cls.app = App(cls.server.address)
        cls.newsboat = Newsboat(cls.folder.name, cls.server.address)
        assert wait_for(lambda: cls.app.feed("Vellmar Post") and len(cls.app.ids(cls.app.feed("Vellmar Post"))) == 4)
        assert wait_for(lambda: cls.app.feed("Stories in English") is not None)
        # Until all is placed, further stories come.
        before = -1
        while before != len(cls.app.ids(READING_LIST)):
            before = len(cls.app.ids(READING_LIST))
            time.sleep(3)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.site.__exit__()
        cls.folder.cleanup()

    def test_1_newsboat_counts_what_we_count(self):
        self.assertEqual(self.newsboat.unread(), len(self.app.ids(READING_LIST)))

    def test_2_what_is_read_elsewhere_is_read_in_newsboat(self):
        before = self.newsboat.unread()
        first = self.app.ids(self.app.feed("Vellmar Post"))[0]
        self.assertEqual(self.app.send("/reader/api/0/edit-tag", {"i": first, "a": READ}), "OK")
        self.assertEqual(self.newsboat.unread(), before - 1)
        self.app.send("/reader/api/0/edit-tag", {"i": first, "r": READ})
        self.assertEqual(self.newsboat.unread(), before)

    def test_3_what_is_opened_in_newsboat_is_read_here(self):
        feed = self.app.feed("Vellmar Post")
        self.newsboat.unread()
        shown = self.newsboat.type([*self.newsboat.open("Vellmar Post"), "\n", "q", "q", "q"])
        self.assertIn("Orrin report", shown)
        self.assertIn("water office", shown)
        self.assertTrue(wait_for(lambda: len(self.app.ids(feed)) == 3, 10), self.app.ids(feed))
        self.assertEqual(self.newsboat.unread(), len(self.app.ids(READING_LIST)))

    def test_4_a_feed_marked_in_newsboat_is_read_here(self):
        feed = self.app.feed("Vellmar Post")
        self.newsboat.type([*self.newsboat.open("Vellmar Post"), "A", "q", "q"])
        self.assertTrue(wait_for(lambda: self.app.ids(feed) == [], 10))

    def test_5_a_story_shows_its_sources_and_marks_its_copies(self):
        stories = self.app.feed("Stories in English")
        ids = self.app.ids("user/-/label/Stories", unread=False)
        self.assertTrue(ids)
        items = json.loads(self.app.send("/reader/api/0/stream/items/contents", {"i": ids}))["items"]
        several = [item for item in items if "independent source" in item["summary"]["content"]]
        self.assertTrue(several)
        largest = max(several, key=lambda item: item["summary"]["content"].count("<li>"))
        self.assertGreater(largest["summary"]["content"].count("<li>"), 2)
        before = len(self.app.ids(READING_LIST))
        self.app.send("/reader/api/0/edit-tag", {"i": largest["id"], "a": READ})
        self.assertLess(len(self.app.ids(READING_LIST)), before - 2, "the story and every copy")
        self.assertNotIn(str(int(largest["id"].rsplit("/", 1)[1], 16)), self.app.ids(stories))
        self.assertEqual(self.newsboat.unread(), len(self.app.ids(READING_LIST)))

    def test_6_what_newsboat_stars_is_starred_here(self):
        with (self.newsboat.folder / "config").open("a") as config:
            config.write('feedhq-flag-star "s"\n')
        self.newsboat.type([*self.newsboat.open("Vellmar Post"), "\n", "\x05", "s\n", "q", "q", "q"])
        self.assertTrue(wait_for(lambda: len(self.app.ids("user/-/state/com.google/starred", unread=False)) == 1, 10))

    def test_7_a_stranger_is_told_nothing(self):
        for path in ("/reader/api/0/subscription/list", "/reader/atom/" + urllib.parse.quote(READING_LIST, safe="")):
            with self.assertRaises(urllib.error.HTTPError) as refused:
                self.app.send(path, auth=False)
            self.assertEqual(refused.exception.code, 401)


if __name__ == "__main__":
    unittest.main(verbosity=1)
