// The averaged perceptron and the way from its weights to a model's bytes.
#include "learn/perceptron.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <utility>

#include "learn/bytes.h"
#include "learn/weights.h"

namespace headwater::learn {
namespace {

constexpr std::size_t kFirstPlaces = 1U << 16U;

using Kept = Perceptron::Kept;

std::string RowBytes(const Kept& kept, std::size_t classes) {
  std::string row;
  // A class that stands twice, once of each twin, has no place in a full row.
  const bool twice = std::ranges::adjacent_find(kept.weights, {}, [](const auto& weight) { return weight.first; }) !=
                     kept.weights.end();
  if (2 * kept.weights.size() >= classes && !twice) {
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
    row |= static_cast<std::uint32_t>(weight) << (8U * of);
  }
  return row;
}

std::string ModelBytes(const std::vector<Kept>& kept, std::size_t classes) {
  std::vector<std::pair<Feature, std::uint32_t>> entries;
  std::string rows;
  for (const Kept& each : kept) {
    if (classes <= kInlineClasses) {
      entries.emplace_back(each.feature, InlineRow(each));
    } else {
      entries.emplace_back(each.feature, static_cast<std::uint32_t>(rows.size()));
      rows += RowBytes(each, classes);
    }
  }
  rows.resize(rows.size() + kRowSlack, '\0');
  std::string part;
  Append(part, static_cast<std::uint32_t>(classes));
  Append(part, static_cast<std::uint32_t>(rows.size()));
  return part + PlaceTable::Write(std::move(entries)) + rows;
}

}  // namespace

Perceptron::Perceptron(std::size_t classes, std::uint32_t min_updates)
    : classes_(classes), min_updates_(min_updates), places_(kFirstPlaces) {
  assert(classes > 0 && classes <= kMaxClasses);
}

std::size_t Perceptron::PlaceOf(Feature feature) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t at = static_cast<std::size_t>(feature) & mask;
  while (places_[at].row != 0 && places_[at].feature != feature) {
    at = (at + 1) & mask;
  }
  return at;
}

void Perceptron::Grow() {
  std::vector<Place> before(places_.size() * 2);
  before.swap(places_);
  for (const Place& place : before) {
    if (place.row != 0) {
      places_[PlaceOf(place.feature)] = place;
    }
  }
}

std::size_t Perceptron::PlaceFor(Feature feature) {
  std::size_t at = PlaceOf(feature);
  if (places_[at].row != 0) {
    return at;
  }
  if (rows_.size() * 2 > places_.size()) {
    Grow();
    at = PlaceOf(feature);
  }
  rows_.push_back(feature);
  places_[at] = {feature, static_cast<std::uint32_t>(rows_.size()), 0};
  if (classes_ <= kInlineClasses) {
    few_.resize(rows_.size() * classes_);
    few_weights_.resize(rows_.size() * classes_);
  } else {
    many_.emplace_back();
  }
  return at;
}

Perceptron::Cell& Perceptron::CellOf(std::uint32_t row, Class of) {
  if (classes_ <= kInlineClasses) {
    Cell& cell = few_[(row * classes_) + of];
    cell.of = of;
    return cell;
  }
  std::vector<Cell>& cells = many_[row];
  const auto cell = std::ranges::find(cells, of, &Cell::of);
  return cell == cells.end() ? cells.emplace_back(Cell{0, now_, 0, of}) : *cell;
}

void Perceptron::Score(std::span<const Feature> features, TrainingScores& scores) const {
  std::fill_n(scores.begin(), classes_, 0);
  const std::size_t mask = places_.size() - 1;
  for (const Feature feature : features) {
    __builtin_prefetch(&places_[static_cast<std::size_t>(feature) & mask]);
  }
  for (const Feature feature : features) {
    const Place& place = places_[PlaceOf(feature)];
    if (place.row == 0 || place.updates < min_updates_) {
      continue;
    }
    const std::uint32_t row = place.row - 1;
    if (classes_ <= kInlineClasses) {
      for (std::size_t of = 0; of < classes_; ++of) {
        scores[of] += few_weights_[(row * classes_) + of];
      }
    } else {
      for (const Cell& cell : many_[row]) {
        scores[cell.of] += cell.weight;
      }
    }
  }
}

void Perceptron::Update(std::span<const Feature> features, Class to, std::int32_t delta) {
  for (const Feature feature : features) {
    Place& place = places_[PlaceFor(feature)];
    ++place.updates;
    Cell& cell = CellOf(place.row - 1, to);
    cell.total = TotalOf(cell);
    cell.since = now_;
    cell.weight += delta;
    if (classes_ <= kInlineClasses) {
      few_weights_[((place.row - 1) * classes_) + to] = cell.weight;
    }
  }
}

// What is learnt of both goes to the one that was seen first, which is never the twin.
void Perceptron::JoinTwins(std::vector<Kept>& kept, Feature twin) const {
  for (std::size_t row = 0; row < kept.size(); ++row) {
    const std::uint32_t other = places_[PlaceOf(kept[row].feature ^ twin)].row;
    if (other <= row + 1) {
      continue;
    }
    auto& weights = kept[row].weights;
    auto& others = kept[other - 1].weights;
    weights.insert(weights.end(), others.begin(), others.end());
    std::ranges::stable_sort(weights, {}, [](const auto& weight) { return weight.first; });
    others.clear();
  }
}

std::string Perceptron::Build(const Rounding& rounding) const {
  const auto cells_of = [&](std::size_t row) -> std::span<const Cell> {
    if (places_[PlaceOf(rows_[row])].updates < min_updates_) {
      return {};
    }
    return classes_ <= kInlineClasses ? std::span(few_).subspan(row * classes_, classes_) : std::span(many_[row]);
  };
  std::int64_t most = 1;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    for (const Cell& cell : cells_of(row)) {
      most = std::max(most, std::abs(TotalOf(cell)));
    }
  }
  std::vector<Kept> kept;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    Kept each{rows_[row], {}};
    for (const Cell& cell : cells_of(row)) {
      const std::int64_t weight = TotalOf(cell) * kMostWeight / most;
      if (std::abs(weight) >= std::max(rounding.least, 1)) {
        each.weights.emplace_back(cell.of, CodeOfWeight(weight));
      }
    }
    std::ranges::sort(each.weights);
    kept.push_back(std::move(each));
  }
  if (rounding.twin != 0) {
    JoinTwins(kept, rounding.twin);
  }
  std::erase_if(kept, [](const Kept& each) { return each.weights.empty(); });
  return ModelBytes(kept, classes_);
}

bool Perceptron::Learn(std::span<const Feature> features, const TrainingScores& scores, Class right,
                       std::int32_t margin) {
  Step();
  const bool won = BestOf(scores, classes_) == right;
  const Class rival = BestBut(scores, classes_, right);
  if (!won || scores[right] - scores[rival] <= margin) {
    Update(features, right, 1);
    Update(features, rival, -1);
  }
  return won;
}

Class BestBut(const TrainingScores& scores, std::size_t classes, Class not_this) {
  Class best = not_this == 0 ? 1 : 0;
  for (std::size_t at = best + 1U; at < classes; ++at) {
    if (at != not_this && scores[at] > scores[best]) {
      best = static_cast<Class>(at);
    }
  }
  return best;
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
