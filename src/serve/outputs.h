// Pages that list, in other formats: RSS, Atom, JSON Feed, ninjs, CSV, JSON Lines; and what goes with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "out/listing.h"
#include "screen/visit.h"

namespace headwater::serve {

// `rss` of an address that a page which lists leaves at; empty for all others.
std::string_view EndingOf(const http::Target& target);

// What is handed to programs that keep no session, and may be asked for with a key in the address.
bool IsOutput(const http::Target& target);

// The list of the address, in the format of its ending; `limit` (1 to 200) and `page` as on pages. Faults are plain
// text.
http::Reply SendOutput(const screen::Visit& visit);

// A news sitemap of the stories of the last two days.
http::Reply SendSitemap(const screen::Visit& visit);

// An article as one ninjs object.
http::Reply SendArticleNinjs(const screen::Visit& visit);

}  // namespace headwater::serve
