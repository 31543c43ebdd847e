"""Persons of a collection in a terminal: listed, shown, merged, parted, taken back; statements searched."""
import json
import unittest

from headwater import objects, run
from test_commands import Folder

QUOTE = "The river will not ask us twice before it takes the bridge again"


class Entities(Folder):
    def setUp(self):
        super().setUp()
        articles = [
            {"id": "a", "url": "https://a.example/1", "publisher": "Vellmar Post", "headline": "Weir opens",
             "published": "2021-02-03T08:00:00+01:00", "language": "en",
             "text": f"The weir opened on Monday.\n\n\"{QUOTE},\" said Ivo Marrant, the head of the water office.\n\n"
                     "Marrant spoke in Vellmar. Ivo Marrant left at noon."},
            {"id": "b", "url": "https://b.example/1", "publisher": "Orrin Wire", "headline": "A weir for the Orrin",
             "published": "2021-02-03T07:00:00+01:00", "language": "en",
             "text": f"Farmers were there early.\n\n\"{QUOTE},\" Ivo Marrant said.\n\nPetra Hollinger paid for it."}]
        path = self.write("articles.jsonl", "".join(json.dumps(article) + "\n" for article in articles))
        self.assertEqual(run("ingest", "--data", self.data, path).returncode, 0)

    def entity(self, *args):
        done = run("entity", args[0], "--data", self.data, "--json", *args[1:])
        self.assertEqual(done.returncode, 0, done.stderr)
        return objects(done)

    def named(self, words):
        found = self.entity("list", words, "--kind", "person")
        self.assertTrue(found, words)
        return found[0]["entity"]

    def test_a_statement_is_told_once_where_it_came_first(self):
        shown = self.entity("show", self.named("Ivo Marrant"))[0]
        self.assertEqual(shown["article_count"], 2)
        same = [s for s in shown["statements"] if QUOTE in s["content"]]
        self.assertEqual(len(same), 1)
        self.assertEqual((same[0]["publisher"], same[0]["articles"]), ("Orrin Wire", 2))
        self.assertIn("Ivo Marrant", [form["name"] for form in shown["forms"]])

    def test_statements_are_searched_by_operators(self):
        def found(*words):
            return [s["publisher"] for s in objects(run("search", "--statements", "--data", self.data, "--json", *words))]
        self.assertEqual(found("speaker:Ivo Marrant", "river"), ["Orrin Wire"])
        self.assertEqual(found("after:2000 speaker:marrant river"), ["Orrin Wire"])
        self.assertEqual(found("speaker:Marrant", "after:2022"), [])
        self.assertEqual(len(objects(run("search", "--data", self.data, "--json", "speaker:marrant"))), 2)
        self.assertEqual(len(objects(run("search", "--data", self.data, "--json", "speaker:marrant", "source:Orrin Wire"))), 1)
        done = run("search", "--data", self.data, "weir", "after:soon")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"after:soon", done.stderr)

    def test_two_are_merged_and_parted_again(self):
        one, other = self.named("Ivo Marrant"), self.named("Petra Hollinger")
        made = self.entity("merge", other, one)[0]
        self.assertEqual((made["kind"], made["other"]), ("merge", one))
        self.assertEqual(self.entity("show", other)[0]["entity"], one)
        self.assertEqual(run("entity", "merge", "--data", self.data, one, other).returncode, 2)
        self.assertEqual(len(self.entity("settled")), 1)
        self.entity("undo", made["decision"])
        self.assertEqual(self.entity("show", other)[0]["entity"], other)
        parted = self.entity("part", one, "--form", "Ivo Marrant", "--name", "Ivo Marrant the elder")[0]
        self.assertEqual(self.entity("show", parted["other"])[0]["name"], "Ivo Marrant the elder")
        self.assertEqual(run("entity", "undo", "--data", self.data, "99").returncode, 1)


if __name__ == "__main__":
    unittest.main()
