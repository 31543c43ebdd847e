// The verdict on two aligned prints: what kind of pair they are, and which of them is held to be earlier.
#pragma once

#include <optional>
#include <vector>

#include "match/align.h"
#include "match/print.h"
#include "news/copy.h"

namespace headwater::match {

// How much of both texts the blocks cover, in code points and in words.
struct Extent {
  double of_one = 0;  // part of the text, 0 to 1
  double of_other = 0;
  double fives = 0;        // part of the five-word runs of the one or, if more, of the other
  std::uint32_t same = 0;  // words
  double density = 0;      // of the words within the blocks, those that are the same
  double even = 0;         // of the gaps, those as long in one as in the other
  std::uint32_t gaps = 0;
  std::uint32_t longest = 0;  // run of equal words
};

// Adds up the blocks, of which those that are no passages count for `fives` alone.
Extent Measure(const Print& one, const Print& other, const std::vector<Block>& blocks);

news::CopyKind KindOf(const Print& one, const Print& other, const Extent& extent);

// Does `one` say that it has something from `other`'s publisher, or from whom `other` is credited to?
bool PointsAt(const Print& one, const Print& other);

// Which of the two comes first, and what says so: whom they credit where dates are near, dates, what one has and the
// other lacks. Where nothing tells, `one` does, and `why` is empty.
struct Order {
  bool one_is_earlier = true;
  std::optional<news::Reason> why;
};
Order OrderOf(const Print& one, const Print& other, const Extent& extent);

}  // namespace headwater::match
