"""A collection, and the program that serves it: started, asked, stopped and killed."""
import os
import pathlib
import selectors
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from checker import Api

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("HEADWATER", str(ROOT / "build" / "release" / "headwater"))
# Old news is news here: the invented outlets' dates are fixed, so that a seed gives the same pages on any day.
SETTINGS = """{store}
[serve]
public_address = "{address}"
requests_per_minute = 0
[fetch]
proxy = "{proxy}"
host_delay = 0
timeout = 10
[desk]
window_days = 36500
revisit_hours = []
jobs = 2
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """One data folder. `life` is the running process, if there is one."""

    def __init__(self, folder, origin, hook=None, store=""):
        self.folder, self.origin, self.hook = pathlib.Path(folder), origin, hook
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.api = Api(self.address, 10)
        self.life, self.log = None, self.folder.with_suffix(".log")
        self.folder.mkdir(parents=True)
        settings = SETTINGS.format(address=self.address, proxy=origin.address if origin else "",
                                   store=f'store = "{store}"' if store else "")
        (self.folder / "headwater.toml").write_text(settings)

    def environment(self):
        return {**os.environ, **(self.hook.environment if self.hook else {})}

    def run(self, *args, hooked=False, seconds=300, **options):
        """A command over the collection, to its end."""
        return subprocess.run([PROGRAM, args[0], "--data", str(self.folder), *map(str, args[1:])], capture_output=True,
                              timeout=seconds, env=self.environment() if hooked else None, **options)

    def start(self, *args):
        """`headwater serve`; seconds until it answers, or nothing where it died before."""
        begun = time.monotonic()
        with open(self.log, "ab") as log:
            self.life = subprocess.Popen([PROGRAM, "serve", "--data", str(self.folder), "--listen",
                                          f"127.0.0.1:{self.port}", "--no-samples", *args],
                                         stdout=subprocess.PIPE, stderr=log, env=self.environment())
        with selectors.DefaultSelector() as ready:
            ready.register(self.life.stdout, selectors.EVENT_READ)
            while time.monotonic() - begun < 60:
                if ready.select(1) and not self.life.stdout.readline():
                    return None
                if self.alive() and self.answers():
                    return time.monotonic() - begun
                if not self.alive():
                    return None
        return None

    def answers(self):
        try:
            with urllib.request.urlopen(self.address + "/healthz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            return False

    def alive(self):
        return self.life is not None and self.life.poll() is None

    def end(self, how=signal.SIGTERM, seconds=30):
        """Seconds until it had ended; `life.returncode` says how."""
        begun = time.monotonic()
        if self.alive():
            self.life.send_signal(how)
        self.life.wait(seconds)
        self.life.stdout.close()
        return time.monotonic() - begun

    def said(self):
        """All that it logged, over all lives."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def has(self, page):
        """The page's article is here and has its place in a story."""
        try:
            return bool(self.api.get("article/" + page.article)["line"].get("story"))
        except (OSError, urllib.error.URLError):
            return False

    def lacks(self, pages):
        return [page for page in pages if not self.has(page)]


def wait_for(condition, seconds):
    """Seconds until the condition held, or nothing."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if condition():
            return time.monotonic() - begun
        time.sleep(0.05)
    return None
