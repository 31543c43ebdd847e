// The table of namespaces.
#include "read/modules.h"

#include <array>
#include <string>

#include "base/ascii.h"

namespace headwater::read {
namespace {

struct Known {
  std::string_view name;
  Module module;
};

// In lower case, without scheme, `www.` and trailing marks.
constexpr auto kSpaces = std::to_array<Known>({
    {"w3.org/2005/atom", Module::kCore},
    {"purl.org/atom/ns", Module::kCore},
    {"purl.org/rss/1.0", Module::kCore},
    {"purl.org/net/rss1.1", Module::kCore},
    {"my.netscape.com/rdf/simple/0.9", Module::kCore},
    {"channel.netscape.com/rdf/simple/0.9", Module::kCore},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Module::kCore},
    {"purl.org/echo", Module::kCore},
    {"purl.org/pie", Module::kCore},
    {"backend.userland.com/rss", Module::kCore},
    {"backend.userland.com/rss2", Module::kCore},
    {"backend.userland.com/rss091", Module::kCore},
    {"backend.userland.com/rss092", Module::kCore},
    {"backend.userland.com/rss093", Module::kCore},
    {"backend.userland.com/rss094", Module::kCore},
    {"backend.userland.com/rss2.1", Module::kCore},
    {"blogs.law.harvard.edu/tech/rss", Module::kCore},
    {"cyber.law.harvard.edu/rss", Module::kCore},
    {"rssboard.org/rss-specification", Module::kCore},
    {"purl.org/dc/elements/1.1", Module::kDublinCore},
    {"purl.org/dc/elements/1.0", Module::kDublinCore},
    {"purl.org/dc/terms", Module::kDcTerms},
    {"purl.org/rss/1.0/modules/content", Module::kContent},
    {"purl.org/rss/1.0/modules/syndication", Module::kSyndication},
    {"search.yahoo.com/mrss", Module::kMedia},
    {"itunes.com/dtds/podcast-1.0.dtd", Module::kItunes},
    {"w3.org/1999/xhtml", Module::kXhtml},
    {"w3.org/tr/xhtml1", Module::kXhtml},
    {"rssnamespace.org/feedburner/ext/1.0", Module::kFeedburner},
    {"w3.org/1999/02/22-rdf-syntax-ns", Module::kRdf},
    {"sitemaps.org/schemas/sitemap/0.9", Module::kSitemap},
    {"google.com/schemas/sitemap/0.84", Module::kSitemap},
    {"google.com/schemas/sitemap/0.9", Module::kSitemap},
    {"google.com/schemas/sitemap-news/0.9", Module::kSitemapNews},
});

constexpr auto kPrefixes = std::to_array<Known>({
    {"", Module::kCore},
    {"atom", Module::kCore},
    {"rss", Module::kCore},
    {"dc", Module::kDublinCore},
    {"dcterms", Module::kDcTerms},
    {"content", Module::kContent},
    {"media", Module::kMedia},
    {"sy", Module::kSyndication},
    {"itunes", Module::kItunes},
    {"xhtml", Module::kXhtml},
    {"feedburner", Module::kFeedburner},
    {"rdf", Module::kRdf},
    {"news", Module::kSitemapNews},
});

std::string Plain(std::string_view space) {
  std::string plain;
  for (const char c : space) {
    plain += ascii::Lower(c);
  }
  for (const std::string_view lead : {"https://", "http://", "www."}) {
    if (plain.starts_with(lead)) {
      plain.erase(0, lead.size());
    }
  }
  while (!plain.empty() && (plain.back() == '/' || plain.back() == '#' || plain.back() == ' ')) {
    plain.pop_back();
  }
  return plain;
}

template <class Table>
Module Find(const Table& table, std::string_view name) {
  for (const Known& known : table) {
    if (known.name == name) {
      return known.module;
    }
  }
  return Module::kOther;
}

}  // namespace

Module ModuleOf(const web::XmlNode& element) {
  if (element.space.empty()) {
    return Find(kPrefixes, element.prefix);
  }
  return Find(kSpaces, Plain(element.space));
}

}  // namespace headwater::read
