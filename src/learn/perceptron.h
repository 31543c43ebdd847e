// Training a linear model: the averaged perceptron, in integers alone, so that training again gives the same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "learn/linear_model.h"

namespace headwater::learn {

using TrainingScores = std::array<std::int32_t, 256>;

// How weights become a model's bytes: the largest becomes kMostWeight, the others in proportion.
struct Rounding {
  // Weights below this are dropped, and with them features that have none left.
  std::int32_t least = 1;
  // Where each feature is learnt a second time as itself XOR this: both become one, which serves who asks for it once
  // as well as who asks for both. Only for more classes than kInlineClasses.
  Feature twin = 0;
};

// Weights as they are learned. A feature that was in fewer than `min_updates` updates counts nothing (Goldberg and
// Elhadad 2011: fewer features than by frequency, and no worse). Memory grows with the features that were updated.
class Perceptron {
 public:
  explicit Perceptron(std::size_t classes, std::uint32_t min_updates = 1);

  // Sets the first `classes` scores.
  void Score(std::span<const Feature> features, TrainingScores& scores) const;

  // Adds to the weight of each feature for the class. A mistake makes two updates: towards the right class, away from
  // the wrong one.
  void Update(std::span<const Feature> features, Class to, std::int32_t delta);

  // Learns from a decision: the right class is to win by more than `margin` over the best of the others. Needs the
  // scores of the features. True where it had won at all.
  bool Learn(std::span<const Feature> features, const TrainingScores& scores, Class right, std::int32_t margin);

  // One decision has been made, right or wrong. The average is over decisions.
  void Step() { ++now_; }

  // A part for LinearModel::Read, from the averages.
  std::string Build(const Rounding& rounding = {}) const;

  std::size_t classes() const { return classes_; }

  // A feature's weights on their way into a model's bytes.
  struct Kept {
    Feature feature = 0;
    std::vector<std::pair<Class, std::uint8_t>> weights;
  };

 private:
  void JoinTwins(std::vector<Kept>& kept, Feature twin) const;

  struct Cell {
    std::int64_t total = 0;
    std::int64_t since = 0;
    std::int32_t weight = 0;
    Class of = 0;
  };
  struct Place {
    Feature feature = 0;
    std::uint32_t row = 0;  // and one, 0: nobody's
    std::uint32_t updates = 0;
  };

  std::size_t PlaceOf(Feature feature) const;
  std::size_t PlaceFor(Feature feature);
  void Grow();
  Cell& CellOf(std::uint32_t row, Class of);
  std::int64_t TotalOf(const Cell& cell) const { return cell.total + cell.weight * (now_ - cell.since); }

  std::size_t classes_;
  std::uint32_t min_updates_;
  std::int64_t now_ = 0;
  std::vector<Place> places_;  // a power of two of them, probed in a line
  std::vector<Feature> rows_;
  // Few classes: `classes_` cells a row, and their weights once more side by side. Many: what has been updated.
  std::vector<Cell> few_;
  std::vector<std::int32_t> few_weights_;
  std::vector<std::vector<Cell>> many_;
};

// The highest of the first `classes` scores, the lowest number of equals.
Class BestOf(const TrainingScores& scores, std::size_t classes);

// The same among the classes but one.
Class BestBut(const TrainingScores& scores, std::size_t classes, Class not_this);

// Puts things in another order, the same one for the same seed and count.
class Shuffler {
 public:
  explicit Shuffler(std::uint64_t seed) : state_(seed) {}
  std::vector<std::uint32_t> Order(std::size_t count);
  // A number below `bound`.
  std::uint64_t Below(std::uint64_t bound);

 private:
  std::uint64_t state_;
};

}  // namespace headwater::learn
