// An HTML page that lists short reports, taken apart into its items.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/declarations.h"
#include "extract/prose.h"
#include "news/article.h"
#include "web/html.h"

namespace headwater::extract {

struct DigestHints {
  std::string_view headline;
  std::string_view url;
  std::string_view base;
  std::string_view publisher;
  std::string_view language;
  std::optional<Moment> told;  // when the page was published, changed or fetched
  bool month_first = false;
  std::size_t most = 500;
};

struct Digest {
  std::vector<news::Item> items;  // without ids, in the order of the page
  std::string introduction;       // the prose before the first of them
};

// Nothing where the page reads as one article, or lists links alone. A topic page, or a list of links with blurbs: at
// least five siblings with a linked headline each, most of them with a blurb, and little prose beside. A briefing: a
// page that calls itself one, with a heading over each of at least three reports.
std::optional<Digest> SplitDigestPage(const web::HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                      const Declarations& declared, const DigestHints& hints);

}  // namespace headwater::extract
