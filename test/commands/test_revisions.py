"""An article that changes at its site, watched through to the page that shows what changed."""
import json
import pathlib
import shutil
import tempfile
import time
import unittest
import urllib.request

from headwater import Server, Site, run

PAGE = """<html lang="en"><head><title>Weir on the Orrin opens</title>
<meta property="og:site_name" content="Vellmar Post"></head><body><article><h1>Weir on the Orrin opens</h1>
<p>The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. It cost
%s million, more than was planned when the works began.</p>
<p>Farmers in the valley had waited for it since the flood of 2024, when the old one broke in a single night and took
two bridges with it.</p>%s</article><aside>%s</aside></body></html>"""


def get(address):
    with urllib.request.urlopen(address, timeout=30) as reply:
        return reply.read().decode()


class Revisions(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="headwater-revisions-"))
        self.data = self.folder / "data"
        self.data.mkdir()
        (self.data / "headwater.toml").write_text(
            "[fetch]\nallow_private_networks = true\nhost_delay = 0.0\n[desk]\nrevisit_hours = [0.0006, 0.0014]\n")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def until(self, done, what):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            found = done()
            if found:
                return found
            time.sleep(0.2)
        self.fail(f"waited in vain for {what}")

    def test_a_page_that_changes_is_fetched_again_compared_and_shown(self):
        with Site({"/1": ("text/html", (PAGE % (38, "", "teasers")).encode())}) as site:
            site.pages["/feed"] = ("application/rss+xml", f"""<rss version="2.0"><channel><title>Vellmar Post</title>
                <item><title>Weir on the Orrin opens</title><link>{site.address}/1</link></item></channel></rss>""".encode())
            self.assertEqual(run("subscribe", "--data", self.data, site.address + "/feed").returncode, 0)
            with Server(self.data, "--no-samples") as server:
                found = self.until(lambda: json.loads(get(server.address + "api/v1/search?q=weir")).get("articles"),
                                   "the article")
                article = f"{server.address}api/v1/article/{found[0]['id']}"
                site.pages["/1"] = ("text/html", (PAGE % (47, "<p>Correction: An earlier version gave a wrong sum.</p>",
                                                          "other teasers")).encode())
                changes = self.until(
                    lambda: (lambda told: told if len(told["revisions"]) > 1 else None)(
                        json.loads(get(article + "/changes"))), "the revision")
                self.assertEqual(changes["comparison"]["changes"][0], "numbers")
                self.assertIn("correction-added", changes["comparison"]["changes"])
                page = get(f"{server.address}article/{found[0]['id']}")
                self.assertIn("Changed 1 time since first seen", page)
                shown = get(f"{server.address}article/{found[0]['id']}/changes")
                self.assertRegex(shown, r"<del><span[^>]*>[^<]*</span>38 ?<span")
                self.assertRegex(shown, r"<ins><span[^>]*>[^<]*</span>47 ?<span")
                # The last of the two visits finds nothing new; there are no more.
                self.until(lambda: site.seen.count("/1") == 3, "the last visit")
                time.sleep(4)
                self.assertEqual(site.seen.count("/1"), 3)
                self.assertEqual(len(json.loads(get(article + "/changes"))["revisions"]), 2)
            told = run("check", "--data", self.data, site.address + "/1")
            self.assertIn(b"numbers", told.stdout)

    def test_captures_from_files_are_revisions_too(self):
        pages = [{"id": str(n), "url": "https://vellmarpost.example/1", "fetched": f"2031-02-03T{n:02}:00:00Z",
                  "content_type": "text/html", "body": PAGE % (cost, "", "")} for n, cost in ((9, 47), (8, 38))]
        lines = self.folder / "pages.jsonl"
        lines.write_text("".join(json.dumps(page) + "\n" for page in pages))
        self.assertEqual(run("ingest", "--data", self.data, lines).returncode, 0)
        told = run("check", "--data", self.data, "https://vellmarpost.example/1").stdout.decode()
        self.assertIn("changed by 2031-02-03 09:00", told)
        self.assertIn("numbers", told)


if __name__ == "__main__":
    unittest.main()
