"""What every fault's trial has: a seed, a folder, news to bring in, and the questions that are asked at the end.

A page is *acknowledged* when the delivery that announced it was answered 2xx, or the command that read it ended well; a
mark when the API answered 2xx. Nothing that was acknowledged may be missing, or there twice, and all of it must tell
what it tells in a collection that met no fault.
"""
import json
import os
import pathlib
import random
import shutil
import signal
import tempfile
import time

import checker
import hook
import house
import origin
import world

RECOVERY = 5.0  # seconds, after any single fault


class Failed(Exception):
    """A promise was not kept; the text says which."""


class Skipped(Exception):
    """It cannot be tried here; the text says why."""


def must(held, text):
    if not held:
        raise Failed(text)


class Trial:
    """One fault, tried. `rounds` is how often; `say` takes a line for people; `patience` stretches the times that are
    allowed, for a machine that does other things as well."""

    def __init__(self, name, seed, rounds, folder, say, patience=1):
        self.name, self.seed, self.rounds, self.say, self.patience = name, seed, rounds, say, patience
        self.chance = random.Random(f"{name} {seed}")
        self.folder = pathlib.Path(folder) / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.library = hook.build(folder)
        self.recoveries, self._outside = [], None
        self.until = None  # when no further round of a long trial is begun
        self.origins, self.houses, self.others = [], [], []

    def allowed(self, seconds):
        """A promise in seconds, on this machine as busy as it is: its cores may have others to serve."""
        return seconds * self.patience * max(1.0, os.getloadavg()[0] / os.cpu_count())

    def has_time(self):
        return self.until is None or time.monotonic() < self.until

    def close(self):
        for each in self.houses:
            if each.alive():
                each.end(signal.SIGKILL)
        for each in reversed(self.others):
            each.close()
        if self._outside:
            shutil.rmtree(self._outside, ignore_errors=True)
        for each in self.origins:
            each.__exit__()

    def keep(self, other):
        """Closes it at the end."""
        self.others.append(other)
        return other

    @property
    def outside(self):
        """A folder that other users can reach."""
        if not self._outside:
            self._outside = tempfile.mkdtemp(prefix="headwater-faults-")
            os.chmod(self._outside, 0o755)
        return self._outside

    def news(self, stories, seed=None):
        """An origin with so many stories, none of them out yet."""
        self.origins.append(origin.Origin(world.World(self.seed if seed is None else seed, stories)))
        return self.origins[-1]

    def house(self, name, news=None, hooked=True, store=""):
        folder = self.folder / name
        found = house.House(folder, news, hook.Hook(self.library, folder) if hooked else None, store)
        self.houses.append(found)
        return found

    def subscribe(self, home):
        """To every feed, and until every hub has been asked; the program has run, and ended, when this returns."""
        done = home.run("subscribe", "--as-is", *home.origin.feeds())
        must(done.returncode == 0, f"no subscription: {done.stderr.decode()}")
        must(home.start() is not None, f"the program does not start: {home.said()}")
        verified = house.wait_for(lambda: all(topic in home.origin.subscribers for topic in home.origin.feeds()), 60)
        must(verified is not None, f"hubs were not asked: {home.said()}")
        home.end()

    def recovered(self, home, pages, seconds=RECOVERY, again=()):
        """Starts the program, and waits until all of these are placed. The time from its start counts."""
        begun = time.monotonic()
        must(home.start(*again) is not None, f"the program does not start again: {home.said()[-2000:]}")
        self.settled(home, pages, seconds, begun)

    def settled(self, home, pages, seconds=RECOVERY, begun=None):
        """The program runs: waits until all of these are placed."""
        begun = time.monotonic() if begun is None else begun
        left = list(pages)
        while left and time.monotonic() - begun < 60 + seconds:
            left = home.lacks(left)
            if left:
                time.sleep(0.05)
        took = time.monotonic() - begun
        must(not left, f"acknowledged pages are missing: {[page.url for page in left]} {home.said()[-2000:]}")
        self.recoveries.append(took)
        must(took <= self.allowed(seconds), f"it took {took:.1f} s until all that was acknowledged was placed again")

    def reference(self, news, pages, name="reference"):
        """What the same pages come to where nothing goes wrong, in the same order of arrival."""
        calm = self.house(name, news, hooked=False)
        news.subscribers.clear()
        self.subscribe(calm)
        must(calm.start() is not None, f"the program does not start: {calm.said()}")
        for page in pages:
            must(news.push(page), "a delivery was refused")
        must(house.wait_for(lambda: not calm.lacks(pages), 60 + len(pages)) is not None, "the calm run does not end")
        collection = checker.Collection(calm.address)
        calm.end()
        return collection

    def audit(self, home, pages, calm=None, marks=()):
        """Holds a running collection against what was acknowledged, and against a calm one. Ends the program."""
        found = checker.Collection(home.address)
        by_url = {page.url: page for page in pages}
        for address in by_url:
            must(found.times[address] > 0, f"{address}: acknowledged, and in no story")
            must(found.times[address] == 1, f"{address}: there {found.times[address]} times")
            must(found.articles[address].get("chain"), f"{address}: not traced")
        must(found.counts["articles"] == len(found.articles), f"articles in no story: {found.counts}")
        must(found.counts["unreadable"] == 0, f"pages were given up: {found.counts}")
        for word in sorted({page.word for page in pages}):
            hits = found.found(word)
            wanted = {page.article for page in pages if page.word == word}
            must(set(hits) >= wanted, f"a search for {word} does not find {wanted - set(hits)}")
            must(all(times == 1 for times in hits.values()), f"a search for {word} finds the same twice")
        starred = {item["article"]["id"] for item in home.api.get("marks", shelf="starred", limit=100)["items"]}
        must(set(marks) <= starred, f"acknowledged stars are gone: {set(marks) - starred}")
        home.end()
        must(home.life.returncode == 0, f"it did not end well: {home.life.returncode}")
        self.sound(home)
        if calm is not None:
            differ = checker.differences(found, calm)
            must(not differ, "other than without faults:\n" + "\n".join(differ[:20]))
        return found

    @staticmethod
    def sound(home):
        """The doctor finds nothing: the file, the rows that belong together, the full-text index."""
        done = home.run("doctor", "--json")
        lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
        bad = [line for line in lines if line.get("state") == "bad"]
        must(lines and not bad and not done.stderr, f"the doctor finds: {bad or done.stderr.decode() or lines}")
