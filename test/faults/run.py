#!/usr/bin/env python3
"""Tries faults: `run.py [--seed N] [--rounds N] [--short] [NAME...]`; --list names them. docs/faults.md says more."""
import argparse
import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import kills  # noqa: E402
import lives  # noqa: E402
import many  # noqa: E402
import trial  # noqa: E402
import works  # noqa: E402

# Name, what it does, rounds, rounds of the short selection (0: not in it).
TRIALS = [
    ("kill-during-ingest", kills.kill_during_ingest, 1000, 12),
    ("kill-once", kills.kill_once, 50, 2),
    ("stop-during-ingest", lives.stop_during_ingest, 30, 2),
    ("full-disk", lives.full_disk, 24, 2),
    ("clock-steps", lives.clock_steps, 24, 2),
    ("full-descriptor-table", lives.full_descriptor_table, 16, 1),
    ("long-reader", lives.long_reader, 10, 1),
    ("kill-during-import", works.kill_during_import, 100, 3),
    ("kill-during-backup", works.kill_during_backup, 40, 1),
    ("kill-during-restore", works.kill_during_restore, 40, 1),
    ("kill-during-upgrade", works.kill_during_upgrade, 40, 1),
    ("kill-during-takedown", works.kill_during_takedown, 60, 0),
    ("kill-workers", many.kill_workers, 40, 0),
    ("kill-leader", many.kill_leader, 10, 0),
    ("cut-off-worker", many.cut_off_worker, 20, 0),
    ("restart-postgres", many.restart_postgres, 20, 0),
    ("fail-over-postgres", many.fail_over_postgres, 1, 0),
]


# `make test` may have the machine to share.
PATIENCE = 3


def attempt(name, what, seed, rounds, folder, patience, minutes):
    """True where every promise was kept, nothing where it could not be tried here."""
    begun = time.monotonic()
    print(f"== {name}: {rounds} rounds, seed {seed}", flush=True)
    tried = trial.Trial(name, seed, rounds, folder, lambda line: print(line, flush=True), patience)
    tried.until = begun + 60 * minutes if minutes else None
    try:
        what(tried)
        failed = None
    except trial.Skipped as why:
        print(f"NOT TRIED {name}: {why}", flush=True)
        return None
    except trial.Failed as error:
        failed = error
    finally:
        tried.close()
    recovery = f", recovered within {max(tried.recoveries):.1f} s" if tried.recoveries else ""
    recovery += f" (load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores)" if recovery else ""
    print(f"{'FAILED' if failed else 'kept'} {name} in {time.monotonic() - begun:.0f} s{recovery}", flush=True)
    if failed:
        print(f"  {failed}\n  again: test/faults/run.py --seed {seed} --rounds {rounds} {name}", flush=True)
    return failed is None


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*")
    options.add_argument("--seed", type=int, default=None, help="another one each time, printed, unless it is given")
    options.add_argument("--rounds", type=int, default=None, help="of each, instead of its own number")
    options.add_argument("--minutes", type=float, help="after so many no further round of the kills is begun")
    options.add_argument("--short", action="store_true", help="the selection of `make test`: few rounds, seed 1")
    options.add_argument("--list", action="store_true")
    options.add_argument("--keep", help="a folder for what is left behind, instead of a temporary one")
    given = options.parse_args()
    if given.list:
        print("\n".join(f"{name}: {what.__doc__.splitlines()[0]}" for name, what, _, _ in TRIALS))
        return 0
    unknown = set(given.names) - {name for name, *_ in TRIALS}
    if unknown:
        options.error(f"no such trial: {', '.join(sorted(unknown))}; --list names them")
    seed = given.seed if given.seed is not None else 1 if given.short else time.time_ns() % 1_000_000
    kept = []
    with tempfile.TemporaryDirectory(prefix="headwater-faults-") as temporary:
        for name, what, rounds, few in TRIALS:
            if (given.names and name not in given.names) or (given.short and not few):
                continue
            rounds = given.rounds or (few if given.short else rounds)
            kept.append(attempt(name, what, seed, rounds, given.keep or temporary,
                                PATIENCE if given.short else 1, given.minutes))
    skipped = kept.count(None)
    kept = [each for each in kept if each is not None]
    untried = f", {skipped} not tried" if skipped else ""
    print(f"{sum(kept)} of {len(kept)} faults met without loss{untried}", flush=True)
    return 0 if kept and all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
