// Sampling runs by rank.
#include "match/runs.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "text/shingles.h"

namespace headwater::match {
namespace {

constexpr std::size_t kWords = 3;
constexpr std::size_t kKeptOf = 8;       // of so many runs one is kept,
constexpr std::size_t kKeptOfShort = 3;  // of a short text's one of three,
constexpr std::size_t kKeptShort = 64;   // until so many are
constexpr std::size_t kLeastKept = 16;
constexpr std::size_t kMostKept = 400;
constexpr std::uint32_t kAskedRank = std::numeric_limits<std::uint32_t>::max() / kKeptOfShort;

std::size_t KeptOf(std::size_t runs) {
  const std::size_t kept = std::max({runs / kKeptOf, std::min(runs / kKeptOfShort, kKeptShort), kLeastKept});
  return std::min({kept, kMostKept, runs});
}

}  // namespace

Runs RunsOf(std::span<const std::uint32_t> words) {
  std::vector<std::uint64_t> hashes;
  const std::size_t all = words.size() < kWords ? 0 : words.size() - kWords + 1;
  hashes.reserve(all);
  for (std::size_t i = 0; i < all; ++i) {
    const std::uint64_t hash = text::HashShingle(words.data() + i, kWords);
    // The lower half ranks, the upper half is the key.
    hashes.push_back(hash << 32U | hash >> 32U);
  }
  const std::size_t kept = KeptOf(all);
  // What ranks high enough to be asked for; of a short text all.
  std::vector<std::uint64_t> ranked;
  ranked.reserve(all);
  std::ranges::copy_if(hashes, std::back_inserter(ranked), [](std::uint64_t hash) { return hash >> 32U < kAskedRank; });
  if (ranked.size() < kept) {
    ranked = std::move(hashes);
  }
  std::ranges::sort(ranked);
  ranked.erase(std::unique(ranked.begin(), ranked.end()), ranked.end());
  Runs runs;
  runs.all = static_cast<std::uint32_t>(all);
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto key = static_cast<std::uint32_t>(ranked[i]);
    if (i < kept) {
      runs.kept.push_back(key);
    } else if (ranked[i] >> 32U >= kAskedRank) {
      break;
    }
    runs.asked.push_back(key);
  }
  std::ranges::sort(runs.asked);
  return runs;
}

}  // namespace headwater::match
