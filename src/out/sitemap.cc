// News sitemaps.
#include <fmt/format.h>

#include <algorithm>

#include "out/formats.h"
#include "out/markup.h"

namespace headwater::out {
namespace {

constexpr std::size_t kMostEntries = 1'000;
constexpr std::chrono::days kNew{2};

}  // namespace

std::string WriteNewsSitemap(const Listing& listing, std::chrono::sys_seconds now) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n";
  std::size_t written = 0;
  for (const Item& item : listing.items) {
    if (item.updated + kNew < now || ++written > kMostEntries) {
      continue;
    }
    xml += "<url>\n" + Element("loc", AsUri(item.url)) + Element("lastmod", Rfc3339(item.updated)) + "<news:news>\n";
    xml += "<news:publication>\n" + Element("news:name", listing.house) +
           Element("news:language", item.language.empty() ? "und" : item.language) + "</news:publication>\n";
    xml += Element("news:publication_date", item.published ? Rfc3339(*item.published) : Rfc3339(item.updated)) +
           Element("news:title", item.title) + "</news:news>\n";
    for (const Source& source : item.sources) {
      if (!source.url.empty()) {
        xml += fmt::format("<atom:link rel=\"via\" href=\"{}\" title=\"{}\"/>\n", EscapeXml(AsUri(source.url)),
                           EscapeXml(source.name));
      }
    }
    xml += "</url>\n";
  }
  return xml + "</urlset>\n";
}

}  // namespace headwater::out
