// A table of features in a model's bytes: each with 32 bits that belong to it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "learn/bytes.h"
#include "learn/feature.h"

namespace headwater::learn {

// What is never a value: four weights of minus nothing, and no place in a file.
inline constexpr std::uint32_t kNoValue = 0x80808080;

// Borrows its bytes. Whatever they are, it reads inside of them. Features are told apart by their upper 32 bits: among
// half a million of them, one in ten thousand that were never put in is taken for one that was.
//
//   u32 homes  u32 longest way (places looked at, at most)
//   places     homes + longest way of them: u32 the feature's upper half (0: empty), u32 its value, in rising order; a
//              feature stands at (upper half * homes) >> 32, or a few places after
class PlaceTable {
 public:
  PlaceTable() = default;

  // Reads a table that the bytes begin with, and takes it off. Fails where they are too few.
  static Result<PlaceTable> Read(std::string_view& bytes);

  // The value, or kNoValue.
  std::uint32_t Find(Feature feature) const {
    const std::uint32_t tag = TagOf(feature);
    std::size_t at = HomeOf(feature) * sizeof(std::uint64_t);
    for (std::uint32_t step = 0; step < longest_way_; ++step, at += sizeof(std::uint64_t)) {
      const auto place = LoadAt<std::uint64_t>(places_, at);
      const auto found = static_cast<std::uint32_t>(place);
      if (found == tag) {
        return static_cast<std::uint32_t>(place >> 32U);
      }
      if (found == 0 || found > tag) {
        break;
      }
    }
    return kNoValue;
  }

  // Has the place fetched into the processor's cache, for a Find that comes soon.
  void Prefetch(Feature feature) const {
    if (homes_ != 0) {
      __builtin_prefetch(places_.data() + (HomeOf(feature) * sizeof(std::uint64_t)));
    }
  }

  // The bytes of a table. Of features that cannot be told apart, the first is kept.
  static std::string Write(std::vector<std::pair<Feature, std::uint32_t>> entries);

 private:
  static std::uint32_t TagOf(Feature feature) { return std::max(static_cast<std::uint32_t>(feature >> 32U), 1U); }
  std::size_t HomeOf(Feature feature) const { return static_cast<std::size_t>((TagOf(feature) * homes_) >> 32U); }

  std::string_view places_;
  std::uint64_t homes_ = 0;
  std::uint32_t longest_way_ = 0;
};

}  // namespace headwater::learn
