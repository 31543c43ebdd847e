// What two sequences have in common, in the order of both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace headwater::compare {

using Key = std::uint64_t;

// Places of equal elements, ascending in both. The longest such list where the two are at most `max_edits` insertions
// and deletions apart (Myers 1986, An O(ND) Difference Algorithm), else one held together by the elements that stand
// exactly once in both.
std::vector<std::pair<std::uint32_t, std::uint32_t>> CommonRun(std::span<const Key> before, std::span<const Key> after,
                                                               std::size_t max_edits);

}  // namespace headwater::compare
