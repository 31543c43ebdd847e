"""Builds hook.c, and holds the page of numbers by which it is told what a program is to meet."""
import mmap
import os
import pathlib
import struct
import subprocess
import tempfile

SOURCE = pathlib.Path(__file__).with_name("hook.c")
# The layout of struct Board in hook.c.
NUMBERS = ("kill_at", "how", "calls", "disk_full", "disk_broken", "clock_ahead", "point", "refused")
BEFORE, AFTER, TORN = 0, 1, 2
HOWS = {BEFORE: "before", AFTER: "after", TORN: "in the middle of"}


def build(folder):
    """The library, made with the machine's C compiler."""
    library = pathlib.Path(folder) / "hook.so"
    if not library.exists():
        subprocess.run([os.environ.get("CC", "cc"), "-O1", "-Wall", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"],
                       check=True)
    return library


class Hook:
    """What a program that is started with `environment` meets; files below `root` count as its disk."""

    def __init__(self, library, root):
        self._file = tempfile.NamedTemporaryFile(prefix="headwater-faults-")
        self._file.truncate(mmap.PAGESIZE)
        self._page = mmap.mmap(self._file.fileno(), mmap.PAGESIZE)
        self.environment = {"LD_PRELOAD": str(library), "HEADWATER_FAULTS_BOARD": self._file.name,
                            "HEADWATER_FAULTS_ROOT": str(pathlib.Path(root).resolve())}

    def __getitem__(self, name):
        return struct.unpack_from("=q", self._page, 8 * NUMBERS.index(name))[0]

    def __setitem__(self, name, value):
        struct.pack_into("=q", self._page, 8 * NUMBERS.index(name), value)

    def clear(self):
        for name in NUMBERS:
            self[name] = 0
