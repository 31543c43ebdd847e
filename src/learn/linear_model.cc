// Looking up rows of weights and adding them.
#include "learn/linear_model.h"

#include <algorithm>

#include "learn/bytes.h"
#include "learn/weights.h"

namespace headwater::learn {
namespace {

constexpr std::size_t kHeader = 8;

}  // namespace

Result<LinearModel> LinearModel::Read(std::string_view part) {
  if (part.size() < kHeader) {
    return Fail(Fault::kBadInput, "linear model: cut short");
  }
  LinearModel model;
  model.classes_ = LoadAt<std::uint32_t>(part, 0);
  const std::size_t rows = LoadAt<std::uint32_t>(part, 4);
  part.remove_prefix(kHeader);
  const auto table = PlaceTable::Read(part);
  if (!table) {
    return tl::unexpected(table.error());
  }
  if (model.classes_ == 0 || model.classes_ > kMaxClasses || rows < kRowSlack || rows != part.size()) {
    return Fail(Fault::kBadInput, "linear model: its sizes do not fit together");
  }
  model.table_ = *table;
  model.rows_ = part;
  return model;
}

void LinearModel::AddRow(std::uint32_t row, Scores& scores) const {
  if (row >= rows_.size() - kRowSlack) {
    return;
  }
  const auto* const begin = reinterpret_cast<const std::uint8_t*>(rows_.data()) + row;
  const std::size_t count = *begin;
  if (count == kDenseRow) {
    for (std::size_t at = 0; at < classes_; ++at) {
      scores[at] += kWeightOfCode[begin[1 + at]];
    }
    return;
  }
  for (std::size_t at = 0; at < count; ++at) {
    scores[begin[1 + at]] += kWeightOfCode[begin[1 + count + at]];
  }
}

void LinearModel::ScoreFew(std::span<const Feature> features, Scores& scores) const {
  std::array<std::int32_t, kInlineClasses> sums{};
  for (const Feature feature : features) {
    const std::uint32_t row = table_.Find(feature);
    if (row != kNoValue) {
      for (std::size_t at = 0; at < kInlineClasses; ++at) {
        sums[at] += kWeightOfCode[(row >> (8U * at)) & 0xFFU];
      }
    }
  }
  std::ranges::copy(sums, scores.begin());
}

void LinearModel::Score(std::span<const Feature> features, Scores& scores) const {
  features = features.first(std::min(features.size(), kMaxFeatures));
  for (const Feature feature : features) {
    table_.Prefetch(feature);
  }
  if (classes_ <= kInlineClasses) {
    ScoreFew(features, scores);
    return;
  }
  std::array<std::uint32_t, kMaxFeatures> rows;
  std::size_t known = 0;
  for (const Feature feature : features) {
    const std::uint32_t row = table_.Find(feature);
    if (row < rows_.size()) {
      rows[known++] = row;
      __builtin_prefetch(rows_.data() + row);
    }
  }
  std::fill_n(scores.begin(), classes_, 0);
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
