// Finding the feeds that a page names.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/read.h"
#include "tables/tables.h"
#include "text/words.h"
#include "web/charset.h"
#include "web/html.h"
#include "web/links.h"
#include "web/url.h"

namespace headwater::read {
namespace {

constexpr std::size_t kMaxLinks = 20'000;  // of a page, that are looked at
constexpr std::size_t kMaxFound = 100;
constexpr std::size_t kMaxTitle = 300;

// Added up: how a feed was found, and what speaks against it.
enum Rank {
  kDeclared = 0,
  kInHeader = 10,
  kLinked = 20,
  kElsewhere = 15,
  kPart = 100,
  kMedia = 150,
  kComments = 1'000
};

enum class Meaning { kNone, kComments, kPart, kMedia, kFeed };

Meaning MeaningOf(std::string_view word) {
  static const auto* const words = [] {
    auto* const all = new std::unordered_map<std::string, Meaning>();
    for (const tables::Row& row : tables::Table("feed_words")) {
      all->emplace(text::Fold(row[0]), row[1] == "comments" ? Meaning::kComments
                                       : row[1] == "part"   ? Meaning::kPart
                                       : row[1] == "media"  ? Meaning::kMedia
                                                            : Meaning::kFeed);
    }
    return all;
  }();
  const auto found = words->find(text::Fold(word));
  return found == words->end() ? Meaning::kNone : found->second;
}

// A word's parts as addresses have them: `news-feed.xml`.
bool AnyPart(std::string_view word, Meaning meaning) {
  while (!word.empty()) {
    const std::size_t end = std::min(word.find_first_of("._-"), word.size());
    if (MeaningOf(word.substr(0, end)) == meaning) {
      return true;
    }
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return false;
}

bool Says(std::string_view words, Meaning meaning) {
  return std::ranges::any_of(text::Words(words), [&](const text::Word& word) {
    return AnyPart(words.substr(word.begin, word.end - word.begin), meaning);
  });
}

bool IsFeedType(std::string_view type) {
  return type == "application/rss+xml" || type == "application/atom+xml" || type == "application/rdf+xml" ||
         type == "application/feed+json" || type == "application/x.atom+xml" || type == "application/x-atom+xml";
}

bool IsVagueType(std::string_view type) {
  return type == "text/xml" || type == "application/xml" || type == "application/json" || type == "text/rdf" ||
         type == "text/rss+xml" || type == "text/atom+xml";
}

// An address that a feed would have: `/feed/`, `/rss.xml`, `feeds.vellmar.example`, `?format=atom`.
bool LooksLikeFeed(const web::Url& url) {
  const std::string path = ascii::Lower(url.path);
  for (const std::string_view ending : {".rss", ".atom", ".rdf"}) {
    if (path.ends_with(ending)) {
      return true;
    }
  }
  const bool document = path.ends_with(".xml") || path.ends_with(".json") || path.ends_with(".php") ||
                        path.substr(path.rfind('/')).find('.') == std::string::npos;
  if (!document || path.find("sitemap") != std::string::npos || path.find("opensearch") != std::string::npos) {
    return false;
  }
  return url.host.starts_with("feeds.") || url.host.starts_with("rss.") || Says(path, Meaning::kFeed) ||
         (Says(url.query, Meaning::kFeed) && !url.query.starts_with("q="));
}

class Finder {
 public:
  explicit Finder(const news::Page& page) : page_(page), base_(page.url) {}

  std::vector<FeedLink> Find() {
    for (const web::Link& link : web::LinksOf(page_.headers, page_.url)) {
      if ((link.Is("alternate") && IsFeedType(link.type)) || link.Is("feed")) {
        Add(link.url, link.title, kInHeader);
      }
    }
    const web::Decoded decoded = web::ToUtf8(page_.body, page_.content_type);
    if (const auto document = web::ParseHtml(decoded.text)) {
      Search(*document);
    }
    std::ranges::stable_sort(found_, {}, &FeedLink::rank);
    return std::move(found_);
  }

 private:
  void Search(const web::HtmlDocument& document) {
    std::size_t links = 0;
    bool has_base = false;
    for (web::NodeIndex node = 0; node < document.size() && links < kMaxLinks; ++node) {
      const web::Tag tag = document[node].tag;
      if (tag == web::Tag::kBase && !has_base) {
        if (const auto base = web::ResolveUrl(page_.url, document.Attribute(node, "href"))) {
          base_ = *base;
          has_base = true;
        }
      } else if (tag == web::Tag::kLink) {
        ++links;
        TakeDeclared(document, node);
      } else if (tag == web::Tag::kA) {
        ++links;
        TakeLinked(document, node);
      }
    }
  }

  void TakeDeclared(const web::HtmlDocument& document, web::NodeIndex node) {
    const web::Link link{.url = {},
                         .rel = ascii::Lower(document.Attribute(node, "rel")),
                         .type = ascii::Lower(ascii::Trim(document.Attribute(node, "type"))),
                         .title = std::string(document.Attribute(node, "title"))};
    const auto url = Resolved(document.Attribute(node, "href"));
    if (!url) {
      return;
    }
    const std::string type = link.type.substr(0, link.type.find(';'));
    const auto parts = web::ParseUrl(*url);
    const bool alternate = link.Is("alternate") && (IsFeedType(type) || (IsVagueType(type) && LooksLikeFeed(*parts)));
    if (alternate || link.Is("feed") || link.Is("service.feed")) {
      Add(*url, link.title, kDeclared);
    }
  }

  void TakeLinked(const web::HtmlDocument& document, web::NodeIndex node) {
    const auto url = Resolved(document.Attribute(node, "href"));
    const auto parts = url ? web::ParseUrl(*url) : std::nullopt;
    if (!parts || (!LooksLikeFeed(*parts) && !IsFeedType(ascii::Lower(document.Attribute(node, "type"))))) {
      return;
    }
    const std::string words = document.Text(node);
    const bool own = web::HostOf(*url) == web::HostOf(page_.url);
    // Other sites' addresses of that look may be anything: the link's words must say so too.
    if (own || parts->host.starts_with("feeds.") || Says(words, Meaning::kFeed)) {
      Add(*url, words, kLinked + (own ? 0 : kElsewhere));
    }
  }

  std::optional<std::string> Resolved(std::string_view href) const {
    href = ascii::Trim(href);
    // The scheme that readers of feeds once had: `feed://host/`, `feed:https://host/`.
    if (href.starts_with("feed://")) {
      return web::ResolveUrl({}, "http" + std::string(href.substr(4)));
    }
    if (href.starts_with("feed:")) {
      href.remove_prefix(5);
    }
    return href.empty() ? std::nullopt : web::ResolveUrl(base_, href);
  }

  void Add(const std::string& url, std::string_view title, int rank) {
    const auto parts = web::ParseUrl(url);
    if (!parts || found_.size() >= kMaxFound || !known_.insert(web::ComparableUrl(url)).second) {
      return;
    }
    for (const auto& [meaning, malus] :
         {std::pair{Meaning::kComments, kComments}, {Meaning::kMedia, kMedia}, {Meaning::kPart, kPart}}) {
      if (Says(title, meaning) || Says(parts->path, meaning) || Says(parts->query, meaning)) {
        rank += malus;
        break;
      }
    }
    FeedLink& link = found_.emplace_back();
    link.url = url;
    link.title = std::string(ascii::Trim(title.substr(0, kMaxTitle)));
    link.rank = rank;
  }

  const news::Page& page_;
  std::string base_;
  std::unordered_set<std::string> known_;
  std::vector<FeedLink> found_;
};

}  // namespace

std::vector<FeedLink> DiscoverFeeds(const news::Page& page) { return Finder(page).Find(); }

std::vector<UsualPlace> UsualPlaces(std::string_view address) {
  std::vector<UsualPlace> places;
  const auto url = web::ParseUrl(address);
  if (!url) {
    return places;
  }
  web::Url root{url->scheme, url->host, url->port, "/", {}, {}};
  web::Url folder = root;
  folder.path = url->path.substr(0, url->path.rfind('/') + 1);
  // A page without an ending is often itself what a feed hangs below: `/politics` has `/politics/feed`.
  web::Url below = root;
  if (url->path.find('.', url->path.rfind('/')) == std::string::npos) {
    below.path = url->path.ends_with('/') ? url->path : url->path + '/';
  }
  std::unordered_set<std::string> known;
  for (const web::Url* base : {&below, &folder, &root}) {
    for (const tables::Row& row : tables::Table("feed_paths")) {
      const bool sitemap = row[1] == "sitemap";
      const auto place = web::ResolveUrl(web::FormatUrl(*base), row[0]);
      if (place && (!sitemap || base == &root) && known.insert(*place).second) {
        places.push_back({*place, sitemap});
      }
    }
  }
  std::ranges::stable_partition(places, [](const UsualPlace& place) { return !place.sitemap; });
  return places;
}

std::vector<std::string> SitemapsIn(std::string_view robots_txt, std::string_view address) {
  constexpr std::size_t kMost = 50;
  std::vector<std::string> sitemaps;
  while (!robots_txt.empty() && sitemaps.size() < kMost) {
    const std::size_t end = std::min(robots_txt.find_first_of("\r\n"), robots_txt.size());
    const std::string_view line = ascii::Trim(robots_txt.substr(0, end));
    robots_txt.remove_prefix(std::min(end + 1, robots_txt.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || ascii::Lower(ascii::Trim(line.substr(0, colon))) != "sitemap") {
      continue;
    }
    if (auto url = web::ResolveUrl(address, ascii::Trim(line.substr(colon + 1)))) {
      sitemaps.push_back(*std::move(url));
    }
  }
  // What is new stands in those of news.
  std::ranges::stable_partition(
      sitemaps, [](const std::string& url) { return ascii::Lower(url).find("news") != std::string::npos; });
  return sitemaps;
}

}  // namespace headwater::read
