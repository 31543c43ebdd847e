// What two articles have in common, and in what they contradict each other.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "group/print.h"

namespace headwater::group {

// Each from 0 to 1. `k…Told`: how much of the one's weight the other has as well; the lesser and the better way round.
enum Measure : std::size_t {
  kWords,         // cosine of all terms
  kLead,          // of the terms in both leads
  kHeadline,      // how much of the one's headline stands in the other's lead
  kLeadToldLess,  // leads in the other's terms
  kLeadToldMore,
  kCapitals,  // cosine of terms with a capital
  kCapitalsToldLess,
  kRareWords,  // the rarity of all terms in common, not compared with what differs: towards 1
  kPersons,    // cosine of names, by role
  kOrganisations,
  kPlaces,
  kNamesToldLess,
  kNamesToldMore,
  kRareNames,  // as kRareWords
  kSounds,
  kNumbers,        // the share of the fewer figures that both leads have
  kNumbersDiffer,  // of what both leads count, the share that is counted otherwise
  kSameDay,        // both leads speak of one day
  kOtherDays,      // both speak of days, and of none in common: towards 1 as they lie apart
  kOtherWeekdays,
  kNear,     // places of both leads lie within a day's walk
  kFar,      // both leads tell places, and none near the other's
  kAddress,  // one links to the other, or both to one rare address
  kApart,    // days between publication, towards 1
  kUndated,  // one of them tells no day of publication
  kMeasures
};

// What a measure is called in the model's table.
std::string_view NameOf(Measure measure);

struct Likeness {
  std::array<float, kMeasures> measures{};
  int days_apart = 0;   // between publication, at the least
  bool abroad = false;  // in different languages: the words were not compared

  float operator[](Measure measure) const { return measures[measure]; }
};

Likeness Compare(const Print& one, const Print& other);
// As if they were written in two languages.
Likeness CompareAbroad(const Print& one, const Print& other);

}  // namespace headwater::group
