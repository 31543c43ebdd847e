#!/usr/bin/env python3
"""Builds data/gazetteer.txt from Debian's packages libtimezonemap-data, libgeonames-common and weather-util-data.

    apt-get download libtimezonemap-data libgeonames-common weather-util-data
    for deb in *.deb; do dpkg-deb -x "$deb" unpacked; done
    tools/gazetteer.py unpacked > data/gazetteer.txt
"""
import collections
import gettext
import gzip
import math
import re
import sys
from pathlib import Path

# Whose names of a place are kept beside the English one.
LANGUAGES = ("de fr es it pt pl uk ru et lv lt nl tr ar zh cs sk sl hr sr bg be fi sv da nb hu ro el he").split()

HEAD = """\
# Places of the world: towns, counties, states and provinces, with coordinates. Built by tools/gazetteer.py from Debian 12:
# GeoNames (https://www.geonames.org, CC BY 4.0; libtimezonemap-data, libgeonames-common) and the gazetteer of the U.S. Census
# Bureau (public domain; weather-util-data, ISC, Copyright (c) 2006-2023 Jeremy Stanley). Changed: chosen, joined, cut short.
# names | names in other languages, kind (S state, N county, C city, T town, V village, P township), country, division,
# degrees north and east in thousandths, people in hundreds. Rows stand in order of their first name.
"""

# What the Census calls a place, after its name; the kind of place, and how many hundred people live there where nothing
# better is known. What is left out here stands for no place that a newspaper would name.
TYPES = {"city": ("C", 45), "town": ("T", 30), "village": ("V", 15), "borough": ("T", 30), "CDP": ("V", 12),
         "township": ("P", 15), "charter township": ("P", 60), "plantation": ("V", 3), "municipality": ("T", 20)}
COUNTIES = {"County": 300, "Parish": 300, "Borough": 50, "Census Area": 30, "Municipality": 50, "Municipio": 300}
MERGED = re.compile(r" (?:metropolitan|metro|unified|consolidated|urban county)? ?(?:government|city|county)?$")


def lines(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        return [line.rstrip("\n") for line in file if not line.startswith("#")]


def kilometres(one, other):
    north = math.radians(one[0] - other[0])
    east = math.radians(one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return 6371 * math.hypot(north, east)


def translations(root):
    found = {}
    for language in ["en", *LANGUAGES]:
        path = root / f"usr/share/locale/{language}/LC_MESSAGES/geonames.mo"
        with open(path, "rb") as file:
            found[language] = gettext.GNUTranslations(file)._catalog
    return found


class Place:
    def __init__(self, names, kind, country, division, at, size, others=()):
        self.names, self.kind, self.country, self.division, self.at, self.size = names, kind, country, division, at, size
        self.others = [name for name in dict.fromkeys(others) if name not in names]

    def row(self):
        # A sign of the file's own in a name would cut it in two; a name of one sign is none.
        clean = [[name for name in names if not re.search(r"[|\t\d(),;]", name) and len(name.encode()) > 2]
                 for names in (self.names, self.others)]
        if not clean[0]:
            return None
        names = "|".join(dict.fromkeys(clean[0])) + "\t" + "|".join(clean[1])
        north, east = (round(1000 * degrees) for degrees in self.at)
        return f"{names}\t{self.kind}\t{self.country}\t{self.division}\t{north}\t{east}\t{self.size}"


def geonames(root, named):
    """Cities of 15,000 people and more, by GeoNames; its admin codes beside them."""
    for line in lines(root / "usr/share/libtimezonemap/ui/cities15000.txt"):
        field = line.split("\t")
        ident, code, country, division = field[0], field[7], field[8], field[10]
        if code in ("PPLH", "PPLQ", "PPLW"):
            continue
        english = named["en"].get(ident)
        names = [name for name in (english, field[1], field[2]) if name]
        if field[2] == english or field[2] == field[1]:
            names = names[:2]
        size = max(int(field[14]) // 100, 5000 if code == "PPLC" else 0)
        kind = "C" if code != "PPLX" else "V"
        yield Place(list(dict.fromkeys(names)), kind, country, division, (float(field[4]), float(field[5])), size,
                    [named[language][ident] for language in LANGUAGES if ident in named[language]])


def census(root):
    """Places, counties and townships of the United States."""
    for block in "\n".join(lines(root / "usr/share/weather-util/places.gz")).split("\n\n"):
        at = re.search(r"centroid = \((\S+), (\S+)\)", block)
        said = re.search(r"\[fips(\d+)\](?:.|\n)*description = (.+), ([A-Z]{2})$", block, re.M)
        if not at or not said:
            continue
        at = tuple(math.degrees(float(value)) for value in at.groups())
        code, name, state = said.groups()
        name = name.removesuffix(" (balance)")
        if len(code) == 5:
            kind = next((kind for kind in COUNTIES if name.endswith(" " + kind)), None)
            if kind:
                yield Place([name.removesuffix(" Municipio") if kind == "Municipio" else name], "N", "US", state, at,
                            COUNTIES[kind])
            continue
        word = max((word for word in TYPES if name.endswith(" " + word)), key=len, default=None)
        if word:
            kind, size = TYPES[word]
            names = [name.removesuffix(" " + word)]
        elif MERGED.search(name) and re.search("government|urban county", name):
            kind, size = "C", 1000
            whole = MERGED.sub("", MERGED.sub("", name))
            names = [re.split("[-/]", whole)[0], whole]
        else:
            continue
        if not names[0].isdigit() and not re.search(r"\b(District|Precinct) \d", names[0]):
            yield Place(names, kind, "US", state, at, size)


def near(grid, at):
    row, column = round(at[0] * 4), round(at[1] * 4)
    return (place for north in (-1, 0, 1) for east in (-1, 0, 1) for place in grid.get((row + north, column + east), ()))


def united(places):
    """One row where the two sources, or two of the Census's own lists, mean one place."""
    kept, grid = [], collections.defaultdict(list)
    rank = {"C": 0, "T": 1, "V": 2, "P": 3}
    for place in places:
        same = [other for other in near(grid, place.at)
                if other.country == place.country and (other.kind == "N") == (place.kind == "N")
                and set(other.names) & set(place.names) and kilometres(other.at, place.at) < 20]
        if same:
            best = same[0]
            best.size = max(best.size, place.size)
            best.names = list(dict.fromkeys(best.names + place.names))
            if rank.get(place.kind, 9) < rank.get(best.kind, 9):
                best.kind = place.kind
            continue
        kept.append(place)
        grid[round(place.at[0] * 4), round(place.at[1] * 4)].append(place)
    return kept


def populate(places):
    """A county's people are those of its towns; its own number is not in the sources."""
    grid = collections.defaultdict(list)
    for place in places:
        if place.kind in "CT":
            grid[round(place.at[0] * 4), round(place.at[1] * 4)].append(place)
    for place in places:
        if place.kind == "N":
            place.size = max([place.size] + [2 * other.size for other in near(grid, place.at)
                                             if kilometres(other.at, place.at) < 25 and other.division == place.division])


def divisions(root, places, named):
    members = collections.defaultdict(list)
    for place in places:
        members[place.country, place.division].append(place)
    for line in lines(root / "usr/share/libtimezonemap/ui/admin1Codes.txt"):
        code, name, plain, _ = line.split("\t")
        own = members.get(tuple(code.split(".", 1)), [])
        if not own:
            continue
        counties = [place for place in own if place.kind == "N"] or own
        at = tuple(sum(place.at[i] for place in counties) / len(counties) for i in (0, 1))
        size = sum(place.size for place in own if place.kind != "N")
        names = [named["en"].get(code), name, plain]
        yield Place(list(dict.fromkeys(name for name in names if name)), "S", *code.split(".", 1), at, size,
                    [named[language][code] for language in LANGUAGES if code in named[language]])


def key(row):
    """As src/annotate/gazetteer.cc makes it of the first name, whose rows must stand together."""
    name = re.split(r"[|\t]", row, 1)[0].replace("’", "'").replace("-", " ")
    name = re.sub(r"(?<![A-Za-z])\.|\.(?![A-Za-z])", "", name)
    name = "".join(chr(ord(sign) + 32) if "A" <= sign <= "Z" else sign for sign in name)
    return " ".join({"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}.get(word, word) for word in name.split())


def main():
    root = Path(sys.argv[1])
    named = translations(root)
    places = united([*geonames(root, named), *census(root)])
    populate(places)
    places += divisions(root, places, named)
    rows = sorted({row for place in places if (row := place.row())}, key=lambda row: (key(row), row))
    sys.stdout.write(HEAD + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
