// An open-addressed table of chained posting lists.
#include "match/index.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/shingles.h"

namespace headwater::match {
namespace {

constexpr std::size_t kFingerprintWords = 3;
constexpr std::uint64_t kSampling = 4;
constexpr std::uint32_t kMostWalked = 64;
constexpr std::uint32_t kLeastHits = 2;
// Two phrases that a handful of texts know, or several that many do.
constexpr float kLeastWeight = 8;
constexpr std::size_t kFirstEntries = 1U << 12U;

float WeightOf(std::uint32_t holders) {
  static const std::array<float, kMostWalked + 1> weights = [] {
    std::array<float, kMostWalked + 1> made{};
    for (std::uint32_t n = 0; n <= kMostWalked; ++n) {
      made[n] = 1 + static_cast<float>(std::log2(static_cast<double>(kMostWalked) / std::max(n, 1U)));
    }
    return made;
  }();
  return weights[std::min(holders, kMostWalked)];
}

}  // namespace

std::vector<std::uint32_t> Fingerprints(std::span<const std::uint32_t> words) {
  std::vector<std::uint32_t> prints;
  prints.reserve(words.size() / kSampling + 8);
  for (std::size_t i = 0; i + kFingerprintWords <= words.size(); ++i) {
    const std::uint64_t hash = text::HashShingle(words.data() + i, kFingerprintWords);
    if (hash % kSampling == 0) {
      prints.push_back(static_cast<std::uint32_t>(hash >> 32U));
    }
  }
  std::ranges::sort(prints);
  prints.erase(std::unique(prints.begin(), prints.end()), prints.end());
  return prints;
}

Index::Index() : entries_(kFirstEntries) {}

std::size_t Index::Place(std::uint32_t key) const {
  const std::size_t mask = entries_.size() - 1;
  std::size_t place = (static_cast<std::uint64_t>(key) * 0x9E3779B97F4A7C15ULL >> 32U) & mask;
  while (entries_[place].head != 0 && entries_[place].key != key) {
    place = (place + 1) & mask;
  }
  return place;
}

void Index::Grow() {
  std::vector<Entry> before(entries_.size() * 2);
  before.swap(entries_);
  for (const Entry& entry : before) {
    if (entry.head != 0) {
      entries_[Place(entry.key)] = entry;
    }
  }
}

void Index::Add(Slot slot, std::span<const std::uint32_t> fingerprints) {
  for (const std::uint32_t key : fingerprints) {
    if (used_ * 10 > entries_.size() * 7) {
      Grow();
    }
    Entry& entry = entries_[Place(key)];
    used_ += entry.head == 0 ? 1U : 0U;
    nodes_.push_back({slot, entry.head});
    entry.key = key;
    entry.head = static_cast<std::uint32_t>(nodes_.size());
    ++entry.count;
  }
  tallies_.resize(std::max<std::size_t>(tallies_.size(), slot + 1U));
}

std::vector<Candidate> Index::Find(std::span<const std::uint32_t> fingerprints, const std::vector<bool>& alive,
                                   std::size_t max) {
  std::vector<Slot> met;
  for (const std::uint32_t key : fingerprints) {
    const Entry& entry = entries_[Place(key)];
    const float weight = WeightOf(entry.count);
    std::uint32_t walked = 0;
    for (std::uint32_t at = entry.head; at != 0 && walked < kMostWalked; at = nodes_[at - 1].next, ++walked) {
      const Slot slot = nodes_[at - 1].slot;
      Tally& tally = tallies_[slot];
      if (tally.hits == 0) {
        met.push_back(slot);
      }
      ++tally.hits;
      tally.weight += weight;
    }
  }
  std::vector<Candidate> found;
  for (const Slot slot : met) {
    const Tally tally = tallies_[slot];
    tallies_[slot] = {};
    if (tally.hits >= kLeastHits && tally.weight >= kLeastWeight && alive[slot]) {
      found.push_back({slot, tally.hits, tally.weight});
    }
  }
  const auto more = [](const Candidate& a, const Candidate& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.slot < b.slot;
  };
  const std::size_t kept = std::min(max, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), more);
  found.resize(kept);
  return found;
}

void Index::Clear() {
  entries_.assign(kFirstEntries, {});
  nodes_.clear();
  tallies_.clear();
  used_ = 0;
}

}  // namespace headwater::match
