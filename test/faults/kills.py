"""`kill -9` of the single process while it takes news in, each time at another write to its files."""
import signal
import time

import hook
import house
from trial import must

# A life ends at one of so many writes; a page costs some two hundred, from its announcement to its chain. Most lives
# are short, so that there are many.
FEW_WRITES, MANY_WRITES, LONG_LIVES = 40, 400, 0.15
MOST_WAITING = 3  # pages, before the next is published
MARK_LIMIT = 60


def kill_during_ingest(trial):
    """A life after the other over one store, each killed at a write chosen at random, until so many were distinct."""
    news = trial.news(max(12, trial.rounds // 6))
    home = trial.house("killed", news)
    trial.subscribe(home)
    coming = list(news.world.pages)
    waiting, acknowledged, marks, points, starts = [], [], set(), {}, []
    lives = 0
    while len(points) < trial.rounds and trial.has_time():
        lives += 1
        must(lives < 2 * trial.rounds + 20, f"{lives} lives, and only {len(points)} distinct points")
        home.hook.clear()
        home.hook["how"] = trial.chance.choice(list(hook.HOWS))
        most = MANY_WRITES if trial.chance.random() < LONG_LIVES else FEW_WRITES
        home.hook["kill_at"] = trial.chance.randint(1, most)
        took = home.start()
        if took is not None:
            starts.append(took)
            _live(trial, home, coming, waiting, acknowledged, marks)
        home.end(signal.SIGKILL)
        if home.hook["point"]:
            points[home.hook["point"]] = home.hook["how"]
        if lives % 100 == 0:
            trial.say(f"  {lives} lives, {len(points)} distinct points, {len(acknowledged)} pages acknowledged")
    home.hook.clear()
    # After so many deaths in a row it may take longer than after one, which kill-once measures.
    trial.recovered(home, acknowledged, 60)
    # What was published and never acknowledged stands in the feeds all the same: only now it is delivered.
    for page in waiting:
        must(news.push(page), "a delivery was refused")
    trial.settled(home, news.published, 60)
    trial.recoveries.clear()
    calm = trial.reference(news, news.published)
    found = trial.audit(home, news.published, calm, marks)
    by_how = {words: sum(how == number for how in points.values()) for number, words in hook.HOWS.items()}
    trial.say(f"  killed {lives} times at {len(points)} distinct points ({by_how}); {len(acknowledged)} pages and "
              f"{len(marks)} marks were acknowledged in between, {len(found.stories)} stories as without faults; "
              f"after a kill it answered within {max(starts):.1f} s")


def kill_once(trial):
    """One kill at a random write, then the time until all that was acknowledged before it is in its place."""
    news = trial.news(max(4, trial.rounds * 2))
    home = trial.house("killed", news)
    trial.subscribe(home)
    acknowledged, killed = [], 0
    home.hook.clear()
    must(home.start() is not None, f"it does not start: {home.said()}")
    for _ in range(trial.rounds):
        pages = news.world.pages[len(news.published):len(news.published) + 4]
        news.publish(pages)
        home.hook["how"] = trial.chance.choice(list(hook.HOWS))
        home.hook["kill_at"] = home.hook["calls"] + trial.chance.randint(1, MANY_WRITES)
        taken = [page for page in pages if news.push(page, 5)]
        house.wait_for(lambda: not home.alive(), 3)
        killed += not home.alive()
        home.end(signal.SIGKILL)
        home.hook.clear()
        trial.recovered(home, taken)
        for page in pages:
            must(page in taken or news.push(page), "a delivery was refused")
        acknowledged += pages
    trial.settled(home, acknowledged, 60)
    trial.recoveries.pop()
    trial.audit(home, acknowledged, trial.reference(news, acknowledged))
    trial.say(f"  killed {killed} times at a write, {trial.rounds - killed} times when nothing was left to do")


def _live(trial, home, coming, waiting, acknowledged, marks):
    """Brings news until the process is dead."""
    news = home.origin
    until = time.monotonic() + 10
    while home.alive() and time.monotonic() < until:
        if coming and len(waiting) + len(_lacks(home, acknowledged[-MOST_WAITING:])) < MOST_WAITING:
            waiting.append(coming.pop(0))
            news.publish(waiting[-1:])
        if waiting and news.push(waiting[0], 5):
            acknowledged.append(waiting.pop(0))
        elif acknowledged and len(marks) < MARK_LIMIT:
            _mark(trial, home, trial.chance.choice(acknowledged), marks)
        else:
            time.sleep(0.02)
        if not coming and not waiting and home.alive():
            break


def _lacks(home, pages):
    return home.lacks(pages) if home.alive() else pages


def _mark(trial, home, page, marks):
    if page.article in marks:
        return
    try:
        if home.has(page) and home.api.post("marks", {"mark": "starred", "articles": [page.article]}) == 200:
            marks.add(page.article)
    except OSError:
        pass  # it died before it answered
