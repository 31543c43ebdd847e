// The index from telling terms to the articles that hold them: finds who may be on the same event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "group/vectors.h"

namespace headwater::group {

// An article's number in the window.
using Slot = std::uint32_t;

class Postings {
 public:
  void Add(Slot slot, const Vector& vector);

  // Those that share most of the vector's telling terms, best first, at most `max`. Only the newest holders of a term
  // are looked at, so that a frequent one costs no more than a rare one.
  std::vector<Slot> Find(const Vector& vector, const std::vector<bool>& alive, std::size_t max);

  void Clear();

 private:
  std::unordered_map<TermId, std::vector<Slot>> lists_;  // rings of the newest holders
  std::unordered_map<TermId, std::uint32_t> added_;      // to each ring, ever
  std::vector<float> tallies_;                           // by slot; all zero between calls
};

}  // namespace headwater::group
