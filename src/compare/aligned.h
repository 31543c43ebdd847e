// Two texts sentence by sentence: what stayed, what changed, what came and what went.
#pragma once

#include <cstdint>
#include <vector>

#include "compare/compare.h"
#include "compare/sentences.h"

namespace headwater::compare {

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

// A sentence of either text, or the two that are one: the same where both keys are alike, else changed.
struct Step {
  std::uint32_t before = kNone;
  std::uint32_t after = kNone;
};

// Every sentence of both texts once, in the order of the later; what was removed stands where it was.
std::vector<Step> AlignSentences(const Prose& before, const Prose& after, const Limits& limits);

// A run of tokens of one sentence pair.
struct TokenRun {
  bool same = true;
  std::uint32_t before = 0;  // the first token, and one past the last
  std::uint32_t before_end = 0;
  std::uint32_t after = 0;
  std::uint32_t after_end = 0;
};

// The pair's words, runs that stayed and runs that changed by turns. Runs that stayed but are too short to be read
// between two changes are part of these.
std::vector<TokenRun> AlignTokens(const Sentence& before, const Sentence& after, const Limits& limits);

}  // namespace headwater::compare
