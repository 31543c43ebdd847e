// Reading of sitemaps and OPML.
#include "read/lists.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/dates.h"
#include "web/url.h"
#include "web/xml_references.h"

namespace headwater::read {
namespace {

using web::XmlNode;
using web::XmlTree;

std::optional<XmlTree::Id> FindElement(const XmlTree& tree, std::initializer_list<std::string_view> names) {
  for (XmlTree::Id id = 0; id < tree.nodes().size(); ++id) {
    if (tree[id].is_element() && std::ranges::find(names, ascii::Lower(tree[id].name)) != names.end()) {
      return id;
    }
  }
  return std::nullopt;
}

// The parts of a text between commas.
std::vector<std::string> Listed(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (const std::string_view word = ascii::Trim(text.substr(0, end)); !word.empty()) {
      words.emplace_back(word);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// Name and language of the paper, which hold for the whole list.
void ReadPublication(const XmlTree& tree, XmlTree::Id publication, news::Feed& feed) {
  for (auto child = tree[publication].first_child; child != XmlNode::kNone; child = tree[child].next) {
    const std::string name = ascii::Lower(tree[child].name);
    if (name == "name" && feed.title.empty()) {
      feed.title = SafeFromPlain(PlainConstruct(tree, child));
    } else if (name == "language" && feed.language.empty()) {
      feed.language = PlainConstruct(tree, child);
    }
  }
}

// The news extension's block: what a news sitemap says of its page.
void ReadNews(const XmlTree& tree, XmlTree::Id news, news::Entry& entry, news::Feed& feed) {
  for (auto child = tree[news].first_child; child != XmlNode::kNone; child = tree[child].next) {
    const std::string name = ascii::Lower(tree[child].name);
    if (name == "title") {
      entry.title = SafeFromPlain(PlainConstruct(tree, child));
    } else if (name == "publication_date") {
      entry.published = ReadDate(tree.Text(child));
    } else if (name == "keywords") {
      entry.categories = Listed(PlainConstruct(tree, child));
    } else if (name == "publication") {
      ReadPublication(tree, child, feed);
    }
  }
}

news::Entry ReadPlace(const XmlTree& tree, XmlTree::Id place, std::string_view address, news::Feed& feed) {
  news::Entry entry;
  for (auto child = tree[place].first_child; child != XmlNode::kNone; child = tree[child].next) {
    const std::string name = ascii::Lower(tree[child].name);
    if (name == "loc" && entry.url.empty()) {
      entry.url = AddressFrom(PlainConstruct(tree, child), address);
    } else if (name == "lastmod") {
      entry.updated = ReadDate(tree.Text(child));
    } else if (name == "news") {
      ReadNews(tree, child, entry, feed);
    }
  }
  entry.id = entry.url;
  return entry;
}

std::string_view TitleOf(const XmlTree& tree, XmlTree::Id outline) {
  const std::string_view title = ascii::Trim(tree.Attribute(outline, "title").value_or(""));
  return title.empty() ? ascii::Trim(tree.Attribute(outline, "text").value_or("")) : title;
}

// What of an outline's attributes is read into fields of its own; the others are kept as they are.
constexpr auto kRead = std::to_array<std::string_view>({"text", "title", "type", "xmlUrl", "htmlUrl"});
constexpr std::size_t kMaxAttribute = 4096;

// `before` tells whose they are: empty for the outline itself, `0/` for those of its first folder.
void KeepAttributes(const XmlTree& tree, XmlTree::Id id, const std::string& before, news::Entry& entry) {
  const web::XmlAttribute* const begin = tree.attributes_begin(id);
  for (const web::XmlAttribute* at = begin; at != begin + tree[id].attribute_count; ++at) {
    const bool read = at->space.empty() && std::ranges::find(kRead, at->name) != kRead.end();
    if (!read && at->value.size() <= kMaxAttribute) {
      const std::string space = at->space.empty() ? std::string() : "{" + std::string(at->space) + "}";
      entry.attributes.emplace_back(before + space + std::string(at->name), at->value);
    }
  }
}

// Without an address where the outline is a folder or anything but a feed. A folder's own attributes come with the
// first feed in it; `told` are the folders of which that was.
news::Entry ReadOutline(const XmlTree& tree, XmlTree::Id id, std::unordered_set<XmlTree::Id>& told) {
  news::Entry entry;
  entry.url = entry.id = ascii::Trim(tree.Attribute(id, "xmlUrl").value_or(""));
  if (entry.url.empty() && ascii::Lower(tree.Attribute(id, "type").value_or("")) == "rss") {
    entry.url = entry.id = ascii::Trim(tree.Attribute(id, "url").value_or(""));
  }
  entry.title = SafeFromPlain(TitleOf(tree, id));
  entry.summary = SafeFromPlain(tree.Attribute(id, "description").value_or(""));
  entry.source_url = AddressFrom(tree.Attribute(id, "htmlUrl").value_or(""), {});
  std::vector<XmlTree::Id> folders;
  for (auto up = tree[id].parent; up != XmlNode::kNone; up = tree[up].parent) {
    if (ascii::Lower(tree[up].name) == "outline" && !TitleOf(tree, up).empty()) {
      entry.categories.emplace_back(TitleOf(tree, up));
      folders.push_back(up);
    }
  }
  entry.folders.assign(entry.categories.rbegin(), entry.categories.rend());
  if (entry.url.empty()) {
    return entry;
  }
  KeepAttributes(tree, id, {}, entry);
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (told.insert(folders[i]).second) {
      KeepAttributes(tree, folders[i], std::to_string(folders.size() - 1 - i) + '/', entry);
    }
  }
  return entry;
}

// The quoted values of an attribute, wherever they stand in a text that is no good XML; references resolved.
std::vector<std::string> ValuesOf(std::string_view text, std::string_view attribute, std::size_t most) {
  constexpr std::size_t kMaxValue = 2048;
  std::vector<std::string> values;
  web::XmlReferences references(kMaxValue);
  std::size_t seen = 0;
  for (std::size_t at = text.find(attribute); at != std::string_view::npos && seen < most;
       at = text.find(attribute, at), ++seen) {
    at += attribute.size();
    const std::string_view rest = text.substr(at, kMaxValue);
    const std::size_t open = rest.find_first_not_of(" \t\r\n=");
    const bool quoted = open != std::string_view::npos && open > 0 && (rest[open] == '"' || rest[open] == '\'');
    const std::size_t close = quoted ? rest.find(rest[open], open + 1) : std::string_view::npos;
    if (close != std::string_view::npos) {
      values.push_back(
          references.Resolve(ascii::Trim(rest.substr(open + 1, close - open - 1)), [](std::string_view) {}));
      at += close;
    }
  }
  return values;
}

// Where quotes are broken, the tree misses outlines whose address can still be seen.
void AddMissed(std::string_view text, const Limits& limits, news::Feed& feed) {
  std::unordered_map<std::string, std::size_t> found;
  for (const news::Entry& entry : feed.entries) {
    ++found[entry.url];
  }
  for (std::string& address : ValuesOf(text, "xmlUrl", 2 * limits.max_entries)) {
    if (address.empty() || feed.entries.size() >= limits.max_entries) {
      continue;
    }
    if (std::size_t& left = found[address]; left > 0) {
      --left;
      continue;
    }
    news::Entry entry;
    entry.url = entry.id = std::move(address);
    feed.entries.push_back(std::move(entry));
  }
}

}  // namespace

std::optional<news::Feed> ReadSitemap(const XmlTree& tree, std::string_view address, const Limits& limits) {
  const auto root = FindElement(tree, {"urlset", "sitemapindex", "rss", "feed", "opml", "html"});
  const std::string name = root ? ascii::Lower(tree[*root].name) : std::string();
  if (name != "urlset" && name != "sitemapindex") {
    return std::nullopt;
  }
  news::Feed feed;
  feed.kind = news::FeedKind::kSitemap;
  feed.index = name == "sitemapindex";
  for (auto child = tree[*root].first_child; child != XmlNode::kNone; child = tree[child].next) {
    const std::string element = ascii::Lower(tree[child].name);
    if (element != "url" && element != "sitemap") {
      continue;
    }
    if (feed.entries.size() >= limits.max_entries) {
      feed.faults.emplace_back("more entries than are read");
      break;
    }
    news::Entry entry = ReadPlace(tree, child, address, feed);
    if (entry.url.empty()) {
      feed.faults.emplace_back("an entry without an address");
      continue;
    }
    feed.entries.push_back(std::move(entry));
  }
  return feed;
}

std::optional<news::Feed> ReadTextSitemap(std::string_view text, const Limits& limits) {
  news::Feed feed;
  feed.kind = news::FeedKind::kSitemap;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = ascii::Trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      continue;
    }
    if (!web::ParseUrl(line)) {
      return std::nullopt;
    }
    if (feed.entries.size() >= limits.max_entries) {
      feed.faults.emplace_back("more entries than are read");
      break;
    }
    news::Entry entry;
    entry.id = entry.url = line;
    feed.entries.push_back(std::move(entry));
  }
  return feed.entries.empty() ? std::nullopt : std::optional(std::move(feed));
}

std::optional<news::Feed> ReadOpml(const XmlTree& tree, std::string_view text, const Limits& limits) {
  const auto root = FindElement(tree, {"opml", "rss", "feed", "html"});
  if (!root || ascii::Lower(tree[*root].name) != "opml") {
    return std::nullopt;
  }
  news::Feed feed;
  feed.kind = news::FeedKind::kOpml;
  std::unordered_set<XmlTree::Id> told;
  for (XmlTree::Id id = *root; id < tree.nodes().size(); ++id) {
    const std::string name = ascii::Lower(tree[id].name);
    if (name == "title" && feed.title.empty()) {
      feed.title = SafeFromPlain(tree.Text(id));
    }
    if (name != "outline") {
      continue;
    }
    if (feed.entries.size() >= limits.max_entries) {
      feed.faults.emplace_back("more subscriptions than are read");
      break;
    }
    news::Entry entry = ReadOutline(tree, id, told);
    if (!entry.url.empty()) {
      feed.entries.push_back(std::move(entry));
    }
  }
  if (!tree.faults().empty()) {
    AddMissed(text, limits, feed);
  }
  return feed;
}

}  // namespace headwater::read
