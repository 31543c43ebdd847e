// Shared terms counted, and pairs looked up by the rarest terms of each clause.
#include "weigh/kinship.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace headwater::weigh {
namespace {

constexpr std::size_t kMostOfTerm = 400;  // clauses that a term still finds; what all speak of tells no matter

// The longest run of places that grow, in a row of places.
std::size_t LongestGrowing(const std::vector<std::size_t>& places) {
  std::vector<std::size_t> ends;
  for (const std::size_t place : places) {
    const auto at = std::ranges::lower_bound(ends, place);
    if (at == ends.end()) {
      ends.push_back(place);
    } else {
      *at = place;
    }
  }
  return ends.size();
}

}  // namespace

Kinship KinshipOf(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other) {
  Kinship kinship;
  if (one.empty() || other.empty()) {
    return kinship;
  }
  std::vector<std::size_t> places;
  for (const std::uint32_t term : one) {
    const auto at = std::ranges::find(other, term);
    if (at != other.end()) {
      places.push_back(static_cast<std::size_t>(at - other.begin()));
    }
  }
  kinship.shared = places.size();
  const auto shared = static_cast<double>(places.size());
  const auto less = static_cast<double>(std::min(one.size(), other.size()));
  const auto both = static_cast<double>(one.size() + other.size());
  kinship.of_all = shared / (both - shared);
  kinship.of_less = shared / less;
  kinship.in_order = places.empty() ? 0 : static_cast<double>(LongestGrowing(places)) / shared;
  return kinship;
}

void EachPair(std::span<const std::vector<std::uint32_t>* const> terms, double of_all, std::size_t most,
              const std::function<void(std::size_t, std::size_t)>& each) {
  std::unordered_map<std::uint32_t, std::size_t> often;
  for (const auto* const row : terms) {
    for (const std::uint32_t term : *row) {
      ++often[term];
    }
  }
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> postings;
  std::size_t pairs = 0;
  for (std::size_t n = 0; n < terms.size(); ++n) {
    std::vector<std::uint32_t> row = *terms[n];
    std::ranges::sort(row, [&](std::uint32_t left, std::uint32_t right) {
      return std::pair(often[left], left) < std::pair(often[right], right);
    });
    // Two rows that share that part of all their terms share one of the rarest of each.
    const auto size = static_cast<double>(row.size());
    row.resize(std::min(row.size(), static_cast<std::size_t>(size - std::ceil(of_all * size) + 1)));
    std::unordered_set<std::size_t> met;
    for (const std::uint32_t term : row) {
      std::vector<std::size_t>& here = postings[term];
      for (const std::size_t earlier : here) {
        if (met.insert(earlier).second) {
          if (++pairs > most) {
            return;
          }
          each(earlier, n);
        }
      }
      if (here.size() < kMostOfTerm) {
        here.push_back(n);
      }
    }
  }
}

}  // namespace headwater::weigh
