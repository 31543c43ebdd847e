"""Reads a collection as anybody could, through its API, and holds it against what was acknowledged and against another.

Ids are put away: an article is its address, a story the set of its addresses. What depends on when a program ran (when
an article was first seen, how a story is weighed by its age) is left out.
"""
import collections
import json
import urllib.error
import urllib.parse
import urllib.request

PAGE = 100


class Api:
    """The JSON API of a running server."""

    def __init__(self, address, seconds=60):
        self.address, self.seconds = address.rstrip("/") + "/api/v1/", seconds

    def get(self, path, **query):
        target = self.address + path + ("?" + urllib.parse.urlencode(query) if query else "")
        with urllib.request.urlopen(target, timeout=self.seconds) as reply:
            return json.load(reply)

    def post(self, path, body):
        """The status; a failed connection is no answer, and raises."""
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=self.seconds) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            return error.code

    def all(self, path, name, **query):
        found = []
        while True:
            part = self.get(path, limit=PAGE, offset=len(found), **query)[name]
            found += part
            if len(part) < PAGE:
                return found


class Collection:
    """What a collection holds, in a form that two of them can be compared in."""

    def __init__(self, address):
        api = Api(address)
        self.counts = api.get("counts")
        self.articles = {}  # address -> what is kept of it
        self.times = collections.Counter()  # address -> in how many articles it stands
        self.stories, self.copies = {}, set()
        views = [api.get("story/" + line["story"]["story"]) for line in api.all("stories", "stories")]
        ids = {}
        for view in views:
            for line in view["articles"]:
                article = api.get("article/" + urllib.parse.quote(line["id"]))["article"]
                address = article.get("url") or article["canonical_url"]
                ids[article["id"]] = address
                self.times[address] += 1
                self.articles[address] = {name: article.get(name) for name in
                                          ("headline", "text", "language", "publisher", "credit", "published")}
        for view in views:
            self._take_story(view, ids)
        self._api = api

    def _take_story(self, view, ids):
        addresses = frozenset(ids[line["id"]] for line in view["articles"])
        self.stories[addresses] = view["story"]["independent"]
        for origin in view["origins"]:
            kept = self.articles[ids[origin["article"]]]
            kept["chain"] = [(hop["name"], hop["how"], ids.get(hop.get("article"), "")) for hop in origin["chain"]]
            kept["roots"] = sorted(ids.get(root, root) for root in origin["roots"])
            kept["complete"] = origin["complete"]
        for copy in view["copies"]:
            self.copies.add((ids.get(copy["article"]), ids.get(copy["of"]), copy["kind"]))

    def found(self, words):
        """The articles' ids that a search gives, each as often as it does."""
        return collections.Counter(hit["id"] for hit in self._api.all("search", "articles", q=words))


def differences(one, other):
    """What two collections tell differently, in lines for people."""
    lines = []
    for address in sorted(set(one.articles) ^ set(other.articles)):
        lines.append(f"{address}: an article of one alone")
    for address in sorted(set(one.articles) & set(other.articles)):
        mine, its = one.articles[address], other.articles[address]
        for name in sorted(set(mine) | set(its)):
            if mine.get(name) != its.get(name):
                lines.append(f"{address}: {name}: {str(mine.get(name))[:300]} / {str(its.get(name))[:300]}")
    for addresses in sorted(set(one.stories) ^ set(other.stories), key=sorted):
        whose = "the first" if addresses in one.stories else "the second"
        lines.append(f"a story of {whose} alone: {sorted(addresses)}")
    for addresses in sorted(set(one.stories) & set(other.stories), key=sorted):
        if one.stories[addresses] != other.stories[addresses]:
            lines.append(f"{sorted(addresses)}: {one.stories[addresses]} / {other.stories[addresses]}")
    for copy in sorted(one.copies ^ other.copies, key=str):
        lines.append(f"a copy of {'the first' if copy in one.copies else 'the second'} alone: {copy}")
    return lines
