// Grouping some articles from scratch: the nearest first, by the average over all pairs, so that no chain is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "group/decide.h"

namespace headwater::group {

// How surely some atoms, articles or bound groups of them, tell of one event, pair by pair.
class Bonds {
 public:
  explicit Bonds(std::size_t atoms) : atoms_(atoms), cells_(atoms * atoms) {}

  std::size_t atoms() const { return atoms_; }
  // Adds log-odds of one more pair of articles between two atoms.
  void Add(std::size_t one, std::size_t other, double log_odds, double weight);
  // Never in one group.
  void Forbid(std::size_t one, std::size_t other);

 private:
  friend class Regrouping;

  struct Cell {
    float sum = 0;
    float weight = 0;
    bool forbidden = false;
  };

  std::size_t atoms_;
  std::vector<Cell> cells_;
};

// The number of its group for each atom; `sizes` has how many voices an atom counts for. Does not depend on the order
// of the atoms, but where two pairs are exactly alike.
std::vector<std::size_t> Regroup(Bonds bonds, std::vector<double> sizes, const Judgement& judgement, double join_from);

}  // namespace headwater::group
