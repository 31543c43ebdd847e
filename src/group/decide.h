// The learned decision whether two articles, or two groups of them, tell of one event.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "group/likeness.h"

namespace headwater::group {

// What is known of two groups of articles when they are held against each other.
enum GroupMeasure : std::size_t {
  kAlike,    // the average over all pairs, as SamePair has it
  kLesser,   // the logarithm to base 2 of the lesser size
  kGreater,  // of the greater
  kGroupMeasures
};

struct Weights {
  std::array<double, kMeasures> each{};
  double bias = 0;
};

// Logistic decisions; every weight has the sign that its measure must have, or is none. Trained by train/stories.cc,
// models/stories.md tells on what.
struct Judgement {
  Weights home;    // two articles of one language
  Weights abroad;  // of two: words are not looked at
  std::array<double, kGroupMeasures> group{};
  double group_bias = 0;

  // Log-odds, within kSurest either way, that two articles tell of one event; less by `caution`.
  double SamePair(const Likeness& likeness, double caution = 0) const;
  // Log-odds that two groups are of one story. What is large already must be more alike to be joined: an average over
  // many pairs is never won by one link, and a false join of two stories costs more than one article astray.
  double SameStory(double alike, double lesser_size, double greater_size) const;

  static constexpr double kSurest = 4;
};

// The sign that a measure's weight must have; 0 for any.
int SignOf(Measure measure);
// Whether the measure is looked at, in one language or between two.
bool IsLookedAt(Measure measure, bool abroad);

// As the model file's part `weights` has it: `home<tab>words<tab>3.25` a line.
std::string WriteJudgement(const Judgement& judgement);
Result<Judgement> ReadJudgement(std::string_view text);

// What the program has learned; lives as long as it runs.
const Judgement& Learned();

double Chance(double log_odds);

}  // namespace headwater::group
