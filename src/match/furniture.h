// Page furniture: lines that a site, or several, repeat on pages that have nothing else in common.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "match/align.h"
#include "match/print.h"

namespace headwater::match {

// What a text is about: the least hashes among its names and numbers, in order. Copies have most of them in common,
// however reworded, and so have reports of one event.
using Matter = std::array<std::uint32_t, 8>;

// Counts in how many different texts the outer paragraphs of prints stand. What is counted once too often costs
// little: furniture only matters to pairs that share nothing else.
class Furniture {
 public:
  // Counting a print twice makes no difference.
  void Count(const Print& print);

  // By paragraph of the print: does it repeat in other texts, or speak to the reader about the page?
  std::vector<bool> Find(const Print& print) const;

  void Clear();

 private:
  // Up to three texts of different matter that a paragraph was seen in: places in matters_, plus one.
  struct Seen {
    std::array<std::uint32_t, 3> texts{};
  };

  std::unordered_map<std::uint32_t, Seen> seen_;
  std::vector<Matter> matters_;
};

// The part of words [begin, end) that stands in such paragraphs.
double PartInFurniture(const Print& print, const std::vector<bool>& furniture, std::uint32_t begin, std::uint32_t end);

}  // namespace headwater::match
