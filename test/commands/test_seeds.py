"""The first exam: what a careful editor finds in five real documents, found by the commands."""
import json
import unittest

from headwater import SHARED, objects, run
from test_commands import Folder

SEEDS = SHARED / "seeds"
CITED = {"Financial Times", "Ritzau", "Bloomberg", "The Telegraph", "Politico", "Reuters", "Gazeta Wyborcza",
         "The New York Times", "ERR", "The Guardian", "AFP", "Le Monde"}
FURNITURE = ("not available in your region", "Access to the comments", "All rights reserved", "Photo:", "Write to",
             "Write letter", "automatic aggregator", "Back to top", "Related Articles", "Share this", "Popular",
             "87990cbe856818d5")


@unittest.skipUnless(SEEDS.is_dir(), "SKIPPED LOUDLY: no ../shared/seeds beside the project")
class Seeds(Folder):
    @classmethod
    def setUpClass(cls):
        cls.lines = run("extract", SEEDS).stdout
        cls.articles = objects(run("annotate", stdin=cls.lines))
        cls.origins = {o["article"].rsplit("/", 1)[1]: o for o in objects(run("trace", stdin=cls.lines))}
        cls.stories = objects(run("group", stdin=cls.lines))

    def origin(self, start):
        return next(o for name, o in self.origins.items() if name.startswith(start))

    def item(self, number):
        return next(o for name, o in self.origins.items() if name.endswith(f"#{number}"))

    @staticmethod
    def citations(article):
        return {c["source"] for c in article["annotations"].get("citations", [])}

    def test_five_documents_go_in(self):
        done = run("ingest", "--data", self.data, "--json", SEEDS)
        self.assertEqual(objects(done), [{"documents": 5, "kept": 5, "known": 0, "unreadable": 0}])
        stories = objects(run("stories", "--data", self.data, "--json", "-n", 200))
        self.assertEqual(len({s["thread"] for s in stories}), 1)
        self.assertIn(b"same thread", run("story", "--data", self.data, stories[0]["story"]).stdout)

    def test_each_article_is_a_story_of_its_own_and_all_are_one_thread(self):
        self.assertEqual(len({s["thread"] for s in self.stories}), 1)
        for article in self.articles:
            if article["kind"] != "digest":
                story = next(s for s in self.stories if article["id"] in s["articles"])
                self.assertEqual(story["articles"], [article["id"]])

    def test_there_are_no_copies_among_them(self):
        self.assertEqual(objects(run("match", stdin=self.lines)), [])

    def test_credits_and_authors(self):
        aggregator, reuters = self.articles[1], self.articles[2]
        self.assertEqual(aggregator["authors"], ["William Mauldin", "Sune Engel Rasmussen"])
        self.assertEqual((reuters["credit"], reuters["authors"]), ("Reuters", ["Andrius Sytas"]))

    def test_what_each_rests_on(self):
        self.assertEqual(self.origin("000")["roots"], ["source/Izvestia"])
        self.assertFalse(self.origin("000")["complete"])
        self.assertEqual(self.origin("001")["roots"], ["source/Dow Jones & Company"])
        self.assertEqual(self.origin("002")["roots"], ["source/Reuters"])
        self.assertEqual((self.origin("004")["roots"], self.origin("004")["complete"]), ([], False))

    def test_items_rest_on_the_outlets_that_they_relay(self):
        roots = {1: "Financial Times", 5: "Ritzau", 6: "The Telegraph", 9: "Politico", 10: "The Telegraph", 12: "Reuters",
                 13: "Gazeta Wyborcza", 14: "Financial Times", 15: "The New York Times", 16: "ERR", 17: "The Guardian",
                 20: "AFP", 21: "Le Monde"}
        for number, name in roots.items():
            origin = self.item(number)
            self.assertEqual(origin["roots"], ["source/" + name], number)
            # Behind the outlet may stand whom it quotes.
            self.assertLessEqual({h["how"] for h in origin["chain"]}, {"told", "reported", "quoted"}, number)
            self.assertIn(origin["chain"][0]["how"], {"told", "reported"}, number)
        self.assertEqual([h["name"] for h in self.item(5)["chain"]], ["Bloomberg", "Ritzau"])

    def test_no_hop_is_without_a_name(self):
        for origin in self.origins.values():
            self.assertTrue(all(h.get("name") for h in origin["chain"]), origin)

    def test_the_outlets_cited_and_no_other(self):
        self.assertEqual(self.citations(self.articles[0]),
                         {"Izvestia", "Bloomberg", "Svenska Dagbladet", "The Kyiv Independent", "German media"})
        items = self.articles[3]["items"]
        self.assertEqual(len(items), 22)
        self.assertEqual(set().union(*map(self.citations, items)), CITED)
        self.assertEqual(self.citations(self.articles[4]), set())

    def test_one_prime_minister_however_spelled(self):
        def speakers(article):
            return {(s["speaker"]["name"].split()[-1], s["speaker"].get("entity"))
                    for s in article["annotations"].get("statements", []) if s.get("speaker")}

        digest = set().union(*map(speakers, self.articles[3]["items"]))
        for found in (speakers(self.articles[0]), speakers(self.articles[1]), speakers(self.articles[2]), digest):
            entities = {entity for name, entity in found if name in ("Kallas", "Callas")}
            self.assertEqual(entities, {"person/kaja-kalas"})

    def test_no_date_is_invented_and_intervals_are_found(self):
        for article in self.articles:
            self.assertNotIn("published", article)
            self.assertIn("published_between", article)
        self.assertEqual(self.articles[0]["published_between"]["from"], "2025-01-20")
        self.assertEqual(self.articles[2]["published_between"]["to"], "2022-12-31")

    def test_no_furniture_is_left_in_any_prose(self):
        for article in self.articles:
            prose = " ".join([article.get("text", ""), *(i["text"] for i in article.get("items", []))])
            for phrase in FURNITURE:
                self.assertNotIn(phrase, prose)
        last = json.dumps(self.articles[4]["annotations"].get("names", []))
        for name in ("Denysenko", "Zotkin", "Orban"):
            self.assertNotIn(name, last)


if __name__ == "__main__":
    unittest.main(verbosity=1)
