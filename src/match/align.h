// Alignment of two texts: the passages that stand in both, in whatever order, with words swapped here and there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headwater::match {

// A passage in words: [a, a_end) of the one stands as [b, b_end) in the other.
struct Block {
  std::uint32_t a = 0;
  std::uint32_t a_end = 0;
  std::uint32_t b = 0;
  std::uint32_t b_end = 0;
  std::uint32_t same = 0;     // words that are the same, in runs of three and more
  std::uint32_t fives = 0;    // runs of five words within these, counted at every word
  std::uint32_t longest = 0;  // the longest run of these
  std::uint32_t gaps = 0;     // places where words differ
  std::uint32_t even = 0;     // of these, those of equal length in both
};

// Is it long or dense enough to be no chance?
bool IsPassage(const Block& block);

// One text, prepared to be compared with many. Borrows its words.
class Aligner {
 public:
  explicit Aligner(std::span<const std::uint32_t> words);

  // All that may be passages, by their place in the other text, short phrases among them. Linear in the other text.
  std::vector<Block> Align(std::span<const std::uint32_t> other) const;

 private:
  struct Run {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t size = 0;
  };

  Run LongestRunAt(std::span<const std::uint32_t> other, std::uint32_t b, std::uint32_t after) const;

  std::span<const std::uint32_t> words_;
  std::vector<std::uint32_t> heads_;  // by hash of three words: a place, plus one
  std::vector<std::uint32_t> next_;   // the next place with that hash, plus one
};

}  // namespace headwater::match
