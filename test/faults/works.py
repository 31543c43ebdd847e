"""Commands that are killed half-way, at writes chosen at random, and begun again: ingest, backup, restore, upgrade,
takedown."""
import sqlite3
import time

import checker
import hook
import house
from trial import must

ARCHIVE = "pages.warc"
VERSION1 = house.ROOT / "test" / "store" / "version1.sql"


def _kill_within(trial, home, most, *args):
    """Runs a command that is killed at one of its first `most` writes, as long as it has so many. True where it was."""
    home.hook.clear()
    home.hook["how"] = trial.chance.choice(list(hook.HOWS))
    home.hook["kill_at"] = trial.chance.randint(1, most)
    done = home.run(*args, hooked=True)
    killed = done.returncode == -9
    must(killed or done.returncode == 0, f"{args[0]}: {done.returncode} {done.stderr.decode()[-500:]}")
    home.hook.clear()
    return killed


def _shown(home):
    """The collection as it is served; the program has ended when this returns."""
    must(home.start("--no-fetch") is not None, f"the program does not start: {home.said()[-1000:]}")
    time.sleep(0.2)
    found = checker.Collection(home.address)
    home.end()
    return found


def _write_archive(news, path, pages):
    """Pages as a crawler's archive (WARC 1.1)."""
    with open(path, "wb") as file:
        for page in pages:
            reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.body
            file.write(f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\n"
                       f"WARC-Date: 2025-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:{page.article}>\r\n"
                       "Content-Type: application/http; msgtype=response\r\n"
                       f"Content-Length: {len(reply)}\r\n\r\n".encode())
            file.write(reply + b"\r\n\r\n")


def _same(found, calm, what):
    differ = checker.differences(found, calm)
    must(not differ, f"{what}:\n" + "\n".join(differ[:20]))


def kill_during_import(trial):
    """An archive that is read in: killed half-way and begun again until it ends well, it stands there once."""
    news = trial.news(max(12, trial.rounds // 3))
    pages = news.world.pages
    archive = trial.folder / ARCHIVE
    _write_archive(news, archive, pages)
    home, calm = trial.house("killed", news), trial.house("calm", news, hooked=False)
    must(calm.run("ingest", archive).returncode == 0, "the calm import fails")
    kills = 0
    for _ in range(trial.rounds):
        kills += _kill_within(trial, home, 900, "ingest", archive)
    done = home.run("ingest", archive)
    must(done.returncode == 0, done.stderr.decode())
    trial.sound(home)
    found = _shown(home)
    must(set(found.times) == {page.url for page in pages}, f"{len(found.times)} of {len(pages)} pages are there")
    must(set(found.times.values()) == {1}, "a page is there twice")
    _same(found, _shown(calm), "other than without kills")
    trial.say(f"  killed {kills} times")


def _filled(trial, name, pages):
    home = trial.house(name, trial.origins[0])
    archive = trial.folder / f"{name}.warc"
    _write_archive(trial.origins[0], archive, pages)
    must(home.run("ingest", archive).returncode == 0, "the import fails")
    return home


def kill_during_backup(trial):
    """A backup that is killed leaves no file that is none, and the next one is whole."""
    news = trial.news(12)
    home = _filled(trial, "home", news.world.pages)
    before = _shown(home)
    kills = 0
    for number in range(trial.rounds):
        file = home.folder / f"backup-{number}.tar.zst"
        kills += _kill_within(trial, home, 400, "backup", file)
        if file.exists():
            _restored(trial, f"from-{number}", file, before)
    trial.sound(home)
    file = home.folder / "last.tar.zst"
    must(home.run("backup", file).returncode == 0, "no backup can be made any more")
    _restored(trial, "last", file, before)
    _same(_shown(home), before, "a backup changed the collection")
    trial.say(f"  killed {kills} times")


def _restored(trial, name, file, wanted):
    fresh = trial.house(name, trial.origins[0])
    done = fresh.run("restore", file)
    must(done.returncode == 0, f"a backup that has its name cannot be restored: {done.stderr.decode()}")
    _same(_shown(fresh), wanted, "a backup holds something else")


def kill_during_restore(trial):
    """A restore that is killed leaves what was there, or what was restored, whole; the next one ends it."""
    news = trial.news(12)
    old, new = _filled(trial, "old", news.world.pages[:24]), _filled(trial, "new", news.world.pages[12:])
    file = trial.folder / "new.tar.zst"
    must(new.run("backup", file).returncode == 0, "the backup fails")
    was, will = _shown(old), _shown(new)
    kills, kept = 0, 0
    for _ in range(trial.rounds):
        kills += _kill_within(trial, old, 700, "restore", file)
        trial.sound(old)
        found = _shown(old)
        as_it_was = not checker.differences(found, was)
        must(as_it_was or not checker.differences(found, will), "half of a restore is there")
        kept += as_it_was
        if not as_it_was:
            back = old.folder / "was.tar.zst"
            _again(trial, old, was, back)
        elif not (old.folder / "was.tar.zst").exists():
            must(old.run("backup", old.folder / "was.tar.zst").returncode == 0, "no backup can be made")
    must(old.run("restore", file).returncode == 0, "it cannot be restored any more")
    _same(_shown(old), will, "other than the backup")
    trial.say(f"  killed {kills} times; {kept} times it was as before")


def _again(trial, home, was, back):
    if back.exists():
        must(home.run("restore", back).returncode == 0, "it cannot be taken back")
        _same(_shown(home), was, "other than it was")


def kill_during_upgrade(trial):
    """A store of the first version that is brought up to date: killed at any write, the next start ends it."""
    script = VERSION1.read_text()
    kills = 0
    for number in range(trial.rounds):
        home = trial.house(f"old-{number}", None)
        with sqlite3.connect(home.folder / "headwater.db") as old:
            old.executescript(script)
        for _ in range(3):
            kills += _kill_within(trial, home, 1200, "stories")
        begun = time.monotonic()
        done = home.run("search", "harbours", "--json")
        trial.recoveries.append(time.monotonic() - begun)
        found = len(done.stdout.splitlines())
        must(done.returncode == 0 and found == 1, f"its article is lost: {done.stderr.decode()}")
        trial.sound(home)
        must(list((home.folder / "backups").glob("before-upgrade-from-1-*.tar.zst")), "what it was is not kept")
    trial.say(f"  killed {kills} times")


def kill_during_takedown(trial):
    """What owners had removed goes to its end whatever is killed, and nothing else goes with it."""
    news = trial.news(12)
    home, calm = (_filled(trial, name, news.world.pages) for name in ("home", "calm"))
    gone = [page for page in news.world.pages if page.host == "tidewire.example"][::3]
    kills = 0
    for page in gone:
        for each in (home, calm):
            must(each.run("takedown", "add", page.url).returncode == 0, "a takedown is not taken")
    for number in range(1, len(gone) + 1):
        must(calm.run("takedown", "grant", number).returncode == 0, "a takedown is not carried out")
        for _ in range(max(1, trial.rounds // len(gone))):
            home.hook.clear()
            home.hook["how"] = trial.chance.choice(list(hook.HOWS))
            home.hook["kill_at"] = trial.chance.randint(1, 500)
            kills += home.run("takedown", "grant", number, hooked=True).returncode == -9
    home.hook.clear()
    begun = time.monotonic()
    must(home.start() is not None, "it does not start")
    ended = house.wait_for(lambda: _granted(home), 60)
    trial.recoveries.append(time.monotonic() - begun)
    must(ended is not None, f"a takedown never ends: {home.run('takedown', 'list', '--json').stdout.decode()}")
    home.end()
    trial.sound(home)
    found, wanted = _shown(home), _shown(calm)
    must(not {page.url for page in gone} & set(found.articles), "what was taken down is there")
    _same(found, wanted, "other than without kills")
    trial.say(f"  killed {kills} times")


def _granted(home):
    done = home.run("takedown", "list", "--json")
    return b'"granting"' not in done.stdout
