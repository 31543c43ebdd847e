// Where an aligned passage differs: its equal words, and the stretches between them.
#pragma once

#include <cstdint>
#include <vector>

#include "match/align.h"
#include "match/print.h"

namespace headwater::match {

// Equal words of two prints, in order of both.
struct WordPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

// A stretch of words on either side, bounded by equal words.
struct Edit {
  std::uint32_t a = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b = 0;
  std::uint32_t b_end = 0;
};

// The equal words within a block, single ones between its runs among them. Linear in the block.
std::vector<WordPair> Follow(const Print& one, const Print& other, const Block& block);

// What stands between these pairs, on one side at least.
std::vector<Edit> EditsOf(const std::vector<WordPair>& pairs);

}  // namespace headwater::match
