// Articles whose stories are known, as the grouping sees them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "group/likeness.h"
#include "group/print.h"

namespace headwater::train {

struct StorySet {
  std::vector<group::Print> prints;
  std::vector<std::string> stories;  // by article; empty for what is in none of the labelled ones
};

// Two articles of a set; those that have nothing in common are left out.
struct StoryPair {
  std::size_t one = 0;
  std::size_t other = 0;
  bool same = false;
  double weight = 0;
  group::Likeness likeness;
  group::Likeness abroad;  // as if they were written in two languages
};

// `articles.jsonl.gz` and `gold.jsonl.gz` of a folder; the articles are annotated on the way. `noise` is a file of
// articles of other times and matters, of which the first `others` are put among them.
Result<StorySet> ReadStorySet(const std::string& folder, const std::string& noise, std::size_t others);

// Both kinds of pairs weigh one in all; each article of a story weighs alike, however large that is. Nothing is known
// of pairs among others.
std::vector<StoryPair> PairsOf(const StorySet& set);

// The pairs among one in so many of the labelled articles, so that most stories have one article or a few, as in the
// world. The same seed draws the same articles.
std::vector<StoryPair> Thinned(const StorySet& set, const std::vector<StoryPair>& pairs, std::size_t one_in,
                               std::uint64_t seed);

}  // namespace headwater::train
