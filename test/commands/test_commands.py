"""The commands driven as processes: what they print, how they fail, what they leave behind."""
import gzip
import json
import pathlib
import socket
import sqlite3
import tempfile
import time
import unittest
import urllib.request

from headwater import Server, Site, objects, run

WEIR = """<html lang="en"><head><title>Weir on the Orrin opens | Vellmar Post</title>
<meta property="article:published_time" content="2031-02-03T08:00:00+01:00"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Weir on the Orrin opens</h1><p class="byline">By Ada Holm</p>
<p>The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said.</p>
<p>"The river will not ask us twice," the office's head, Ivo Marrant, told the Vellmar Post at the opening.</p>
<p>The weir cost 38 million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024, when
the old one broke in a single night and took two bridges with it.</p></article>
<footer>Contact | Imprint</footer></body></html>"""


class Folder(unittest.TestCase):
    """Each test has a folder of its own."""

    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        self.data = self.folder / "data"

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


class Filters(Folder):
    def test_a_page_goes_through_all_filters(self):
        page = self.write("weir.html", WEIR)
        article = objects(run("extract", page))[0]
        self.assertEqual(article["id"], str(page))
        self.assertEqual(article["headline"], "Weir on the Orrin opens")
        self.assertEqual(article["authors"], ["Ada Holm"])
        self.assertEqual(article["published"], "2031-02-03T08:00:00+01:00")
        self.assertNotIn("Imprint", article["text"])
        line = json.dumps(article).encode()
        annotated = objects(run("annotate", stdin=line))[0]
        self.assertEqual(annotated["text"], article["text"])
        self.assertGreaterEqual(len(annotated["annotations"]["sentences"]), 3)
        self.assertEqual(objects(run("match", stdin=line)), [])
        stories = objects(run("group", stdin=line))
        self.assertEqual([s["articles"] for s in stories], [[str(page)]])
        self.assertEqual(objects(run("trace", stdin=line))[0]["article"], str(page))

    def test_output_keeps_the_order_of_the_input_whatever_the_jobs(self):
        lines = "".join(json.dumps({"id": f"a{n}", "text": f"The weir number {n} opened. " * (1 + n % 7)}) + "\n"
                        for n in range(60)).encode()
        alone, many = run("annotate", "--jobs", 1, stdin=lines), run("annotate", "--jobs", 4, stdin=lines)
        self.assertEqual([o["id"] for o in objects(alone)], [f"a{n}" for n in range(60)])
        self.assertEqual(alone.stdout, many.stdout)

    def test_folders_are_walked_in_name_order_and_gz_is_unpacked(self):
        self.write("in/b.html", WEIR)
        (self.folder / "in" / "a.html.gz").write_bytes(gzip.compress(WEIR.encode()))
        ids = [o["id"] for o in objects(run("extract", self.folder / "in"))]
        self.assertEqual(ids, [str(self.folder / "in" / n) for n in ("a.html.gz", "b.html")])

    def test_a_bad_input_costs_only_itself(self):
        self.write("in/a.html", WEIR)
        self.write("in/b.jsonl", '{"id": "x", "text": 5}\n{"id": "y", "text": "The weir opened."}\nnonsense\n')
        self.write("in/c.gz", b"\x1f\x8b\x08\x00broken")
        done = run("extract", self.folder / "in", self.folder / "missing.html")
        self.assertEqual(done.returncode, 1)
        self.assertEqual([o["id"] for o in objects(done)], [str(self.folder / "in" / "a.html"), "y"])
        complaints = done.stderr.decode().splitlines()
        for part in ("b.jsonl:1: ", "b.jsonl:3: ", "c.gz: ", "missing.html: "):
            self.assertTrue(any(part in c and c.startswith("headwater: ") for c in complaints), (part, complaints))

    def test_what_is_no_text_and_what_is_empty_is_said(self):
        self.write("noise.html", bytes(range(256)) * 40)
        self.write("empty.html", "")
        done = run("extract", self.folder / "noise.html", self.folder / "empty.html")
        self.assertTrue(done.returncode == 1 or all(o["kind"] == "other" for o in objects(done)))
        self.assertNotIn(b"terminate", done.stderr)

    def test_a_page_of_50_megabytes_is_refused_in_words(self):
        self.write("in/big.html", "<html><body>" + "<p>The weir opened on Monday. " * 1_750_000 + "</body></html>")
        self.write("in/small.html", WEIR)
        done = run("extract", self.folder / "in")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(objects(done)), 1)
        self.assertIn("big.html", done.stderr.decode())

    def test_wrong_usage_is_status_2(self):
        self.assertEqual(run("extract", "--jobs", "none").returncode, 2)
        self.assertEqual(run("nonsense").returncode, 2)
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("--help").returncode, 0)

    def test_a_full_disk_under_the_output_is_said(self):
        page = self.write("weir.html", WEIR)
        with open("/dev/full", "wb") as full:
            import subprocess
            from headwater import PROGRAM
            done = subprocess.run([PROGRAM, "extract", str(page)], stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"standard output", done.stderr)

    def test_names_answers_every_line(self):
        done = run("names", stdin="Ada Holm\tAda Holm\nno tab here\n\nAda Holm\tPort Maren\n".encode())
        answers = objects(done)
        self.assertEqual(len(answers), 4)
        self.assertTrue(answers[0]["same"])
        self.assertEqual(answers[1], {"same": False, "score": 0})
        self.assertFalse(answers[3]["same"])

    def test_robots_answers_for_each_address(self):
        rules = self.write("robots.txt", "user-agent: *\ndisallow: /private\n")
        done = run("robots", "--agent", "Headwater", rules, "https://a.example/", "https://a.example/private/1")
        self.assertEqual([o["allowed"] for o in objects(done)], [True, False])

    def test_a_feed_of_garbage_is_said(self):
        done = run("read", self.write("feed.xml", b"\x00\x01garbage" * 50))
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"feed.xml", done.stderr)


class Tables(Folder):
    ARTICLE = json.dumps({"id": "a", "language": "en", "text": "The weir is shut, the Ostby Echo said. "
                          "Drudge Report carried it too, Reuters Ostby reported."}).encode()

    def cited(self, *args):
        done = run("annotate", *args, stdin=self.ARTICLE)
        return done, [(c["source"]) for c in objects(done)[0]["annotations"]["citations"]]

    def test_a_users_rows_add_complete_and_take_away(self):
        self.write("mine/sources.tsv", "ostby-echo\tEcho of Ostby\tOstby Echo\tostbyecho.example\toutlet\tSE\n"
                   "+reuters\t\tReuters Ostby\n-drudge-report\n")
        done, cited = self.cited("--tables", self.folder / "mine")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn("Echo of Ostby", cited)
        self.assertIn("Reuters", cited)
        self.assertNotIn("Echo of Ostby", self.cited()[1])

    def test_a_fault_names_file_and_line_and_costs_its_row(self):
        path = self.write("mine/sources.tsv", "x\tX\t\t\tdaily\nostby-echo\tEcho of Ostby\tOstby Echo\t\toutlet\n")
        done, cited = self.cited("--tables", self.folder / "mine")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"headwater: {path}: line 1: kind: \"daily\" is none of".encode(), done.stderr)
        self.assertIn("Echo of Ostby", cited)
        self.assertEqual(run("annotate", "--tables", self.folder / "none", stdin=self.ARTICLE).returncode, 2)

    def test_a_collection_uses_the_folder_beside_its_settings_and_doctor_names_it(self):
        run("ingest", "--data", self.data, self.write("weir.html", WEIR))
        path = self.write("data/tables/sources.tsv", "ostby-echo\tOstby Echo\t\t\toutlet\n-nobody\n")
        told = run("doctor", "--data", self.data).stdout.decode()
        self.assertIn(f"table: {path}: 1 added", told)
        self.assertIn(f"{path}: line 2: there is no such row to take away", told)


class Collection(Folder):
    def test_documents_go_in_and_are_found(self):
        page = self.write("weir.html", WEIR)
        first = run("ingest", "--data", self.data, "--json", page)
        self.assertEqual(objects(first), [{"documents": 1, "kept": 1, "known": 0, "unreadable": 0}])
        again = run("ingest", "--data", self.data, "--json", page)
        self.assertEqual(objects(again), [{"documents": 1, "kept": 0, "known": 1, "unreadable": 0}])
        story = objects(run("stories", "--data", self.data, "--json"))[0]
        self.assertEqual(len(story["articles"]), 1)
        self.assertIn(b"Weir on the Orrin opens", run("story", "--data", self.data, story["story"]).stdout)
        hits = objects(run("search", "--data", self.data, "--json", "opening", "farmers"))
        self.assertEqual([h["headline"] for h in hits], ["Weir on the Orrin opens"])
        self.assertEqual(run("search", "--data", self.data, "--json", "zeppelin").stdout, b"")
        self.assertIn(b"Weir on the Orrin opens",
                      run("check", "--data", self.data, "The river will not ask us twice").stdout)
        self.assertEqual(run("doctor", "--data", self.data).returncode, 0)

    def test_what_cannot_be_read_is_reported_and_the_rest_is_kept(self):
        self.write("in/a.html", WEIR)
        self.write("in/b.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>")
        done = run("ingest", "--data", self.data, "--json", self.folder / "in")
        self.assertEqual(objects(done)[0]["kept"], 1)
        self.assertEqual(objects(done)[0]["unreadable"], 1)
        self.assertIn(b"b.html", done.stderr)

    def test_a_missing_collection_says_what_to_do(self):
        done = run("stories", "--data", self.data)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"headwater ingest", done.stderr)
        self.assertEqual(run("doctor", "--data", self.data).returncode, 1)

    def test_a_store_of_a_newer_version_is_refused_unharmed(self):
        run("ingest", "--data", self.data, self.write("weir.html", WEIR))
        store = self.data / "headwater.db"
        with sqlite3.connect(store) as db:
            db.execute("pragma user_version = 9999")
        db.close()
        before = store.read_bytes()
        done = run("stories", "--data", self.data)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"newer", done.stderr)
        self.assertEqual(store.read_bytes(), before)

    def test_a_full_disk_loses_nothing_that_was_kept(self):
        run("ingest", "--data", self.data, self.write("weir.html", WEIR))
        many = self.write("many.jsonl", "".join(
            json.dumps({"id": f"a{n}", "headline": f"Weir {n}", "text": f"Weir number {n} at kilometre {n * 7} opened. " * 40})
            + "\n" for n in range(400)))
        size = (self.data / "headwater.db").stat().st_size
        done = run("ingest", "--data", self.data, many, file_limit=size + 150_000)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"headwater: ", done.stderr)
        self.assertEqual(run("doctor", "--data", self.data).returncode, 0)
        self.assertEqual(len(objects(run("search", "--data", self.data, "--json", "farmers"))), 1)
        self.assertEqual(run("ingest", "--data", self.data, many).returncode, 0)
        self.assertEqual(len(objects(run("search", "--data", self.data, "--json", "-n", "200", "kilometre"))), 200)

    def test_wrong_settings_are_named_with_their_line(self):
        self.data.mkdir()
        (self.data / "headwater.toml").write_text("[fetch]\ntimeot = 3\n")
        done = run("ingest", "--data", self.data, self.write("weir.html", WEIR))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'line 2: there is no setting "fetch.timeot"', done.stderr)

    def test_the_sample_edition_forms_its_stories_and_one_thread_over_years(self):
        with Server(self.data, "--no-fetch"):
            pass
        stories = objects(run("stories", "--data", self.data, "--json", "-n", 200))

        def story(*words):
            return next(s for s in stories if any(w in s["headline"] for w in words))

        ferry, mayor = story("Ferry", "ferry"), story("Mayor")
        self.assertEqual((len(ferry["articles"]), len(mayor["articles"])), (8, 4))
        pages = run("story", "--data", self.data, ferry["story"]).stdout.decode()
        for part in ("ferry-correction", "captain-tolvanen", "lephare", "newsmash"):
            self.assertIn(part, pages)
        interview = story("I would not rule out", "does not rule out", "Willmar")
        self.assertGreaterEqual(len(interview["articles"]), 5)
        treaty, inspectors, commission = story("treaty"), story("Inspectors", "beyond the border"), story("commission on the dam", "dam commission")
        dam = [interview, treaty, inspectors, commission]
        self.assertEqual(len({s["story"] for s in dam}), 4)
        self.assertEqual(len({s["thread"] for s in dam}), 1)
        self.assertNotEqual(ferry["thread"], interview["thread"])
        self.assertIn("Orrin Wire (dateline) < Lumen Review (told)",
                      run("story", "--data", self.data, interview["story"]).stdout.decode())

    def test_samples_can_be_removed(self):
        with Server(self.data, "--no-fetch"):
            pass
        self.assertGreaterEqual(len(objects(run("stories", "--data", self.data, "--json"))), 6)
        removed = objects(run("samples", "remove", "--data", self.data, "--json"))[0]["removed"]
        self.assertGreaterEqual(removed, 30)
        self.assertEqual(objects(run("stories", "--data", self.data, "--json")), [])
        with Server(self.data, "--no-fetch"):
            pass
        self.assertEqual(objects(run("stories", "--data", self.data, "--json")), [])


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Vellmar Post</title><link>{0}/</link>
<item><title>Weir on the Orrin opens</title><link>{0}/weir.html</link>
<pubDate>Mon, 03 Feb 2031 07:00:00 GMT</pubDate></item></channel></rss>"""


NINJS = {"uri": "urn:newsml:vellmar.example:7", "version": "2", "versionCreated": "2031-02-03T08:00:00+01:00",
         "headlines": [{"role": "main", "value": "Ferry to Orrin stops"}], "by": "By Ada Holm", "language": "en",
         "bodies": [{"contentType": "text/html", "value": "<p>The ferry to Orrin stopped on Monday, its owner said.</p>"
                     "<ul><li>No boat</li><li>No date</li></ul>"}]}
MAIL = """From: Vellmar Letter <letter@vellmar.example>\r\nMessage-ID: <9@vellmar.example>\r\nMIME-Version: 1.0\r
Subject: The mill on the Orrin burns\r\nDate: Mon, 3 Feb 2031 09:00:00 +0100\r\nContent-Type: text/plain\r\n\r
The mill on the Orrin burned down in the night to Monday, the fire brigade of Vellmar said in the morning.\r
"""


class Formats(Folder):
    def test_a_wire_and_a_mail_are_read_whatever_their_files_are_called(self):
        self.write("in/a.json", json.dumps(NINJS, indent=1))
        self.write("in/b.xml", json.dumps(NINJS))
        self.write("in/cur/1031.M1.host:2,S", MAIL)
        self.write("in/d.mbox", "From a@b Mon Feb  3 09:00:00 2031\n" + MAIL.replace("\r", ""))
        done = run("extract", self.folder / "in")
        self.assertEqual(done.returncode, 0, done.stderr)
        found = objects(done)
        self.assertEqual([o["id"] for o in found], [NINJS["uri"], NINJS["uri"], "9@vellmar.example", "9@vellmar.example"])
        self.assertEqual(found[0]["authors"], ["Ada Holm"])
        self.assertEqual(found[0]["parts"][0]["kind"], "list")
        self.assertEqual(found[2]["publisher"], "Vellmar Letter")

    def test_pages_go_out_as_an_archive_and_come_in_again(self):
        self.write("in/a.html", WEIR)
        self.write("in/b.json", json.dumps(NINJS))
        self.write("in/c.eml", MAIL)
        self.assertEqual(run("ingest", "--data", self.data, self.folder / "in").returncode, 0)
        archive = self.folder / "out.warc.gz"
        done = run("export", "--data", self.data, "--json", "--warc", archive, "--all")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(objects(done), [{"pages": 3, "held_back": 0}])
        self.assertIn(b"WARC-Payload-Digest: sha256:", gzip.decompress(archive.read_bytes()))
        headlines = {o.get("headline") for o in objects(run("extract", archive))}
        self.assertIn("Weir on the Orrin opens", headlines)
        self.assertIn("Ferry to Orrin stops", headlines)
        again = run("export", "--data", self.data, "--warc", self.folder / "some.warc", "--search", "ferry")
        self.assertIn(b"1 pages written", again.stdout)
        self.assertEqual(run("export", "--data", self.data, "--warc", archive).returncode, 2)
        self.assertEqual(run("export", "--data", self.data, "--warc", archive, "--story", "none").returncode, 1)

    def test_a_folder_is_watched_while_the_program_runs(self):
        self.write("in/a.html", WEIR)
        import subprocess
        from headwater import PROGRAM
        watching = subprocess.Popen([PROGRAM, "ingest", "--data", str(self.data), "--watch", str(self.folder / "in")])
        try:
            for name, words, body in (("", "weir", ""), ("b.json", "ferry", json.dumps(NINJS))):
                if name:
                    self.write("in/" + name, body)
                for _ in range(100):
                    if objects(run("search", "--data", self.data, "--json", words)):
                        break
                    time.sleep(0.2)
                else:
                    self.fail(words)
        finally:
            watching.terminate()
            self.assertEqual(watching.wait(30), 0)


class Network(Folder):
    def site(self):
        site = Site({})
        site.pages.update({"/feed.xml": ("application/rss+xml", FEED.format(site.address).encode()),
                           "/weir.html": ("text/html; charset=utf-8", WEIR.encode())})
        return site

    def test_a_feed_at_an_address_is_read_with_its_pages(self):
        with self.site() as site:
            done = run("ingest", "--data", self.data, "--allow-private-networks", site.address + "/feed.xml")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("/weir.html", site.seen)
        self.assertIn(b"Weir on the Orrin opens", run("stories", "--data", self.data).stdout)
        self.assertIn(b"Weir on the Orrin opens", run("check", "--data", self.data, site.address + "/weir.html").stdout)

    def test_a_wire_is_subscribed_to_like_a_feed(self):
        pages = {"/wire": ("application/json", json.dumps([NINJS, {**NINJS, "uri": "urn:8"}]).encode())}
        with Site(pages) as site:
            self.assertEqual(run("subscribe", "--data", self.data, "--allow-private-networks", site.address + "/wire").returncode, 0)
            with Server(self.data, "--allow-private-networks", "--no-samples"):
                for _ in range(100):
                    found = objects(run("search", "--data", self.data, "--json", "ferry"))
                    if len(found) == 2:
                        break
                    time.sleep(0.2)
                else:
                    self.fail(found)
        self.assertEqual({o["url"] for o in found}, {NINJS["uri"], "urn:8"})

    def test_private_addresses_are_refused_unless_allowed(self):
        with self.site() as site:
            done = run("ingest", "--data", self.data, site.address + "/feed.xml")
            self.assertEqual(done.returncode, 1)
            self.assertEqual(site.seen, [])
            self.assertIn(b"allow_private_networks", done.stderr)

    def test_a_feed_that_cannot_be_reached_costs_nothing_else(self):
        with self.site() as site:
            with socket.socket() as unused:
                unused.bind(("127.0.0.1", 0))
                dead = f"http://127.0.0.1:{unused.getsockname()[1]}/feed.xml"
                run("subscribe", "--as-is", "--data", self.data, dead, site.address + "/feed.xml")
                with Server(self.data, "--no-samples", "--allow-private-networks") as server:
                    wanted = time.monotonic() + 60
                    feeds = []
                    while time.monotonic() < wanted:
                        feeds = json.load(urllib.request.urlopen(server.address + "api/v1/feeds"))["feeds"]
                        if any(f.get("last_error") for f in feeds) and "/weir.html" in site.seen:
                            break
                        time.sleep(0.2)
                    self.assertTrue(any(f.get("last_error") for f in feeds), feeds)
                    self.assertIn("/weir.html", site.seen)

    def test_a_port_in_use_is_said(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = run("serve", "--data", self.data, "--no-samples", "--no-fetch", "--listen", f"127.0.0.1:{port}")
        self.assertEqual(done.returncode, 1)
        self.assertIn(str(port).encode(), done.stderr)

    def test_serve_stops_cleanly_on_sigterm(self):
        with Server(self.data, "--no-fetch") as server:
            self.assertIn("http://127.0.0.1:", server.line)
            self.assertEqual(urllib.request.urlopen(server.address).status, 200)
        self.assertEqual(server.process.returncode, 0, server.err)


if __name__ == "__main__":
    unittest.main(verbosity=1)
