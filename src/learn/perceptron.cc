// The averaged perceptron and the way from its weights to a model's bytes.
#include "learn/perceptron.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

#include "learn/bytes.h"

namespace headwater::learn {
namespace {

constexpr std::size_t kFirstPlaces = 1U << 16U;
constexpr std::int64_t kMost = 127;
constexpr std::size_t kRowSlack = 512;

struct Kept {
  Feature feature = 0;
  std::vector<std::pair<Class, std::int8_t>> weights;
};

std::int64_t Rounded(std::int64_t total, std::int64_t most) {
  const std::int64_t half = total < 0 ? -most / 2 : most / 2;
  return std::clamp((total * kMost + half) / most, -kMost, kMost);
}

std::string RowBytes(const Kept& kept, std::size_t classes) {
  std::string row;
  if (2 * kept.weights.size() >= classes) {
    row.assign(classes + 1, '\0');
    row[0] = static_cast<char>(kDenseRow);
    for (const auto& [of, weight] : kept.weights) {
      row[1U + of] = static_cast<char>(weight);
    }
    return row;
  }
  row += static_cast<char>(kept.weights.size());
  for (const auto& [of, weight] : kept.weights) {
    row += static_cast<char>(of);
  }
  for (const auto& [of, weight] : kept.weights) {
    row += static_cast<char>(weight);
  }
  return row;
}

std::uint32_t InlineRow(const Kept& kept) {
  std::uint32_t row = 0;
  for (const auto& [of, weight] : kept.weights) {
    row |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(weight)) << (8U * of);
  }
  return row;
}

// Lays out the places: features in the order of their homes, each at the first free place from its own on.
std::string Layout(std::vector<Kept>& kept, std::size_t classes) {
  const std::uint64_t homes = std::max<std::uint64_t>(16, kept.size() * 5 / 4);
  const auto home = [&](const Kept& each) { return ((each.feature & 0xFFFFFFFFU) * homes) >> 32U; };
  std::ranges::sort(kept, [&](const Kept& one, const Kept& other) {
    return std::pair(home(one), one.feature) < std::pair(home(other), other.feature);
  });
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places(homes);
  std::string rows;
  std::size_t next = 0;
  std::size_t longest = 1;
  for (const Kept& each : kept) {
    const std::size_t at = std::max<std::size_t>(next, home(each));
    next = at + 1;
    longest = std::max<std::size_t>(longest, at - home(each) + 1);
    places.resize(std::max(places.size(), next));
    const auto tag = std::max(static_cast<std::uint32_t>(each.feature >> 32U), 1U);
    if (classes <= kInlineClasses) {
      places[at] = {tag, InlineRow(each)};
    } else {
      places[at] = {tag, static_cast<std::uint32_t>(rows.size())};
      rows += RowBytes(each, classes);
    }
  }
  places.resize(homes + longest);
  rows.resize(rows.size() + kRowSlack, '\0');
  std::string part;
  Append(part, static_cast<std::uint32_t>(classes));
  Append(part, static_cast<std::uint32_t>(homes));
  Append(part, static_cast<std::uint32_t>(longest));
  Append(part, static_cast<std::uint32_t>(rows.size()));
  for (const auto& [tag, row] : places) {
    Append(part, tag);
    Append(part, row);
  }
  return part + rows;
}

}  // namespace

Perceptron::Perceptron(std::size_t classes, std::uint32_t min_updates)
    : classes_(classes), min_updates_(min_updates), places_(kFirstPlaces) {
  assert(classes > 0 && classes <= kMaxClasses);
}

std::size_t Perceptron::PlaceOf(Feature feature) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = static_cast<std::size_t>(feature) & mask;
  while (places_[at] != 0 && rows_[places_[at] - 1].feature != feature) {
    at = (at + 1) & mask;
  }
  return at;
}

void Perceptron::Grow() {
  places_.assign(places_.size() * 2, 0);
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    places_[PlaceOf(rows_[row].feature)] = static_cast<std::uint32_t>(row + 1);
  }
}

Perceptron::Row& Perceptron::RowOf(Feature feature) {
  const std::size_t at = PlaceOf(feature);
  if (places_[at] != 0) {
    return rows_[places_[at] - 1];
  }
  rows_.push_back({feature, 0, {}});
  places_[at] = static_cast<std::uint32_t>(rows_.size());
  if (rows_.size() * 2 > places_.size()) {
    Grow();
  }
  return rows_.back();
}

void Perceptron::Score(std::span<const Feature> features, TrainingScores& scores) const {
  std::fill_n(scores.begin(), classes_, 0);
  for (const Feature feature : features) {
    const std::uint32_t row = places_[PlaceOf(feature)];
    if (row == 0 || rows_[row - 1].updates < min_updates_) {
      continue;
    }
    for (const Cell& cell : rows_[row - 1].cells) {
      scores[cell.of] += cell.weight;
    }
  }
}

void Perceptron::Update(std::span<const Feature> features, Class to, std::int32_t delta) {
  for (const Feature feature : features) {
    Row& row = RowOf(feature);
    ++row.updates;
    auto cell = std::ranges::find(row.cells, to, &Cell::of);
    if (cell == row.cells.end()) {
      row.cells.push_back({0, now_, 0, to});
      cell = row.cells.end() - 1;
    }
    cell->total = TotalOf(*cell);
    cell->since = now_;
    cell->weight += delta;
  }
}

std::string Perceptron::Build(const Rounding& rounding) const {
  std::vector<std::int64_t> sizes;
  for (const Row& row : rows_) {
    for (const Cell& cell : row.cells) {
      const std::int64_t total = row.updates < min_updates_ ? 0 : std::abs(TotalOf(cell));
      if (total != 0) {
        sizes.push_back(total);
      }
    }
  }
  std::int64_t most = 1;
  if (!sizes.empty()) {
    const std::size_t cut = sizes.size() * static_cast<std::size_t>(1000 - rounding.cut_per_mille) / 1000;
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(std::min(cut, sizes.size() - 1));
    std::ranges::nth_element(sizes, at);
    most = *at;
  }
  std::vector<Kept> kept;
  for (const Row& row : rows_) {
    if (row.updates < min_updates_) {
      continue;
    }
    Kept each{row.feature, {}};
    for (const Cell& cell : row.cells) {
      const std::int64_t weight = Rounded(TotalOf(cell), most);
      if (std::abs(weight) >= std::max(rounding.least, 1)) {
        each.weights.emplace_back(cell.of, static_cast<std::int8_t>(weight));
      }
    }
    if (!each.weights.empty()) {
      std::ranges::sort(each.weights);
      kept.push_back(std::move(each));
    }
  }
  return Layout(kept, classes_);
}

Class BestOf(const TrainingScores& scores, std::size_t classes) {
  const auto* const end = scores.begin() + static_cast<std::ptrdiff_t>(classes);
  return static_cast<Class>(std::max_element(scores.begin(), end) - scores.begin());
}

std::uint64_t Shuffler::Below(std::uint64_t bound) {
  state_ += 0x9E3779B97F4A7C15ULL;  // SplitMix64
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
  return (mixed ^ (mixed >> 31U)) % bound;
}

std::vector<std::uint32_t> Shuffler::Order(std::size_t count) {
  std::vector<std::uint32_t> order(count);
  for (std::size_t at = 0; at < count; ++at) {
    order[at] = static_cast<std::uint32_t>(at);
  }
  for (std::size_t at = count; at > 1; --at) {
    std::swap(order[at - 1], order[Below(at)]);
  }
  return order;
}

}  // namespace headwater::learn
