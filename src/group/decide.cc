// Weights of the decisions, fitted on labelled stories of several collections; see docs/group.md.
#include "group/decide.h"

#include <algorithm>
#include <cmath>

namespace headwater::group {
namespace {

constexpr int kFewDays = 3;
constexpr int kSeason = 365;
constexpr double kFading = 25;   // days
constexpr double kLeast = 0.35;  // of the likeness that time leaves

}  // namespace

double SameEvent(const Likeness& likeness) {
  const double alike = 0.5 * likeness.all + 0.2 * likeness.lead + 0.15 * likeness.names + 0.075 * likeness.lead_in_text;
  if (!likeness.days_apart || *likeness.days_apart <= kFewDays) {
    return alike;
  }
  const double faded = std::exp(-(*likeness.days_apart - kFewDays) / kFading);
  // What lies a season apart is another turn of the subject, however alike.
  const double season = std::exp(-std::max(0, *likeness.days_apart - kSeason) / static_cast<double>(kSeason));
  return alike * (kLeast + (1 - kLeast) * faded) * season;
}

double JoinFrom(double articles_read) {
  constexpr double kJoin = 0.20;
  constexpr double kCaution = 0.4;
  constexpr double kSettled = 4;
  return kJoin + kCaution * std::exp(-articles_read / kSettled);
}

double SameSubject(const Likeness& likeness) { return 0.4 * likeness.all + 0.2 * likeness.lead + 0.4 * likeness.names; }

}  // namespace headwater::group
