// A list in each format.
#pragma once

#include <string>

#include "out/listing.h"

namespace headwater::out {

// RSS 2.0.11; <source> is the primary source, with its address where that is known.
std::string WriteRss(const Listing& listing);
// RFC 4287; a `via` link leads to each primary source whose address is known, a `related` one to where the item stands.
std::string WriteAtom(const Listing& listing);
// JSON Feed 1.1; `external_url` is the primary source's address, `_headwater` has all of them.
std::string WriteJsonFeed(const Listing& listing);
// IPTC ninjs 3.0: a composite of the items, each with its primary sources as `infoSources`.
std::string WriteNinjs(const Listing& listing);
// RFC 4180, with a line of names. What a spreadsheet would take for a formula has an apostrophe before it.
std::string WriteCsv(const Listing& listing);
// An object a line, with the same names as the table, and all primary sources.
std::string WriteJsonLines(const Listing& listing);

// One item as a ninjs object of its own: `text`, its body no longer than may be quoted.
std::string WriteNinjsItem(const Listing& listing, const Item& item);

// A news sitemap (sitemaps.org 0.9 and Google's extension): items of the two days before `now` alone, at most 1,000.
std::string WriteNewsSitemap(const Listing& listing, std::chrono::sys_seconds now);

}  // namespace headwater::out
