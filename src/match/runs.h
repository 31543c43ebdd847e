// Runs of three words as keys: what articles that share text are found by.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace headwater::match {

// A run of three outlives the rewording of nearly every other word.
struct Runs {
  std::vector<std::uint32_t> asked;  // sorted; a third of all, and the kept ones
  std::vector<std::uint32_t> kept;   // those that the window remembers: the denser the shorter the text
  std::uint32_t all = 0;             // runs
};

// Which of its runs a text keeps depends on their hashes alone (those of least rank), so that two texts keep the same
// of what they share.
Runs RunsOf(std::span<const std::uint32_t> words);

}  // namespace headwater::match
