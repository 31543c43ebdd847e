// Translations: two texts in different languages that tell the same things in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "match/print.h"
#include "match/telling.h"
#include "news/copy.h"

namespace headwater::match {

// How two texts' telling things fall together. Reports of one event have names and numbers in common, but neither as
// many of what they tell, nor in one order, nor at like distances.
struct Likeness {
  std::size_t same = 0;       // in the one order
  std::size_t different = 0;  // of these, different ones
  double part = 0;            // of the text that tells less
  double part_of_more = 0;    // of the other
  double straight = 0;        // 1 where the distances between them are in proportion, 0 where there is none
  double stretched = 0;       // code points of the one for one of the other
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // places in both, in order
};

Likeness LikenessOf(const std::vector<Telling>& one, const std::vector<Telling>& other);

bool IsTranslation(const Likeness& likeness);

// The copy that the two make, whichever is the later; nothing where they are no translation of each other.
std::optional<news::Copy> CompareLanguages(const Print& one, const std::vector<Telling>& one_tells, const Print& other,
                                           const std::vector<Telling>& other_tells);

}  // namespace headwater::match
