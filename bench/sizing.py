#!/usr/bin/env python3
"""What an article costs, from its page to its origin: processor, memory and disk, measured on runs of two sizes of invented
news, and what that comes to for a million, for a million a day, and for all of the world's news. docs/operations.md says
how the figures are meant."""

import argparse
import json
import os
import pathlib
import random
import subprocess
import tempfile
import time

from push_to_alert import ROOT, news, word

OUTLETS = 200
PARAGRAPHS = 16  # some 600 words, as news has them
FURNITURE = 50_000  # bytes of a page around its article
A_DAY = 86_400
# Pages that newsrooms of all languages publish in a day: see docs/operations.md for where the figure is from.
WORLD_A_DAY = 3_000_000


def furniture(outlet):
    """Menus and scripts: the same on all pages of an outlet."""
    rng = random.Random(outlet)
    links = "".join(f"<li class='menu-item-{rng.randrange(9999)}'><a href='/{word(rng)}/{word(rng)}'>{word(rng)}</a></li>"
                    for _ in range(200))
    script = ";".join(f"window.{word(rng)}{rng.randrange(999)}=function({word(rng)}){{return {rng.randrange(1 << 30)}}}"
                      for _ in range(FURNITURE // 55))
    return f"<script>{script}</script></head><body><nav><ul>{links}</ul></nav>"


def pages(count, seed):
    """A line each, as `headwater ingest` reads them: one event in four is told by several outlets, in part word by word."""
    rng, number, around = random.Random(seed), 0, [furniture(n) for n in range(OUTLETS)]
    while number < count:
        headline, paragraphs = news(number, rng, length=PARAGRAPHS)
        for copy in range(min(rng.choice((1, 1, 1, 5)), count - number)):
            outlet = (number * 7 + copy) % OUTLETS
            if copy:
                rng.shuffle(paragraphs)
            body = "".join(f"<p>{each}</p>" for each in paragraphs[:rng.randrange(PARAGRAPHS // 2, PARAGRAPHS + 1)])
            at = f"2026-01-{1 + (number * 27) // count:02}T{number % 24:02}:{number % 60:02}:00Z"
            address = f"https://outlet{outlet}.example/news/{number}"
            html = (f"<html lang='en'><head><title>{headline}</title><meta property='article:published_time' content='{at}'>"
                    f"<meta property='og:site_name' content='Outlet {outlet}'>{around[outlet]}"
                    f"<article><h1>{headline}</h1>{body}</article><footer>About us</footer></body></html>")
            yield {"id": address, "url": address, "fetched": at, "body": html, "content_type": "text/html"}
            number += 1


def run(program, count, folder, jobs):
    source, data = folder / f"pages{count}.jsonl", folder / f"data{count}"
    data.mkdir()
    (data / "headwater.toml").write_text(f"[desk]\njobs = {jobs}\n")
    with open(source, "w", encoding="utf-8") as out:
        size = sum(out.write(json.dumps(page) + "\n") for page in pages(count, 1))
    began = time.monotonic()
    process = subprocess.Popen([program, "ingest", "--data", data, source], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit("sizing: ingest failed")
    store = sum(path.stat().st_size for path in data.glob("headwater.db*"))
    return {"articles": count, "seconds": time.monotonic() - began, "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024, "store": store, "input": size}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split(":")[0])
    parser.add_argument("--program", default=str(ROOT / "build/release/headwater"))
    parser.add_argument("--articles", type=int, default=4_000, help="of the larger run; the smaller one has a quarter")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", help="a file for all figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = run(options.program, options.articles // 4, pathlib.Path(folder), options.jobs)
        large = run(options.program, options.articles, pathlib.Path(folder), options.jobs)
    more = large["articles"] - small["articles"]
    # What a start costs falls out of the difference.
    each = {name: (large[name] - small[name]) / more for name in ("cpu", "memory", "store", "input", "seconds")}
    fixed = {"cpu": small["cpu"] - each["cpu"] * small["articles"],
             "memory": small["memory"] - each["memory"] * small["articles"]}
    print(f"sizing: runs of {small['articles']} and {large['articles']} articles, {each['input'] / 1000:.1f} KB each as they come")
    print(f"  an article: {1000 * each['cpu']:.1f} ms of processor, {each['store'] / 1000:.1f} KB of disk, "
          f"{each['memory'] / 1000:.1f} KB of memory in the window ({1 / each['seconds']:.0f} a second here); a start: "
          f"{fixed['cpu']:.1f} s, {fixed['memory'] / 1e6:.0f} MB")
    for name, count, a_day in (("a million", 1e6, None), ("a million a day", 1e6, 1e6),
                               ("the world's news, a day", WORLD_A_DAY, WORLD_A_DAY)):
        cores = f", {a_day * each['cpu'] / A_DAY:.2f} cores all day" if a_day else ""
        print(f"  {name}: {count * each['cpu'] / 3600:.1f} core hours{cores}, {count * each['store'] / 1e9:.1f} GB of disk")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"small": small, "large": large, "each": each, "fixed": fixed},
                                                         indent=1) + "\n")


if __name__ == "__main__":
    main()
