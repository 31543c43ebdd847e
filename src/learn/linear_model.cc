// Looking up rows of weights and adding them.
#include "learn/linear_model.h"

#include <algorithm>

#include "learn/bytes.h"

namespace headwater::learn {
namespace {

constexpr std::size_t kHeader = 16;
constexpr std::size_t kPlace = 8;
constexpr std::uint32_t kMaxWay = 4096;
// No row begins here and no row of four weights looks like it: weights stay within -127 and 127.
constexpr std::uint32_t kNone = 0x80808080;
// What a damaged row may read beyond its begin.
constexpr std::size_t kRowSlack = 512;

}  // namespace

Result<LinearModel> LinearModel::Read(std::string_view part) {
  if (part.size() < kHeader) {
    return Fail(Fault::kBadInput, "linear model: cut short");
  }
  LinearModel model;
  model.classes_ = LoadAt<std::uint32_t>(part, 0);
  model.homes_ = LoadAt<std::uint32_t>(part, 4);
  model.longest_way_ = LoadAt<std::uint32_t>(part, 8);
  const std::size_t rows = LoadAt<std::uint32_t>(part, 12);
  const std::size_t places = (model.homes_ + model.longest_way_) * kPlace;
  if (model.classes_ == 0 || model.classes_ > kMaxClasses || model.homes_ == 0 || model.longest_way_ > kMaxWay ||
      rows < kRowSlack || kHeader + places + rows != part.size()) {
    return Fail(Fault::kBadInput, "linear model: its sizes do not fit together");
  }
  model.places_ = part.substr(kHeader, places);
  model.rows_ = part.substr(kHeader + places);
  return model;
}

std::uint32_t LinearModel::Find(Feature feature) const {
  const auto tag = std::max(static_cast<std::uint32_t>(feature >> 32U), 1U);
  std::size_t at = static_cast<std::size_t>(((feature & 0xFFFFFFFFU) * homes_) >> 32U) * kPlace;
  for (std::uint32_t step = 0; step < longest_way_; ++step, at += kPlace) {
    const auto place = LoadAt<std::uint64_t>(places_, at);
    const auto found = static_cast<std::uint32_t>(place);
    if (found == tag) {
      return static_cast<std::uint32_t>(place >> 32U);
    }
    if (found == 0) {
      break;
    }
  }
  return kNone;
}

void LinearModel::AddRow(std::uint32_t row, Scores& scores) const {
  if (row >= rows_.size() - kRowSlack) {
    return;
  }
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(rows_.data()) + row;
  const std::size_t count = *begin;
  if (count == kDenseRow) {
    const auto* const weights = reinterpret_cast<const std::int8_t*>(begin + 1);
    for (std::size_t at = 0; at < classes_; ++at) {
      scores[at] = static_cast<std::int16_t>(scores[at] + weights[at]);
    }
    return;
  }
  const auto* const weights = reinterpret_cast<const std::int8_t*>(begin + 1 + count);
  for (std::size_t at = 0; at < count; ++at) {
    std::int16_t& score = scores[begin[1 + at]];
    score = static_cast<std::int16_t>(score + weights[at]);
  }
}

void LinearModel::Score(std::span<const Feature> features, Scores& scores) const {
  features = features.first(std::min(features.size(), kMaxFeatures));
  for (const Feature feature : features) {
    __builtin_prefetch(places_.data() + static_cast<std::size_t>(((feature & 0xFFFFFFFFU) * homes_) >> 32U) * kPlace);
  }
  if (classes_ <= kInlineClasses) {
    std::array<std::int32_t, kInlineClasses> sums{};
    for (const Feature feature : features) {
      const std::uint32_t row = Find(feature);
      if (row != kNone) {
        for (std::size_t at = 0; at < kInlineClasses; ++at) {
          sums[at] += static_cast<std::int8_t>(row >> (8U * at));
        }
      }
    }
    for (std::size_t at = 0; at < kInlineClasses; ++at) {
      scores[at] = static_cast<std::int16_t>(sums[at]);
    }
    return;
  }
  std::array<std::uint32_t, kMaxFeatures> rows;
  std::size_t known = 0;
  for (const Feature feature : features) {
    const std::uint32_t row = Find(feature);
    if (row < rows_.size()) {
      rows[known++] = row;
      __builtin_prefetch(rows_.data() + row);
    }
  }
  std::fill_n(scores.begin(), classes_, std::int16_t{0});
  for (std::size_t at = 0; at < known; ++at) {
    AddRow(rows[at], scores);
  }
}

Class LinearModel::Best(std::span<const Feature> features, Scores& scores) const {
  Score(features, scores);
  const auto* const best = std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(classes_));
  return static_cast<Class>(best - scores.begin());
}

}  // namespace headwater::learn
