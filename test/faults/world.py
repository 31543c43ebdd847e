"""The news of an invented country, made from a seed: outlets, stories, and the pages that tell them.

The same seed gives the same pages, byte for byte. A story is told by an agency, by outlets that print it whole or cut
short with its credit, by one that was there itself, and by one that cites that one. Stories
share no names and hardly a row of words, so that what belongs together does not hang on the order of arrival; other
languages have stories of their own for the same reason.
"""
import dataclasses
import datetime
import hashlib
import html
import pathlib
import random
import re

SENTENCES = pathlib.Path(__file__).with_name("sentences.tsv")
LISTS = ("thing", "kind", "folk", "did", "spot")
DAYS = {"en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]}
ROLES = {"en": ["mayor of {town}", "head of the water office", "inspector for {region}", "harbour master"],
         "de": ["Bürgermeister von {town}", "Leiter des Wasseramts", "Inspektor für {region}", "Hafenmeister"],
         "fr": ["maire de {town}", "chef de l'office des eaux", "inspecteur pour {region}", "capitaine du port"]}
# Outlets by what they do with a story; their hosts are names that only the loopback server answers to.
AGENCY = ("tidewire.example", "Tidewire", "en")
WHOLE = [("marenpost.example", "Maren Post", "en"), ("northquay.example", "North Quay Daily", "en"),
         ("velmarecho.example", "Velmar Echo", "en")]
SHORT = [("harbourgazette.example", "Harbour Gazette", "en"), ("dalesbulletin.example", "Dales Bulletin", "en")]
OWN = [("aldermercury.example", "Alder Mercury", "en"), ("thesselreview.example", "Thessel Review", "en")]
CITING = [("brennobserver.example", "Brenn Observer", "en"), ("isletimes.example", "Isle Times", "en")]
# Abroad one writes, and the other prints it.
ABROAD = [[("brennerbote.example", "Brenner Bote", "de"), ("talzeitung.example", "Talzeitung", "de")],
          [("lefanal.example", "Le Fanal", "fr"), ("courrierdutal.example", "Courrier du Tal", "fr")]]
ABROAD_EVERY = 3  # stories
FIRST_DAY = datetime.datetime(2024, 3, 4, 6, 0, tzinfo=datetime.timezone.utc)


@dataclasses.dataclass(frozen=True)
class Page:
    """One article as an outlet serves it."""
    host: str
    path: str
    headline: str
    published: datetime.datetime
    body: bytes
    story: int
    word: str  # stands in its prose and in that of its story's pages alone

    @property
    def url(self):
        return f"http://{self.host}{self.path}"

    @property
    def article(self):
        """The id that Headwater gives its article (docs/store.md)."""
        return hashlib.sha256(self.url.encode() + b"\0" + self.body).hexdigest()[:16]


def load_sentences():
    """Language -> part -> sentences, or the words of a list."""
    parts = {}
    for line in SENTENCES.read_text().splitlines():
        if not line or line.startswith(("#", "language\t")):
            continue
        language, part, text = line.split("\t")
        parts.setdefault(language, {}).setdefault(part, []).extend(text.split("|") if part in LISTS else [text])
    return parts


def fill(text, facts, lists, chance):
    """The sentence with each [a|b] decided, and its words drawn."""
    text = re.sub(r"\[([^\[\]]*)\]", lambda found: chance.choice(found[1].split("|")), text)
    drawn = {name: chance.choice(lists[name]) for name in LISTS if name in lists}
    return text.format(**facts, **drawn, thing2=chance.choice(lists["thing"]))


class Names:
    """Invented names, none given out twice."""
    HEADS = "Bal Cor Dun El Fen Gar Hol Ist Jor Kel Lun Mor Nar Os Pel Quil Rav Sul Tor Ul Ven Wes Yar Zel".split()
    MIDDLES = "a ava e eli ia ino o ora u ume y yra".split()
    TAILS = {"town": "ford haven mouth stead wick burg by minster".split(), "river": "n l ster ne va de".split(),
             "person": "nik sen dottir ak off escu ane ari".split(), "given": "la ra ko mir do na vin ska".split()}

    def __init__(self, chance):
        self.chance, self.given = chance, set()

    def make(self, kind):
        while True:
            name = (self.chance.choice(self.HEADS) + self.chance.choice(self.MIDDLES) +
                    self.chance.choice("bcdfglmnprstvz") + self.chance.choice(self.TAILS[kind]))
            if name not in self.given:
                self.given.add(name)
                return name


class World:
    """`pages` in the order in which they are published."""

    def __init__(self, seed, stories):
        self.seed, self.names, self.parts = seed, Names(random.Random(f"names {seed}")), load_sentences()
        self.pages = []
        for number in range(stories):
            chance = random.Random(f"story {seed} {number}")
            self.pages += self._abroad(number, chance) if number % ABROAD_EVERY == 2 else self._story(number, chance)
        self.pages.sort(key=lambda page: (page.published, page.url))

    def facts(self, chance):
        name = self.names.make
        facts = {"town": name("town"), "other": name("town"), "region": name("town"), "river": name("river"),
                 "street": name("river") + " Lane", "person": f"{name('given')} {name('person')}",
                 "critic": f"{name('given')} {name('person')}",
                 "group": f"{name('river')} {chance.choice(['Works', 'Union', 'Line', 'Society'])}",
                 "n1": chance.randint(120, 980), "n2": chance.randint(21, 99), "n3": chance.randint(5, 20)}
        at = chance.randrange(len(ROLES["en"]))
        facts["roles"] = {language: roles[at].format(**facts) for language, roles in ROLES.items()}
        return facts

    def _story(self, number, chance):
        tale = Tale(self, number, chance)
        write, facts, page = tale.write, tale.facts, tale.page
        headline = write("lead")[0]
        official = f"{facts['person']}, {facts['roles']['en']},"
        lead = f"{headline}, {write('tail')[0]}"
        wire = [f"{facts['town'].upper()} ({AGENCY[1]}) - {lead}.", *write("fact", 2),
                *write("quote", 1, "en", official), *write("fact", 2)]
        own = chance.choice(OWN)
        spoken = write("quote", 1, "en", facts["critic"])[0]
        interview = [*write("own"), spoken, *write("fact", 3), *write("silent")]
        told = page(own, 130, write("headline")[0], interview, "Odrun Vael")
        facts.update(own=own[1], link=told.url)
        quoted = spoken.rsplit(" said.", 1)[0] + f" told {own[1]}."
        cites = [*write("cites"), quoted, *write("linked"), *write("fact", 2)]
        title = headline.split(",")[0]
        short = f"{facts['town']}: {write('headline')[0]}"
        return [page(AGENCY, 0, title, wire, "Ilvy Sandar"),
                page(chance.choice(WHOLE), 35, title, wire, credit=AGENCY[1]),
                page(chance.choice(SHORT), 50, short, wire[:3], credit=AGENCY[1]),
                told,
                page(chance.choice(CITING), 240, write("headline")[0], cites)]

    def _abroad(self, number, chance):
        tale = Tale(self, number, chance)
        first, second = chance.choice(ABROAD)
        language = first[2]
        lead = tale.write("lead", 1, language)[0]
        prose = [lead + ".", *tale.write("about", 1, language), *tale.write("fact", 2, language),
                 *tale.write("quote", 1, language, tale.facts["person"])]
        title = lead.split(",")[0]
        return [tale.page(first, 0, title, prose), tale.page(second, 40, title, prose[:4], credit=first[1])]


class Tale:
    """One story while it is written: its facts, and how sentences and pages are made of them."""

    def __init__(self, world, number, chance):
        self.number, self.chance, self.parts = number, chance, world.parts
        self.when = FIRST_DAY + datetime.timedelta(hours=31 * number, minutes=chance.randrange(50))
        self.facts = world.facts(chance)

    def write(self, part, count=1, language="en", speaker=""):
        day, role = DAYS[language][self.when.weekday()], self.facts["roles"][language]
        self.facts.update(day=day, role=role, speaker=speaker)
        lists = self.parts[language]
        return [fill(text, self.facts, lists, self.chance) for text in self.chance.sample(lists[part], count)]

    def page(self, outlet, minutes, title, paragraphs, author="", credit=""):
        at = self.when + datetime.timedelta(minutes=minutes)
        path = f"/{self.when:%Y/%m}/{self.facts['town'].lower()}-{self.number}"
        body = document(outlet, path, title, paragraphs, at, author, credit)
        return Page(outlet[0], path, title, at, body, self.number, self.facts["town"])


def document(outlet, path, title, paragraphs, at, author, credit):
    """An outlet's page: what a reader came for, and the furniture around it."""
    host, name, language = outlet
    prose = "\n".join(f"<p>{text if '<a ' in text else html.escape(text, quote=False)}</p>" for text in paragraphs)
    byline = f'<p class="byline">By {author}</p>' if author else ""
    source = f'<p class="source">Source: {credit}</p>' if credit else ""
    return f"""<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(title)} | {name}</title>
<meta property="og:site_name" content="{name}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{at.isoformat()}">
<link rel="canonical" href="http://{host}{path}"></head>
<body><nav><a href="/">{name}</a> <a href="/weather">Weather</a></nav>
<article><h1>{html.escape(title)}</h1>{byline}<time datetime="{at.isoformat()}">{at:%d.%m.%Y %H:%M}</time>
{prose}
{source}</article>
<footer>© {at.year} {name}</footer></body></html>
""".encode()
