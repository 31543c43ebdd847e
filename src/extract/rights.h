// What content owners reserve: the page, its headers and its site together become the article's rights.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
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

// What a page says of itself, gathered as it is walked. Borrows the page and its address.
class ReservationFinder {
 public:
  ReservationFinder(const web::HtmlDocument& html, std::string_view url) : html_(html), url_(url) {}

  void Meta(web::NodeIndex at);
  void Link(web::NodeIndex at);
  void Rsl(std::string_view text);
  // schema.org's `license` and `usageInfo` of the article; `root` is what `text` was parsed to.
  void LinkedData(std::string_view text, const boost::json::value& root);

  Reservations Take();

 private:
  const web::HtmlDocument& html_;
  std::string_view url_;
  Reservations found_;
  std::string tdm_;
  std::string policy_;
};

// What follows from all of them by data/reservations.tsv: the strictest, but among rules for robots those for us before
// those for everyone, and of TDMRep's three places the page before its header before the site's file. Nothing where
// nobody reserved anything. Takes no more than 100 reservations, and 2,000 bytes of each.
std::optional<news::Rights> Conclude(Reservations found);

}  // namespace headwater::extract
