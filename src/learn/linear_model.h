// A linear model, ready to use: features to one row of weights each, which serves all classes at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "learn/feature.h"

namespace headwater::learn {

// A class's number, from 0.
using Class = std::uint8_t;
inline constexpr std::size_t kMaxClasses = 250;
// More than this many features at a time are not read (scores are 16 bits wide).
inline constexpr std::size_t kMaxFeatures = 250;

// The sum of weights of each class; those beyond the model's classes mean nothing.
using Scores = std::array<std::int16_t, 256>;

// Borrows the bytes of its part of a ModelFile. Copying it is cheap; it may be used by many threads at once. It has no
// state, allocates nothing and, whatever the bytes are, reads inside of them.
//
//   u32 classes  u32 places  u32 longest way (places looked at, at most)  u32 bytes of rows
//   places       per place: u32 the feature's upper half (0: empty), u32 its row (up to 4 classes: their weights, i8;
//                else where the row begins); a feature stands at or a few places after (lower half * places) >> 32
//   rows         u8 n, n classes, n weights (i8); or 255 and a weight for each class
class LinearModel {
 public:
  // Fails where the sizes do not fit together.
  static Result<LinearModel> Read(std::string_view part);

  std::size_t classes() const { return classes_; }

  // Sets the first classes() scores.
  void Score(std::span<const Feature> features, Scores& scores) const;

  // The class with the highest score, the lowest number of equals. Sets `scores` as well.
  Class Best(std::span<const Feature> features, Scores& scores) const;

 private:
  std::uint32_t Find(Feature feature) const;
  void AddRow(std::uint32_t row, Scores& scores) const;

  std::string_view places_;
  std::string_view rows_;
  std::size_t classes_ = 0;
  std::uint64_t homes_ = 0;
  std::uint32_t longest_way_ = 0;
};

inline constexpr std::size_t kInlineClasses = 4;
inline constexpr std::uint32_t kDenseRow = 255;

}  // namespace headwater::learn
