"""The layer check itself, on small houses made for it."""
import pathlib
import subprocess
import tempfile
import unittest

from headwater import ROOT

PLAN = """# rooms
base:
news: base
match: base news
cli: base news match

face match: match/match.h
"""


class Layers(unittest.TestCase):
    def check(self, files, plan=PLAN):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            everything = {"match/match.h": "", **files}
            (root / "cmake").mkdir()
            (root / "cmake" / "plan.txt").write_text(plan)
            for name, text in everything.items():
                if text is not None:
                    path = root / "src" / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text)
            done = subprocess.run([ROOT / "tools" / "check_layers.py", folder], capture_output=True, text=True)
            return done.returncode, done.stdout

    def test_a_house_that_keeps_to_its_plan_passes(self):
        files = {"news/a.h": '#include "base/b.h"\n', "base/b.h": "", "cli/c.cc": '#include "match/match.h"\n',
                 "match/m.cc": '#include "match/inside.h"\n', "match/inside.h": '#include "news/a.h"\n'}
        self.assertEqual(self.check(files)[0], 0)

    def test_an_include_that_the_plan_forbids_is_named(self):
        code, said = self.check({"news/a.cc": '#include "match/match.h"\n'})
        self.assertEqual(code, 1)
        self.assertIn("src/news/a.cc: news may not include match", said)

    def test_an_outsider_sees_a_stage_through_its_face_only(self):
        code, said = self.check({"cli/c.cc": '#include "match/inside.h"\n', "match/inside.h": ""})
        self.assertEqual(code, 1)
        self.assertIn("behind the face of match", said)

    def test_circles_are_found_in_headers_and_in_the_plan(self):
        code, said = self.check({"base/a.h": '#include "base/b.h"\n', "base/b.h": '#include "base/a.h"\n'})
        self.assertEqual(code, 1)
        self.assertIn("headers in a circle: base/a.h > base/b.h > base/a.h", said)
        code, said = self.check({}, PLAN.replace("base:\n", "base: cli\n"))
        self.assertEqual(code, 1)
        self.assertIn("a circle", said)

    def test_a_room_that_the_plan_does_not_know_is_named(self):
        code, said = self.check({"utils/u.h": ""})
        self.assertEqual(code, 1)
        self.assertIn("the plan knows no room utils", said)

    def test_a_face_that_is_missing_is_named(self):
        code, said = self.check({"match/match.h": None})
        self.assertEqual(code, 1)
        self.assertIn("match/match.h does not exist", said)


if __name__ == "__main__":
    unittest.main(verbosity=1)
