// The items of an HTML page: entries of a live blog, reports of a digest.
#pragma once

#include <cstddef>
#include <string_view>

#include "extract/blocks.h"
#include "extract/cues.h"
#include "extract/declarations.h"
#include "extract/prose.h"
#include "news/article.h"
#include "news/page.h"
#include "web/html.h"

namespace headwater::extract {

// What is known of the page when its items are looked for.
struct PageRead {
  const web::HtmlDocument& html;
  const news::Page& page;
  const Blocks& blocks;
  CueReader& cues;
  const Declarations& declared;
  const Prose& prose;
  std::string_view base;
  bool month_first = false;
};

// Fills in items with their ids, at most `most`, and the kind. A live blog keeps its text (or takes its entries' where
// scripts draw them); a digest's text becomes its introduction. Needs the article's headline, publisher, language,
// dates and text.
void FindItems(const PageRead& read, std::size_t most, news::Article& article);

}  // namespace headwater::extract
