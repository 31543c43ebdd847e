// Whether two statements say the same in nearly the same words, and how such pairs are found among many.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::store {

// A statement's words, for comparing.
struct Wording {
  std::vector<std::uint64_t> words;  // hashes of the folded words, sorted, each once
  std::vector<std::uint64_t> fixed;  // of those that must agree: numbers and negations; sorted
  std::vector<std::int64_t> marks;   // hashes of runs of words: two that are nearly the same share one, most likely
};

// Bounded: words beyond the first 400 are passed over.
Wording WordingOf(std::string_view content);

// The same words but for a few, with no number and no negation changed; or one is a good part of the other.
bool SaysTheSame(const Wording& one, const Wording& other);

}  // namespace headwater::store
