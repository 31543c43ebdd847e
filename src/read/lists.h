// Lists of addresses: sitemaps, sitemap indexes (sitemaps.org) and OPML subscriptions (opml.org).
#pragma once

#include <optional>
#include <string_view>

#include "news/feed.h"
#include "read/read.h"
#include "web/xml.h"

namespace headwater::read {

// Entries of an index are sitemaps. News sitemaps give title, date, language and keywords. Nothing where it is none.
std::optional<news::Feed> ReadSitemap(const web::XmlTree& tree, std::string_view address, const Limits& limits);

// One address a line, as sitemaps may be. Nothing where a line is anything else.
std::optional<news::Feed> ReadTextSitemap(std::string_view text, const Limits& limits);

// Every outline with an xmlUrl, with the titles of those around it as its folder, the innermost first. Of a file that
// is not well-formed, every xmlUrl that stands in `text`. Nothing where it is none.
std::optional<news::Feed> ReadOpml(const web::XmlTree& tree, std::string_view text, const Limits& limits);

}  // namespace headwater::read
