"""A short selection of the faults that `make faults` tries, so that it stays true (docs/faults.md)."""
import pathlib
import subprocess
import sys
import unittest

RUN = pathlib.Path(__file__).resolve().parent.parent / "faults" / "run.py"


class Faults(unittest.TestCase):
    def test_nothing_that_was_acknowledged_is_lost_or_doubled(self):
        done = subprocess.run([sys.executable, str(RUN), "--short"], capture_output=True, timeout=900)
        self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
