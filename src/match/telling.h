// Telling things of a text in their order: names, numbers, days and places, as every language keeps them.
#pragma once

#include <cstdint>
#include <vector>

#include "match/print.h"

namespace headwater::match {

enum class TellingKind : std::uint8_t { kName, kNumber, kDay, kPlace };

struct Telling {
  std::uint32_t key = 0;  // the same in every language and script
  std::uint32_t at = 0;   // code points
  std::uint32_t paragraph = 0;
  TellingKind kind = TellingKind::kName;
  news::Span span;
};

// In order of the text, not more than some hundreds. A name of several words gives a telling for each but the short
// ones: the consonants of its first three sounds, so that endings and spellings do not part them.
std::vector<Telling> TellingsOf(const Print& print);

// Keys of neighbours in that order, sorted and each once: two texts that have several of them in common tell the same
// things in the same order.
std::vector<std::uint32_t> NeighbourKeys(const std::vector<Telling>& tellings);

// The few of them that the window remembers; which depends on the keys alone.
std::vector<std::uint32_t> KeptOf(const std::vector<std::uint32_t>& neighbour_keys);

}  // namespace headwater::match
