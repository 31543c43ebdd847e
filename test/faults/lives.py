"""What a running program meets and lives on with: a stop, a full or broken disk, a clock that jumps, no more file
descriptors, a reader that holds on to an old state."""
import os
import resource
import signal
import sqlite3
import time
import urllib.request

from trial import RECOVERY, must

STOPS_WITHIN = 2.0


def _push_all(news, pages, seconds=20):
    """Each until it is acknowledged, as a hub does."""
    until = time.monotonic() + seconds
    for page in pages:
        while not news.push(page, 5):
            must(time.monotonic() < until, f"{page.url}: its delivery is refused still")
            time.sleep(0.1)


def _settle(trial, home, news, acknowledged):
    """The whole news in, held against a run without faults."""
    rest = [page for page in news.published if page not in acknowledged]
    _push_all(news, rest)
    trial.settled(home, news.published, 60)
    trial.recoveries.pop()  # that was work, and no recovery
    calm = trial.reference(news, news.published)
    return trial.audit(home, news.published, calm)


def _running(trial, stories):
    news = trial.news(stories)
    home = trial.house("home", news)
    trial.subscribe(home)
    home.hook.clear()
    must(home.start() is not None, f"the program does not start: {home.said()}")
    return news, home


def _deal(trial, news, count):
    """The next pages of the world, published."""
    at = len(news.published)
    pages = news.world.pages[at:at + count]
    news.publish(pages)
    return pages


def stop_during_ingest(trial):
    """SIGTERM at a random moment: it ends within two seconds, and what it had under way is taken up at once."""
    news, home = _running(trial, max(4, trial.rounds * 2))
    acknowledged, slowest = [], 0.0
    for _ in range(trial.rounds):
        news.seconds = trial.chance.choice([0.0, 0.3, 3.0])
        pages = _deal(trial, news, 6)
        _push_all(news, pages)
        acknowledged += pages
        time.sleep(trial.chance.random() * 0.8)
        took = home.end(signal.SIGTERM)
        slowest = max(slowest, took)
        must(took <= trial.allowed(STOPS_WITHIN), f"it took {took:.1f} s to stop")
        must(home.life.returncode == 0, f"it ended with {home.life.returncode}")
        news.seconds = 0.0
        trial.recovered(home, pages)
    _settle(trial, home, news, acknowledged)
    trial.say(f"  stopped {trial.rounds} times, within {slowest:.1f} s")


def full_disk(trial):
    """No file may grow, or nothing reaches the disk (EIO): it says so, can be read, and goes on once there is room."""
    news, home = _running(trial, max(4, trial.rounds * 3))
    acknowledged = _deal(trial, news, 4)
    _push_all(news, acknowledged)
    trial.settled(home, acknowledged, 20)
    trial.recoveries.clear()
    refused = 0
    for number in range(trial.rounds):
        kind = "disk_full" if number % 3 < 2 else "disk_broken"
        before = _deal(trial, news, 3)
        taken = [page for page in before if news.push(page, 5)] if trial.chance.random() < 0.5 else []
        time.sleep(trial.chance.random() * 0.3)
        home.hook[kind] = 1
        during = _deal(trial, news, 8)
        taken += [page for page in during if news.push(page, 5)]
        until = time.monotonic() + 1 + trial.chance.random() * 3
        while time.monotonic() < until:
            must(home.alive(), f"it ended: {home.said()[-1000:]}")
            with urllib.request.urlopen(home.address + "/", timeout=10) as reply:
                must(reply.status == 200, "the front page is not served")
            must(home.api.get("search", q=acknowledged[0].word)["articles"], "a search finds nothing")
            taken += [page for page in during if page not in taken and news.push(page, 5)][:1]
            time.sleep(0.2)
        told = "the disk is full" if kind == "disk_full" else "the disk reports an error"
        must(home.hook["refused"] == 0 or told in home.said(), f"it did not say that {told}")
        refused += home.hook["refused"]
        home.hook[kind] = home.hook["refused"] = 0
        begun = time.monotonic()
        _push_all(news, [page for page in before + during if page not in taken])
        trial.settled(home, before + during, RECOVERY, begun)
        acknowledged += before + during
    must(refused > 0, "the disk was never full")
    _settle(trial, home, news, acknowledged)
    trial.say(f"  {refused} writes were refused in {trial.rounds} rounds")


def clock_steps(trial):
    """The wall clock jumps hours forwards and backwards while it runs, and while it does not."""
    news, home = _running(trial, max(4, trial.rounds * 2))
    acknowledged = []
    for number in range(trial.rounds):
        pages = _deal(trial, news, 4)
        _push_all(news, pages[:2])
        time.sleep(trial.chance.random() * 0.2)
        home.hook["clock_ahead"] += trial.chance.choice([-1, 1]) * trial.chance.randint(120, 9 * 3600)
        _push_all(news, pages[2:])
        if number % 3 == 2:
            home.end(signal.SIGKILL)
            home.hook["clock_ahead"] -= trial.chance.randint(120, 5 * 3600)
            trial.recovered(home, pages)
        else:
            trial.settled(home, pages)
        acknowledged += pages
    home.hook["clock_ahead"] = 0
    _settle(trial, home, news, acknowledged)


def full_descriptor_table(trial):
    """Not one more file or connection can be opened for a while."""
    news, home = _running(trial, max(4, trial.rounds * 2))
    acknowledged = []
    soft, hard = resource.prlimit(home.life.pid, resource.RLIMIT_NOFILE)
    for _ in range(trial.rounds):
        pages = _deal(trial, news, 4)
        _push_all(news, pages[:2])
        numbers = [int(name) for name in os.listdir(f"/proc/{home.life.pid}/fd")]
        room = trial.chance.choice([0, 1, 3])
        resource.prlimit(home.life.pid, resource.RLIMIT_NOFILE, (max(numbers) + 1 + room, hard))
        taken = pages[:2] + [page for page in pages[2:] if news.push(page, 1)]
        time.sleep(0.5 + trial.chance.random() * 2)
        must(home.alive(), f"it ended: {home.said()[-1000:]}")
        resource.prlimit(home.life.pid, resource.RLIMIT_NOFILE, (soft, hard))
        begun = time.monotonic()
        _push_all(news, [page for page in pages if page not in taken])
        trial.settled(home, pages, RECOVERY, begun)
        acknowledged += pages
    _settle(trial, home, news, acknowledged)


def long_reader(trial):
    """Another program holds one old state of the store for long: writing goes on, and the log shrinks afterwards."""
    news, home = _running(trial, max(4, trial.rounds * 3))
    acknowledged = []
    for _ in range(trial.rounds):
        first = _deal(trial, news, 3)
        _push_all(news, first)
        trial.settled(home, first, 20)
        reader = sqlite3.connect(home.folder / "headwater.db", isolation_level=None)
        reader.execute("BEGIN")
        held = reader.execute("SELECT count(*) FROM articles").fetchone()
        pages = _deal(trial, news, 8)
        _push_all(news, pages)
        trial.settled(home, pages)
        must(reader.execute("SELECT count(*) FROM articles").fetchone() == held, "the reader's state moved")
        reader.execute("ROLLBACK")
        reader.close()
        acknowledged += first + pages
    _settle(trial, home, news, acknowledged)
    log = home.folder / "headwater.db-wal"
    must(not log.exists() or log.stat().st_size <= 64 << 20, "the log was never cut")
