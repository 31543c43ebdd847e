// How far two clauses speak of one matter, and how such pairs are found among many.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace headwater::weigh {

struct Kinship {
  std::size_t shared = 0;  // terms
  double of_all = 0;       // of the terms of either
  double of_less = 0;      // of the terms of the one that has fewer
  double in_order = 0;     // of the shared ones, the most that stand in one order in both
};

Kinship KinshipOf(const std::vector<std::uint32_t>& one, const std::vector<std::uint32_t>& other);

// Calls with the indices of pairs (the earlier first) that may share so great a part of all their terms: those that do,
// and some that do not. At most `most` pairs.
void EachPair(std::span<const std::vector<std::uint32_t>* const> terms, double of_all, std::size_t most,
              const std::function<void(std::size_t, std::size_t)>& each);

}  // namespace headwater::weigh
