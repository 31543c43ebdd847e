// Lists, quotations, tables and subheadings of the prose, told apart from its paragraphs.
#pragma once

#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/prose.h"
#include "news/article.h"
#include "web/html.h"

namespace headwater::extract {

// The stretches of `text` (the prose's own, before anything is cut off its end) that are no running text, in order and
// not overlapping. A list, quotation or table is one part over all its paragraphs: an entry, or a row, each. What lays
// out the page, and what holds all of the prose, is none. Linear in the prose's blocks and their depth.
std::vector<news::Part> PartsOf(const web::HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                std::string_view text);

}  // namespace headwater::extract
