// Repeated structures of a page: the siblings that each hold one of the marks that were found on it.
#pragma once

#include <cstddef>
#include <vector>

#include "extract/blocks.h"
#include "web/html.h"

namespace headwater::extract {

// A run of nodes, [begin, end): an element, or a heading and what follows it up to the next.
struct Entry {
  web::NodeIndex begin = 0;
  web::NodeIndex end = 0;
  std::size_t mark = 0;  // the first of its marks
};

// The children of the element most of whose children hold a mark each (`marks` are nodes in document order), or the
// runs that begin with these children where they hold little but the mark. Empty where fewer than `least` children do.
// Linear in the marks and ten levels above each.
std::vector<Entry> RepeatedAround(const web::HtmlDocument& page, const Blocks& blocks,
                                  const std::vector<web::NodeIndex>& marks, std::size_t least);

}  // namespace headwater::extract
