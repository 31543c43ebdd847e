// Rules of Atom and RSS, and of times and addresses; those of JSON's formats stand in json_rules.cc.
#include "test/out/standard_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "web/xml.h"

namespace headwater::out {
namespace {

using Id = web::XmlTree::Id;

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";

bool Digits(std::string_view text, std::size_t at, std::size_t count) {
  return at + count <= text.size() &&
         std::ranges::all_of(text.substr(at, count), [](char c) { return c >= '0' && c <= '9'; });
}

class Document {
 public:
  explicit Document(const std::string& xml) : tree_(web::ParseXml(xml)) {
    for (const std::string& fault : tree_.faults()) {
      faults_.push_back("not well-formed: " + fault);
    }
  }

  std::vector<Id> Children(Id parent, std::string_view name, std::string_view space) const {
    std::vector<Id> found;
    for (Id each = tree_[parent].first_child; each != web::XmlNode::kNone; each = tree_[each].next) {
      if (tree_[each].is_element() && tree_[each].name == name && tree_[each].space == space) {
        found.push_back(each);
      }
    }
    return found;
  }
  std::optional<Id> Root(std::string_view name, std::string_view space) const {
    for (Id id = 0; id < tree_.nodes().size(); ++id) {
      if (tree_[id].is_element()) {
        return tree_[id].name == name && tree_[id].space == space ? std::optional(id) : std::nullopt;
      }
    }
    return std::nullopt;
  }
  void Must(bool good, const std::string& rule) {
    if (!good) {
      faults_.push_back(rule);
    }
  }
  // So many of them: the least and the most.
  void Count(Id parent, std::string_view name, std::string_view space, std::size_t least, std::size_t most,
             std::string_view rule) {
    const std::size_t count = Children(parent, name, space).size();
    Must(count >= least && count <= most, std::string(rule) + ": " + std::string(name));
  }
  std::string Text(Id id) const { return tree_.Text(id); }
  std::string Attribute(Id id, std::string_view name) const {
    return std::string(tree_.Attribute(id, name).value_or(""));
  }
  bool Has(Id id, std::string_view name) const { return tree_.Attribute(id, name).has_value(); }
  Faults Found() { return std::move(faults_); }

 private:
  web::XmlTree tree_;
  Faults faults_;
};

// RFC 4287, 3: constructs of times, persons and texts, and links (4.2.7), of a feed or an entry.
void AtomParts(Document& document, Id parent) {
  for (const std::string_view name : {"updated", "published"}) {
    for (const Id each : document.Children(parent, name, kAtom)) {
      document.Must(IsRfc3339(document.Text(each)), "3.3: a time as in RFC 3339: " + document.Text(each));
    }
  }
  for (const Id author : document.Children(parent, "author", kAtom)) {
    document.Count(author, "name", kAtom, 1, 1, "3.2.1: a person has one name");
  }
  for (const std::string_view name : {"title", "subtitle", "summary", "rights", "content"}) {
    for (const Id each : document.Children(parent, name, kAtom)) {
      const std::string type = document.Attribute(each, "type");
      const std::set<std::string> types{"", "text", "html", "xhtml"};
      document.Must(types.contains(type), "3.1.1: text, html or xhtml: " + type);
    }
  }
  std::set<std::string> alternates;
  for (const Id link : document.Children(parent, "link", kAtom)) {
    const std::string href = document.Attribute(link, "href");
    const std::string rel = document.Has(link, "rel") ? document.Attribute(link, "rel") : "alternate";
    document.Must(IsUri(href), "4.2.7.1: a link has an address: " + href);
    document.Must(!rel.empty(), "4.2.7.2: a relation is not empty");
    const std::string type = document.Attribute(link, "type");
    document.Must(type.empty() || type.find('/') != std::string::npos, "4.2.7.3: a media type: " + type);
    if (rel == "alternate") {
      document.Must(alternates.insert(type + " " + document.Attribute(link, "hreflang")).second,
                    "4.1.1, 4.1.2: one alternate of a type and language");
    }
  }
  for (const Id category : document.Children(parent, "category", kAtom)) {
    document.Must(!document.Attribute(category, "term").empty(), "4.2.2.1: a category has a term");
  }
  for (const Id id : document.Children(parent, "id", kAtom)) {
    document.Must(IsUri(document.Text(id)), "4.2.6: an id is an address: " + document.Text(id));
  }
}

void AtomEntry(Document& document, Id entry, bool feed_has_author) {
  for (const std::string_view name : {"id", "title", "updated"}) {
    document.Count(entry, name, kAtom, 1, 1, "4.1.2: an entry has just one");
  }
  for (const std::string_view name : {"content", "published", "rights", "source", "summary"}) {
    document.Count(entry, name, kAtom, 0, 1, "4.1.2: an entry has one at most");
  }
  document.Must(feed_has_author || !document.Children(entry, "author", kAtom).empty(), "4.1.2: an entry has an author");
  const bool alternate = std::ranges::any_of(document.Children(entry, "link", kAtom), [&](Id link) {
    return document.Attribute(link, "rel") == "alternate" || !document.Has(link, "rel");
  });
  document.Must(alternate || !document.Children(entry, "content", kAtom).empty(),
                "4.1.2: what has no content has an alternate link");
  AtomParts(document, entry);
}

}  // namespace

bool IsRfc3339(std::string_view text) {
  const bool head = Digits(text, 0, 4) && Digits(text, 5, 2) && Digits(text, 8, 2) && Digits(text, 11, 2) &&
                    Digits(text, 14, 2) && Digits(text, 17, 2);
  if (!head || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return false;
  }
  std::size_t at = 19;
  if (at < text.size() && text[at] == '.') {
    const std::size_t begin = ++at;
    while (Digits(text, at, 1)) {
      ++at;
    }
    if (at == begin) {
      return false;
    }
  }
  const std::string_view zone = text.substr(at);
  return zone == "Z" || (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && Digits(zone, 1, 2) &&
                         zone[3] == ':' && Digits(zone, 4, 2));
}

bool IsRfc822(std::string_view text) {
  constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::string_view kForm = "Tue, 11 Mar 2025 07:10:00 +0000";
  return text.size() == kForm.size() && std::ranges::find(kDays, text.substr(0, 3)) != kDays.end() &&
         text.substr(3, 2) == ", " && Digits(text, 5, 2) &&
         std::ranges::find(kMonths, text.substr(8, 3)) != kMonths.end() && Digits(text, 12, 4) && Digits(text, 17, 2) &&
         text[19] == ':' && Digits(text, 20, 2) && text[22] == ':' && Digits(text, 23, 2) &&
         (text[26] == '+' || text[26] == '-') && Digits(text, 27, 4);
}

bool IsUri(std::string_view text) {
  constexpr std::string_view kOthers = "-._~:/?#[]@!$&'()*+,;=%";
  const std::size_t colon = text.find(':');
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() && letter(text.front()) &&
         std::ranges::all_of(text, [&](char c) {
           return letter(c) || (c >= '0' && c <= '9') || kOthers.find(c) != std::string_view::npos;
         });
}

Faults AtomFaults(const std::string& xml) {
  Document document(xml);
  const auto feed = document.Root("feed", kAtom);
  document.Must(feed.has_value(), "4.1.1: the root is a feed");
  if (!feed) {
    return document.Found();
  }
  for (const std::string_view name : {"id", "title", "updated"}) {
    document.Count(*feed, name, kAtom, 1, 1, "4.1.1: a feed has just one");
  }
  for (const std::string_view name : {"generator", "icon", "logo", "rights", "subtitle"}) {
    document.Count(*feed, name, kAtom, 0, 1, "4.1.1: a feed has one at most");
  }
  AtomParts(document, *feed);
  const bool self = std::ranges::any_of(document.Children(*feed, "link", kAtom),
                                        [&](Id link) { return document.Attribute(link, "rel") == "self"; });
  document.Must(self, "4.1.1: a feed should say where it is");
  const bool author = !document.Children(*feed, "author", kAtom).empty();
  std::set<std::string> seen;
  for (const Id entry : document.Children(*feed, "entry", kAtom)) {
    AtomEntry(document, entry, author);
    for (const Id id : document.Children(entry, "id", kAtom)) {
      document.Must(seen.insert(document.Text(id)).second, "4.1.1: entries of one id differ in their times");
    }
  }
  return document.Found();
}

Faults RssFaults(const std::string& xml) {
  Document document(xml);
  const auto rss = document.Root("rss", "");
  document.Must(rss.has_value(), "the root is rss");
  if (!rss) {
    return document.Found();
  }
  document.Must(document.Attribute(*rss, "version") == "2.0", "its version is 2.0");
  document.Count(*rss, "channel", "", 1, 1, "rss has one channel");
  for (const Id channel : document.Children(*rss, "channel", "")) {
    for (const std::string_view name : {"title", "link", "description"}) {
      document.Count(channel, name, "", 1, 1, "a channel has just one");
    }
    for (const std::string_view name : {"language", "pubDate", "lastBuildDate", "generator", "ttl", "image"}) {
      document.Count(channel, name, "", 0, 1, "a channel has one at most");
    }
    for (const Id link : document.Children(channel, "link", "")) {
      document.Must(IsUri(document.Text(link)), "a link is an address: " + document.Text(link));
    }
    for (const Id date : document.Children(channel, "lastBuildDate", "")) {
      document.Must(IsRfc822(document.Text(date)), "a time as in RFC 822: " + document.Text(date));
    }
    std::set<std::string> guids;
    for (const Id item : document.Children(channel, "item", "")) {
      document.Must(
          !document.Children(item, "title", "").empty() || !document.Children(item, "description", "").empty(),
          "an item has a title or a description");
      for (const std::string_view name :
           {"title", "link", "description", "author", "comments", "enclosure", "guid", "pubDate", "source"}) {
        document.Count(item, name, "", 0, 1, "an item has one at most");
      }
      for (const Id source : document.Children(item, "source", "")) {
        document.Must(IsUri(document.Attribute(source, "url")), "a source has an address");
      }
      for (const Id date : document.Children(item, "pubDate", "")) {
        document.Must(IsRfc822(document.Text(date)), "a time as in RFC 822: " + document.Text(date));
      }
      for (const Id guid : document.Children(item, "guid", "")) {
        const std::string permanent = document.Attribute(guid, "isPermaLink");
        document.Must(permanent == "false" || IsUri(document.Text(guid)), "a guid that is no address says so");
        document.Must(guids.insert(document.Text(guid)).second, "a guid is one item's alone");
      }
      for (const Id link : document.Children(item, "link", "")) {
        document.Must(IsUri(document.Text(link)), "a link is an address: " + document.Text(link));
      }
    }
  }
  return document.Found();
}

}  // namespace headwater::out
