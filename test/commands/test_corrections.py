"""Reasons, corrections for good, and the audit, in a terminal."""
import json
import unittest

from headwater import objects, run
from test_commands import Folder

WEIR = ("The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. "
        "It cost 38 million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024, "
        "when the old one broke in a single night and took two bridges with it.")
CUP = ("Aldersund Rovers beat Thessel United by three goals to two in the final of the cup, with a free kick in the "
       "very last minute by Kwame Ostrander, who is nineteen and had come on as a substitute after the break.")


class Corrections(Folder):
    def setUp(self):
        super().setUp()
        articles = [
            {"id": str(n), "url": f"https://{site}.example/1", "publisher": site, "headline": headline,
             "published": f"2031-02-03T0{n}:00:00Z", "language": "en", "text": text}
            for n, (site, headline, text) in enumerate([("vellmar", "Weir on the Orrin opens", WEIR),
                                                        ("maren", "Weir opens at last", WEIR),
                                                        ("harbour", "Rovers win the cup", CUP)], 1)]
        path = self.write("articles.jsonl", "".join(json.dumps(article) + "\n" for article in articles))
        self.assertEqual(run("ingest", "--data", self.data, path).returncode, 0)

    def ask(self, *args, stdin=b""):
        done = run(*args, "--data", self.data, "--json", stdin=stdin)
        self.assertEqual(done.returncode, 0, done.stderr)
        return objects(done)

    def why(self, site):
        return self.ask("why", f"https://{site}.example/1")[0]

    def test_why_tells_reasons_and_what_two_have_in_common(self):
        told = self.why("maren")
        self.assertEqual(told["copies"][0]["article"], told["article"])
        self.assertTrue(told["copies"][0]["why"], "a pair has its reasons")
        self.assertIn("confidence", told["origin"])
        pair = run("why", "https://vellmar.example/1", "https://harbour.example/1", "--data", self.data)
        self.assertIn("they are of different stories", pair.stdout.decode())

    def test_a_part_holds_through_another_ingest_until_it_is_taken_back(self):
        maren = self.why("maren")["article"]
        made = self.ask("settle", "part", maren)[0]
        self.assertEqual(made["kind"], "leave")
        self.assertNotEqual(self.why("maren")["story"], self.why("vellmar")["story"])
        more = {"id": "9", "url": "https://tarn.example/1", "publisher": "tarn", "headline": "Weir",
                "published": "2031-02-03T09:00:00Z", "language": "en", "text": WEIR}
        run("ingest", "--data", self.data, self.write("more.jsonl", json.dumps(more)))
        self.assertNotEqual(self.why("maren")["story"], self.why("vellmar")["story"])
        self.assertEqual([d["decision"] for d in self.ask("settle", "list")], [made["decision"]])
        self.assertEqual(run("settle", "undo", str(made["decision"]), "--data", self.data).returncode, 0)
        self.assertEqual(self.why("maren")["story"], self.why("vellmar")["story"])

    def test_stories_are_joined_and_sources_named(self):
        self.ask("settle", "join", self.why("harbour")["story"], self.why("vellmar")["story"])
        self.assertEqual(self.why("harbour")["story"], self.why("maren")["story"])
        self.ask("settle", "source", self.why("vellmar")["article"], "Orrin Wire")
        self.assertEqual(self.why("maren")["origin"]["roots"], ["source/Orrin Wire"])
        self.ask("settle", "no-origin", "Orrin Wire")
        self.assertEqual(self.why("maren")["origin"]["roots"], [])
        wrong = run("settle", "part", "no such article", "--data", self.data)
        self.assertEqual(wrong.returncode, 1)

    def test_an_audit_reads_verdicts_goes_on_and_corrects(self):
        drawn = self.ask("audit", "--kind", "copy", "--list")
        self.assertEqual([item["kind"] for item in drawn], ["copy"])
        shown = run("audit", "--kind", "copy", "--data", self.data, stdin=b"s\n").stdout.decode()
        self.assertIn("Is the first a copy of the second", shown)
        self.assertIn("0 of 1 decisions judged", shown)
        figures = self.ask("audit", "--kind", "copy", stdin=b"w\n")[0]
        self.assertEqual((figures["judged"], figures["kinds"][0]["wrong"]), (1, 1))
        self.assertEqual(figures["kinds"][0]["precision"], 0)
        self.assertGreater(figures["kinds"][0]["high"], 0.5)
        self.assertEqual(self.why("maren")["copies"], [])
        self.assertEqual(self.ask("audit", "--kind", "copy", "--report")[0]["judged"], 1)
        self.assertEqual(self.ask("settle", "list")[0]["kind"], "not copy")


if __name__ == "__main__":
    unittest.main()
