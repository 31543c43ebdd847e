"""Headwater as many: workers, the queue's leader, the line to a worker and the shared store fail."""
import os
import signal
import subprocess
import time

import house
import neighbours
from trial import Skipped, must

ELECTED = 10.0  # seconds, where the queue elects a leader
STAGES = ["fetch", "extract,annotate", "extract,annotate", "desk"]


class Workers:
    """One process for each of these stages, over one store and one queue."""

    def __init__(self, home, store, queues):
        self.home, self.store, self.queues = home, store, queues
        self.lives = [None] * len(STAGES)
        for number in range(len(STAGES)):
            self.start(number)

    def start(self, number):
        with open(self.home.log, "ab") as log:
            self.lives[number] = subprocess.Popen(
                [house.PROGRAM, "work", "--data", str(self.home.folder), "--store", self.store, "--queue",
                 self.queues[number], "--stages", STAGES[number]], stdout=log, stderr=log)

    def kill(self, number, how=signal.SIGKILL):
        self.lives[number].send_signal(how)
        self.lives[number].wait(30)

    def close(self):
        for number, life in enumerate(self.lives):
            if life is not None and life.poll() is None:
                self.kill(number)


def _needs(*programs):
    for program in programs:
        if neighbours.missing(program):
            raise Skipped(neighbours.missing(program))


def _together(trial, servers=1, store=None, relayed=()):
    """News, the serving process, workers, the queue, and the relays of the workers that are named."""
    _needs("nats-server")
    helped = subprocess.run([house.PROGRAM, "work", "--help"], capture_output=True)
    if b"--stages" not in helped.stdout:
        raise Skipped("this build has no `headwater work`")
    news = trial.news(max(4, trial.rounds * 2))
    home = trial.house("home", news, hooked=False)
    trial.subscribe(home)
    queue = trial.keep(neighbours.Nats(trial.folder, servers))
    relays = {number: trial.keep(neighbours.Relay(queue.ports[0])) for number in relayed}
    queues = [f"nats://127.0.0.1:{relays[number].port}" if number in relays else queue.address
              for number in range(len(STAGES))]
    begun = home.start("--queue", queue.address, "--stages", "none")
    must(begun is not None, f"it does not start: {home.said()[-1000:]}")
    workers = trial.keep(Workers(home, store or str(home.folder / "headwater.db"), queues))
    return news, home, queue, workers, relays


def _rounds(trial, news, home, fault, seconds):
    """In each round pages are acknowledged, a fault is met in between, and all of them are placed in time."""
    acknowledged = []
    for number in range(trial.rounds):
        pages = news.world.pages[len(news.published):len(news.published) + 6]
        news.publish(pages)
        taken = [page for page in pages[:3] if news.push(page)]
        time.sleep(trial.chance.random() * 0.5)
        mend = fault(number)
        taken += [page for page in pages[3:] if news.push(page)]
        begun = time.monotonic()
        if mend:
            time.sleep(0.5 + trial.chance.random() * 4)
            mend()
            begun = time.monotonic()
        for page in pages:
            while page not in taken and time.monotonic() < begun + 60:
                taken += [page] if news.push(page) else []
        trial.settled(home, taken, seconds, begun)
        acknowledged += taken
    calm = trial.reference(news, acknowledged)
    trial.audit(home, acknowledged, calm)


def kill_workers(trial):
    """Workers are killed at random moments, and others come."""
    news, home, _queue, workers, _relays = _together(trial)

    def fault(_number):
        killed = trial.chance.randrange(len(STAGES))
        workers.kill(killed)
        return lambda: workers.start(killed)

    _rounds(trial, news, home, fault, 5.0)


def kill_leader(trial):
    """Of three NATS servers the leading one is killed, and comes back."""
    news, home, queue, _workers, _relays = _together(trial, servers=3)

    def fault(_number):
        leader = queue.leader()
        queue.kill(leader)
        return lambda: queue.start(leader)

    _rounds(trial, news, home, fault, ELECTED)


def cut_off_worker(trial):
    """A worker that is cut off from the queue goes on with what it has, and comes back with it late."""
    news, home, _queue, _workers, relays = _together(trial, relayed=range(len(STAGES)))

    def fault(_number):
        relay = relays[trial.chance.randrange(len(STAGES))]
        relay.cut()
        return relay.mend

    _rounds(trial, news, home, fault, 5.0)


def _over_postgres(trial):
    _needs("postgres", "initdb")
    if os.geteuid() == 0 and subprocess.run(["id", "postgres"], capture_output=True).returncode != 0:
        raise Skipped("PostgreSQL does not run as root, and there is no user postgres")
    base = trial.keep(neighbours.Postgres(trial.outside))
    base.wait_for_replica()
    news = trial.news(max(4, trial.rounds * 2))
    home = trial.house("home", news, hooked=False, store=base.address)
    if b"there is no folder" in home.run("subscribe", "--as-is", news.feeds()[0]).stderr:
        raise Skipped("this build has no PostgreSQL store")
    trial.subscribe(home)
    must(home.start() is not None, f"it does not start: {home.said()[-1000:]}")
    return base, news, home


def restart_postgres(trial):
    """PostgreSQL is restarted, at once or in order, while news comes in."""
    base, news, home = _over_postgres(trial)

    def fault(_number):
        base.control(0, "stop", "-m", trial.chance.choice(["immediate", "fast"]))
        return lambda: base.control(0, "start")

    _rounds(trial, news, home, fault, 5.0)


def fail_over_postgres(trial):
    """PostgreSQL is killed for good, and its replica takes its place."""
    trial.rounds = 1
    base, news, home = _over_postgres(trial)

    def fault(_number):
        base.control(0, "stop", "-m", "immediate")
        return lambda: base.control(1, "promote")

    _rounds(trial, news, home, fault, 5.0)
