// Paragraphs of a text that stand elsewhere as well: what of a page is its own, and what its entries'.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace headwater::text {

// A stretch of a text, in bytes.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The paragraphs of `text` (parted by a blank line) that end as a paragraph of one of `others` does: their openings may
// differ, as a time that stands before the first word. In order; linear in all of it.
std::vector<Stretch> ParagraphsToldIn(std::string_view text, const std::vector<std::string_view>& others);

}  // namespace headwater::text
