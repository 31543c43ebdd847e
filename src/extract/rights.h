// What content owners reserve: the page, its headers and its site together become the article's rights.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "news/page.h"
#include "news/rights.h"
#include "web/html.h"

namespace headwater::extract {

using Reservations = std::vector<news::Reservation>;

// From the page's headers: X-Robots-Tag, tdm-reservation, Content-Signal, Content-Usage, Link to a licence. Rules for
// other agents are left out.
void FindInHeaders(const news::Page& page, Reservations& found);

// From meta tags, links to licences and licences within the page. `url` is the page's.
void FindInHtml(const web::HtmlDocument& html, std::string_view url, Reservations& found);

// What follows from all of them by data/reservations.tsv: the strictest, but among rules for robots those for us before
// those for everyone, and of TDMRep's three places the page before its header before the site's file. Nothing where
// nobody reserved anything. Takes no more than 100 reservations, and 2,000 bytes of each.
std::optional<news::Rights> Conclude(Reservations found);

}  // namespace headwater::extract
