// Runs of equal words, chained over the gaps between them.
#include "match/align.h"

#include <algorithm>
#include <bit>

namespace headwater::match {
namespace {

constexpr std::uint32_t kRun = 3;
constexpr std::uint32_t kFive = 5;
constexpr std::uint32_t kMostPlaces = 6;  // tried of a phrase that the one text repeats
constexpr std::uint32_t kWidestGap = 18;  // words, between two runs of one passage
constexpr std::uint32_t kMostUneven = 5;  // words, that one gap may be longer than the other
constexpr std::size_t kMostOpen = 8;      // passages that a run is tried on
constexpr std::uint32_t kLoneRun = 8;     // words, that are a passage on their own
constexpr std::uint32_t kLeastSame = 9;   // words, of a passage in pieces
constexpr double kLeastDensity = 0.3;     // of a passage in pieces

// Good enough for a table that lives as long as a comparison.
std::size_t HashRun(const std::uint32_t* words) {
  const std::uint64_t hash =
      words[0] * 0x9E3779B97F4A7C15ULL ^ words[1] * 0xC2B2AE3D27D4EB4FULL ^ words[2] * 0x165667B19E3779F9ULL;
  return static_cast<std::size_t>(hash >> 32U);
}

std::uint32_t Distance(std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; }

bool Joins(const Block& block, std::uint32_t a, std::uint32_t b) {
  return a >= block.a_end && b >= block.b_end && a - block.a_end <= kWidestGap && b - block.b_end <= kWidestGap &&
         Distance(a - block.a_end, b - block.b_end) <= kMostUneven;
}

std::uint32_t Fives(std::uint32_t run) { return run > kFive - 1 ? run - (kFive - 1) : 0; }

}  // namespace

bool IsPassage(const Block& block) {
  if (block.longest >= kLoneRun) {
    return true;
  }
  const std::uint32_t span = std::max(block.a_end - block.a, block.b_end - block.b);
  return block.same >= kLeastSame && block.same >= kLeastDensity * span;
}

Aligner::Aligner(std::span<const std::uint32_t> words) : words_(words) {
  heads_.resize(std::bit_ceil(std::max<std::size_t>(16, words.size() * 2)));
  next_.resize(words.size());
  for (std::size_t i = words.size(); i-- > 0;) {
    if (i + kRun > words.size()) {
      continue;
    }
    std::uint32_t& head = heads_[HashRun(words.data() + i) & (heads_.size() - 1)];
    next_[i] = head;
    head = static_cast<std::uint32_t>(i + 1);
  }
}

// `after` is where the passage under way would go on: of equal runs the one there, or the nearest behind it, is taken.
Aligner::Run Aligner::LongestRunAt(std::span<const std::uint32_t> other, std::uint32_t b, std::uint32_t after) const {
  Run best;
  std::uint32_t tried = 0;
  const std::size_t bucket = HashRun(other.data() + b) & (heads_.size() - 1);
  for (std::uint32_t at = heads_[bucket]; at != 0 && tried < kMostPlaces; at = next_[at - 1], ++tried) {
    const std::uint32_t a = at - 1;
    std::uint32_t size = 0;
    while (a + size < words_.size() && b + size < other.size() && words_[a + size] == other[b + size]) {
      ++size;
    }
    const bool nearer = size == best.size && a >= after && (best.a < after || a < best.a);
    if (size >= kRun && (size > best.size || nearer)) {
      best = {a, b, size};
    }
  }
  return best;
}

std::vector<Block> Aligner::Align(std::span<const std::uint32_t> other) const {
  std::vector<Block> blocks;
  std::uint32_t after = 0;
  for (std::uint32_t b = 0; b + kRun <= other.size();) {
    const Run run = LongestRunAt(other, b, after);
    if (run.size == 0) {
      ++b;
      continue;
    }
    Block* joined = nullptr;
    const std::size_t oldest = blocks.size() > kMostOpen ? blocks.size() - kMostOpen : 0;
    for (std::size_t i = blocks.size(); i-- > oldest;) {
      const bool nearer = joined == nullptr || run.a - blocks[i].a_end < run.a - joined->a_end;
      if (Joins(blocks[i], run.a, run.b) && nearer) {
        joined = &blocks[i];
      }
    }
    if (joined == nullptr) {
      blocks.push_back({run.a, run.a + run.size, run.b, run.b + run.size, run.size, Fives(run.size), run.size, 0, 0});
    } else {
      joined->gaps += 1;
      joined->even += run.a - joined->a_end == run.b - joined->b_end ? 1 : 0;
      joined->a_end = run.a + run.size;
      joined->b_end = run.b + run.size;
      joined->same += run.size;
      joined->fives += Fives(run.size);
      joined->longest = std::max(joined->longest, run.size);
    }
    after = run.a + run.size;
    b = run.b + run.size;
  }
  return blocks;
}

}  // namespace headwater::match
