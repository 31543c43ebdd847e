// Walking two prints side by side.
#include "group/likeness.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace headwater::group {
namespace {

constexpr float kRareEnough = 12;  // summed rarity in common that is half the way to certainty
constexpr float kRareNamesEnough = 4;
constexpr int kNearby = 4;  // tenths of a degree
constexpr int kFarAway = 12;
constexpr float kSeason = 365;

float Ratio(float part, float whole) { return whole > 0 ? std::min(1.0F, part / whole) : 0; }
float Cosine(float product, float one, float other) { return Ratio(product, std::sqrt(one * other)); }
float Saturated(float sum, float half) { return sum / (sum + half); }

// Of two prints: the squares of all that each has, and of what the other has as well.
struct Sums {
  float one = 0;
  float other = 0;
  float both = 0;  // products
  float one_told = 0;
  float other_told = 0;

  float cosine() const { return Cosine(both, one, other); }
  float told_less() const { return std::min(Ratio(one_told, one), Ratio(other_told, other)); }
  float told_more() const { return std::max(Ratio(one_told, one), Ratio(other_told, other)); }
};

// Calls `both(a, b)` for every key that stands in both, in order. Steps without branching: which of two keys is less
// cannot be foretold.
template <class Both>
void Meet(std::span<const Key> one, std::span<const Key> other, Both both) {
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < one.size() && b < other.size()) {
    const Key x = one[a];
    const Key y = other[b];
    if (x == y) {
      both(a, b);
    }
    a += static_cast<std::size_t>(x <= y);
    b += static_cast<std::size_t>(y <= x);
  }
}

struct TermSums {
  Sums all;
  Sums lead;
  Sums told;      // leads in all of the other
  Sums headline;  // in the other's lead
  Sums capitals;
  float rare = 0;

  TermSums(const Print::Squares& one, const Print::Squares& other)
      : all{one.terms, other.terms},
        lead{one.lead, other.lead},
        told{one.lead, other.lead},
        headline{one.headline, other.headline},
        capitals{one.capitals, other.capitals} {}

  void Both(float a, float b, std::uint8_t one, std::uint8_t other) {
    all.both += a * b;
    rare += std::min(a, b);
    const auto both = static_cast<std::uint8_t>(one & other);
    lead.both += (both & kInLead) != 0 ? a * b : 0;
    told.one_told += (one & kInLead) != 0 ? a * a : 0;
    told.other_told += (other & kInLead) != 0 ? b * b : 0;
    headline.one_told += (one & kInHeadline) != 0 && (other & kInLead) != 0 ? a * a : 0;
    headline.other_told += (other & kInHeadline) != 0 && (one & kInLead) != 0 ? b * b : 0;
    // A name at the head of a sentence has no mark of one.
    if (((one | other) & kIsName) != 0) {
      capitals.both += (both & kIsName) != 0 ? a * b : 0;
      capitals.one_told += (one & kIsName) != 0 ? a * a : 0;
      capitals.other_told += (other & kIsName) != 0 ? b * b : 0;
    }
  }
};

void CompareTerms(const Print& one, const Print& other, Likeness& likeness) {
  TermSums sums(one.squares(), other.squares());
  const auto ones = one.term_weights();
  const auto others = other.term_weights();
  Meet(one.terms(), other.terms(), [&](std::size_t a, std::size_t b) {
    sums.Both(ones[a].value(), others[b].value(), ones[a].traits(), others[b].traits());
  });
  auto& measures = likeness.measures;
  measures[kWords] = sums.all.cosine();
  measures[kLead] = sums.lead.cosine();
  measures[kHeadline] = sums.headline.told_more();
  measures[kLeadToldLess] = sums.told.told_less();
  measures[kLeadToldMore] = sums.told.told_more();
  measures[kCapitals] = sums.capitals.cosine();
  measures[kCapitalsToldLess] = sums.capitals.told_less();
  measures[kRareWords] = Saturated(sums.rare, kRareEnough);
}

void CompareNames(const Print& one, const Print& other, Likeness& likeness) {
  std::array<Sums, 5> by_role;
  for (std::size_t role = 0; role < by_role.size(); ++role) {
    by_role[role].one = one.squares().names[role];
    by_role[role].other = other.squares().names[role];
  }
  Sums told{one.squares().told, other.squares().told};
  float rare = 0;
  const auto ones = one.name_weights();
  const auto others = other.name_weights();
  Meet(one.names(), other.names(), [&](std::size_t a, std::size_t b) {
    const float x = ones[a].value();
    const float y = others[b].value();
    by_role[static_cast<std::size_t>(std::min(RoleOf(ones[a]), RoleOf(others[b]))) % by_role.size()].both += x * y;
    if (RoleOf(ones[a]) != Role::kSound) {
      told.one_told += InLead(ones[a]) ? x * x * kLeadCounts : x * x;
      told.other_told += InLead(others[b]) ? y * y * kLeadCounts : y * y;
      rare += std::min(x, y);
    }
  });
  auto& measures = likeness.measures;
  measures[kPersons] = by_role[0].cosine();
  measures[kOrganisations] = by_role[1].cosine();
  measures[kPlaces] = by_role[2].cosine();
  measures[kSounds] = by_role[4].cosine();
  measures[kNamesToldLess] = told.told_less();
  measures[kNamesToldMore] = told.told_more();
  measures[kRareNames] = Saturated(rare, kRareNamesEnough);
}

// What both leads count, and what they count alike. Units are words of a language; abroad, the numbers alone count.
void CompareFigures(const Print& one, const Print& other, Likeness& likeness) {
  int alike = 0;
  int units = 0;
  int otherwise = 0;
  for (const Figure& a : one.figures()) {
    bool same_unit = false;
    bool same_value = false;
    bool same_both = false;
    for (const Figure& b : other.figures()) {
      const bool unit = a.unit != 0 && a.unit == b.unit && !likeness.abroad;
      same_unit = same_unit || unit;
      same_value = same_value || a.value == b.value;
      same_both = same_both || (unit && a.value == b.value);
    }
    alike += same_value ? 1 : 0;
    units += same_unit ? 1 : 0;
    otherwise += same_unit && !same_both ? 1 : 0;
  }
  const std::size_t fewer = std::min(one.figures().size(), other.figures().size());
  likeness.measures[kNumbers] = fewer == 0 ? 0 : std::min(1.0F, static_cast<float>(alike) / static_cast<float>(fewer));
  likeness.measures[kNumbersDiffer] = units == 0 ? 0 : static_cast<float>(otherwise) / static_cast<float>(units);
}

// At the least; nothing where they may have met on any day.
int DaysApart(const Days& one, const Days& other) {
  if (one.first && other.last && *one.first > *other.last) {
    return *one.first - *other.last;
  }
  if (other.first && one.last && *other.first > *one.last) {
    return *other.first - *one.last;
  }
  return 0;
}

float Seasons(int days) { return std::min(1.0F, std::log1p(static_cast<float>(days)) / std::log1p(kSeason)); }

void CompareDays(const Print& one, const Print& other, Likeness& likeness) {
  auto& measures = likeness.measures;
  const Days ones = one.days();
  const Days others = other.days();
  likeness.days_apart = DaysApart(ones, others);
  measures[kApart] = Seasons(likeness.days_apart);
  measures[kUndated] = (ones.first || ones.last) && (others.first || others.last) ? 0 : 1;
  if (!one.event_days().empty() && !other.event_days().empty()) {
    int least = INT32_MAX;
    for (const std::int32_t a : one.event_days()) {
      for (const std::int32_t b : other.event_days()) {
        least = std::min(least, std::abs(a - b));
      }
    }
    measures[kSameDay] = least == 0 ? 1 : 0;
    measures[kOtherDays] = Seasons(least);
  }
  const bool both = one.weekdays() != 0 && other.weekdays() != 0;
  measures[kOtherWeekdays] = both && (one.weekdays() & other.weekdays()) == 0 ? 1 : 0;
}

void CompareSpots(const Print& one, const Print& other, Likeness& likeness) {
  if (one.spots().empty() || other.spots().empty()) {
    return;
  }
  int least = INT32_MAX;
  for (const Spot& a : one.spots()) {
    for (const Spot& b : other.spots()) {
      const int north = std::abs(a.latitude - b.latitude);
      constexpr int kRound = 3600;
      const int turned = std::abs(a.longitude - b.longitude);
      least = std::min(least, std::max(north, std::min(turned, kRound - turned)));
    }
  }
  likeness.measures[kNear] = least <= kNearby ? 1 : 0;
  likeness.measures[kFar] = least >= kFarAway ? 1 : 0;
}

}  // namespace

std::string_view NameOf(Measure measure) {
  constexpr std::array<std::string_view, kMeasures> kNames = {"words",
                                                              "lead",
                                                              "headline",
                                                              "lead told less",
                                                              "lead told more",
                                                              "capitals",
                                                              "capitals told less",
                                                              "rare words",
                                                              "persons",
                                                              "organisations",
                                                              "places",
                                                              "names told less",
                                                              "names told more",
                                                              "rare names",
                                                              "sounds",
                                                              "numbers",
                                                              "numbers differ",
                                                              "same day",
                                                              "other days",
                                                              "other weekdays",
                                                              "near",
                                                              "far",
                                                              "address",
                                                              "apart",
                                                              "undated"};
  return kNames[measure];
}

namespace {

void CompareFacts(const Print& one, const Print& other, Likeness& likeness) {
  CompareNames(one, other, likeness);
  CompareFigures(one, other, likeness);
  CompareDays(one, other, likeness);
  CompareSpots(one, other, likeness);
  likeness.measures[kAddress] =
      std::ranges::find_first_of(one.addresses(), other.addresses()) != one.addresses().end() ? 1 : 0;
}

}  // namespace

Likeness Compare(const Print& one, const Print& other) {
  if (one.language() != other.language()) {
    return CompareAbroad(one, other);
  }
  Likeness likeness;
  CompareTerms(one, other, likeness);
  CompareFacts(one, other, likeness);
  return likeness;
}

Likeness CompareAbroad(const Print& one, const Print& other) {
  Likeness likeness;
  likeness.abroad = true;
  CompareFacts(one, other, likeness);
  return likeness;
}

}  // namespace headwater::group
