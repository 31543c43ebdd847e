// A stretch of an article's text.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headwater::news {

// Counts Unicode code points in the article's `text` (or in one of its marks), end exclusive.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend auto operator<=>(const Span&, const Span&) = default;
};

// A stretch that evidence is taken from, with its words.
struct Evidence {
  Span span;
  std::string text;
  // The mark that the span counts in; absent for the prose.
  std::optional<std::uint32_t> mark;
};

}  // namespace headwater::news
