// Agglomeration with each group's best partner remembered.
#include "group/regroup.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace headwater::group {

// Below this average no size lets two groups be one.
constexpr double kLeastAlike = -3;
constexpr double kNever = -std::numeric_limits<double>::infinity();

void Bonds::Add(std::size_t one, std::size_t other, double log_odds, double weight) {
  for (Cell* const cell : {&cells_[one * atoms_ + other], &cells_[other * atoms_ + one]}) {
    cell->sum += static_cast<float>(log_odds * weight);
    cell->weight += static_cast<float>(weight);
  }
}

void Bonds::Forbid(std::size_t one, std::size_t other) {
  cells_[one * atoms_ + other].forbidden = true;
  cells_[other * atoms_ + one].forbidden = true;
}

class Regrouping {
 public:
  Regrouping(Bonds bonds, std::vector<double> sizes, const Judgement& judgement)
      : bonds_(std::move(bonds)),
        sizes_(std::move(sizes)),
        judgement_(judgement),
        group_(bonds_.atoms()),
        best_(bonds_.atoms()),
        most_(bonds_.atoms(), kNever),
        live_(bonds_.atoms(), true) {
    std::iota(group_.begin(), group_.end(), std::size_t{0});
  }

  std::vector<std::size_t> Run(double join_from) {
    const std::size_t atoms = bonds_.atoms();
    for (std::size_t i = 0; i < atoms; ++i) {
      FindBest(i);
    }
    while (true) {
      std::size_t one = 0;
      for (std::size_t i = 1; i < atoms; ++i) {
        one = most_[i] > most_[one] ? i : one;
      }
      if (atoms == 0 || most_[one] < join_from || most_[one] == kNever) {
        return group_;
      }
      Join(one, best_[one]);
    }
  }

 private:
  double Score(std::size_t one, std::size_t other) const {
    const Bonds::Cell& cell = bonds_.cells_[one * bonds_.atoms() + other];
    if (cell.forbidden || cell.weight <= 0) {
      return kNever;
    }
    const double alike = static_cast<double>(cell.sum) / cell.weight;
    if (alike < kLeastAlike) {
      return kNever;
    }
    return judgement_.SameStory(alike, std::min(sizes_[one], sizes_[other]), std::max(sizes_[one], sizes_[other]));
  }

  void FindBest(std::size_t one) {
    most_[one] = kNever;
    for (std::size_t other = 0; other < bonds_.atoms(); ++other) {
      if (other != one && live_[other]) {
        const double score = Score(one, other);
        if (score > most_[one]) {
          most_[one] = score;
          best_[one] = other;
        }
      }
    }
  }

  void Join(std::size_t one, std::size_t other) {
    const std::size_t atoms = bonds_.atoms();
    sizes_[one] += sizes_[other];
    live_[other] = false;
    most_[other] = kNever;
    for (std::size_t& group : group_) {
      group = group == other ? one : group;
    }
    for (std::size_t i = 0; i < atoms; ++i) {
      if (!live_[i] || i == one) {
        continue;
      }
      const Bonds::Cell& from = bonds_.cells_[other * atoms + i];
      for (Bonds::Cell* const cell : {&bonds_.cells_[one * atoms + i], &bonds_.cells_[i * atoms + one]}) {
        cell->sum += from.sum;
        cell->weight += from.weight;
        cell->forbidden = cell->forbidden || from.forbidden;
      }
    }
    FindBest(one);
    for (std::size_t i = 0; i < atoms; ++i) {
      if (!live_[i] || i == one) {
        continue;
      }
      if (best_[i] == one || best_[i] == other) {
        FindBest(i);
      } else if (const double score = Score(i, one); score > most_[i]) {
        most_[i] = score;
        best_[i] = one;
      }
    }
  }

  Bonds bonds_;
  std::vector<double> sizes_;
  const Judgement& judgement_;
  std::vector<std::size_t> group_;
  std::vector<std::size_t> best_;
  std::vector<double> most_;
  std::vector<bool> live_;
};

std::vector<std::size_t> Regroup(Bonds bonds, std::vector<double> sizes, const Judgement& judgement, double join_from) {
  return Regrouping(std::move(bonds), std::move(sizes), judgement).Run(join_from);
}

}  // namespace headwater::group
