// A linear model, ready to use: features to one row of weights each, which serves all classes at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "learn/feature.h"
#include "learn/place_table.h"

namespace headwater::learn {

// A class's number, from 0.
using Class = std::uint8_t;
inline constexpr std::size_t kMaxClasses = 250;
// More than this many features at a time are not read.
inline constexpr std::size_t kMaxFeatures = 250;

// The sum of weights of each class; those beyond the model's classes mean nothing.
using Scores = std::array<std::int32_t, 256>;

// Borrows the bytes of its part of a ModelFile. Copying it is cheap; it may be used by many threads at once. It has no
// state, allocates nothing and, whatever the bytes are, reads inside of them.
//
//   u32 classes  u32 bytes of rows
//   table        a PlaceTable: a feature's row (up to 4 classes: their weights; else where the row begins)
//   rows         u8 n, n classes, n weights; or 255 and a weight for each class; at the end 512 bytes of zeros
// A weight is a byte, read as learn/weights.h says.
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
  void ScoreFew(std::span<const Feature> features, Scores& scores) const;
  void AddRow(std::uint32_t row, Scores& scores) const;

  PlaceTable table_;
  std::string_view rows_;
  std::size_t classes_ = 0;
};

inline constexpr std::size_t kInlineClasses = 4;
inline constexpr std::uint32_t kDenseRow = 255;
// What a damaged row may read beyond its begin.
inline constexpr std::size_t kRowSlack = 512;

}  // namespace headwater::learn
