"""`check` and `mcp` as processes: what is here, what is fetched first, what is unknown, and an assistant on a pipe."""
import json
import pathlib
import tempfile
import unittest

from headwater import Site, objects, run
from test_commands import WEIR

OTHER = WEIR.replace("38 million", "41 million").replace("Vellmar Post</title>", "Orrin Echo</title>")


class Check(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)
        self.data = self.folder / "data"
        page = self.folder / "pages.jsonl"
        page.write_text(json.dumps({"id": "1", "url": "https://www.vellmarpost.example/2031/weir-opens",
                                    "fetched": "2031-02-03T09:00:00Z", "content_type": "text/html", "body": WEIR}) + "\n")
        self.assertEqual(run("ingest", "--data", self.data, page).returncode, 0)

    def check(self, *words):
        done = run("check", "--data", self.data, "--no-fetch", "--json", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return objects(done)[0]

    def test_an_address_in_any_form_finds_its_article(self):
        for form in ("https://www.vellmarpost.example/2031/weir-opens", "http://vellmarpost.example/2031/weir-opens/",
                     "vellmarpost.example/2031/weir-opens?utm_source=mail",
                     "https://amp.vellmarpost.example/2031/weir-opens",
                     "https://www.google.com/amp/s/www.vellmarpost.example/2031/weir-opens"):
            told = self.check(form)
            self.assertTrue(told["found"], form)
            self.assertEqual(told["first"]["headline"], "Weir on the Orrin opens")
            self.assertIn("/article/", told["article"]["page"])

    def test_a_quotation_tells_who_said_it_and_a_claim_how_it_is_borne_out(self):
        quoted = self.check("“THE RIVER will not ask us twice”")
        self.assertEqual((quoted["kind"], quoted["likeness"]), ("quotation", "same"))
        self.assertEqual(quoted["said"][0]["speaker"], "Ivo Marrant")
        number = self.check("The weir cost 52 million, nine more than planned")
        self.assertEqual(number["places"][0]["bearing"], "other number")
        told = run("check", "--data", self.data, "The weir cost 52 million, nine more than planned").stdout.decode()
        self.assertIn("gives another number", told)

    def test_what_is_not_here_is_unknown(self):
        self.assertEqual(self.check("“Seventeen lanterns were counted twice by nobody at all”")["found"], False)
        told = run("check", "--data", self.data, "--no-fetch", "https://elsewhere.example/page")
        self.assertEqual(told.returncode, 0)
        self.assertIn(b"unknown: this address is not in the collection", told.stdout)
        self.assertEqual(run("check", "--data", self.data, "--as", "address", "words").returncode, 2)
        self.assertEqual(run("check", "--data", self.folder / "none", "words").returncode, 1)

    def test_an_address_that_is_not_here_is_fetched_and_traced_first(self):
        with Site({"/weir.html": ("text/html; charset=utf-8", OTHER.encode())}) as site:
            address = site.address + "/weir.html"
            told = run("check", "--data", self.data, "--allow-private-networks", address)
            self.assertEqual(told.returncode, 0, told.stderr)
            self.assertIn(b"Weir on the Orrin opens", told.stdout)
            self.assertIn(b"from:", told.stdout)
            self.assertEqual(site.seen.count("/weir.html"), 1)
        self.assertTrue(self.check(address + "?utm_source=x")["found"])

    def test_private_networks_are_left_alone(self):
        with Site({"/weir.html": ("text/html", OTHER.encode())}) as site:
            refused = run("check", "--data", self.data, site.address + "/weir.html")
            self.assertEqual(refused.returncode, 1)
            self.assertNotIn("/weir.html", site.seen)

    def test_an_assistant_asks_over_a_pipe(self):
        lines = [{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18"}},
                 {"jsonrpc": "2.0", "method": "notifications/initialized"},
                 {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
                  "params": {"name": "check", "arguments": {"what": "“The river will not ask us twice”"}}}]
        done = run("mcp", "--data", self.data, "--address", "https://house.example/",
                   stdin="".join(json.dumps(line) + "\n" for line in lines).encode())
        answers = objects(done)
        self.assertEqual([answer["id"] for answer in answers], [1, 2])
        self.assertEqual(answers[0]["result"]["protocolVersion"], "2025-06-18")
        text = answers[1]["result"]["content"][0]["text"]
        self.assertIn("⟦Ivo Marrant⟧", text)
        self.assertIn("https://house.example/article/", text)


if __name__ == "__main__":
    unittest.main()
