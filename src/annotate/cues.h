// Cues: the words that give somebody's words, beliefs or wishes, from data/cues.tsv, with all their forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "news/annotations.h"

namespace headwater::annotate {

enum class CueClass : std::uint8_t { kVerb, kNoun, kNounOf, kAdjective, kPassive, kSeeming, kPhrase };

enum CueFrame : std::uint32_t {
  kTakesQuote = 1U << 0U,
  kTakesClause = 1U << 1U,
  kTakesObject = 1U << 2U,
  kTakesInfinitive = 1U << 3U,
  kTakesListener = 1U << 4U,
  kTakesPreposition = 1U << 5U,
  kTakesThat = 1U << 6U,  // a clause, but only with its "that" or "whether"
  kOftenNoun = 1U << 7U,
};

enum CueForm : std::uint32_t {
  kBaseForm = 1U << 0U,
  kThirdForm = 1U << 1U,
  kPastForm = 1U << 2U,
  kIngForm = 1U << 3U,
};

struct Cue {
  CueClass cue_class = CueClass::kVerb;
  std::uint32_t frames = 0;
  std::uint32_t form = 0;
  news::StatementType type = news::StatementType::kAssertion;
  // The words after the first: `out` of "point out"; empty for most.
  std::vector<std::string_view> rest;
  // Prepositions that introduce the content, where kTakesPreposition is set.
  std::vector<std::string_view> prepositions;
};

// The cues that begin with a lower-case word, longest first; null where none does.
const std::vector<Cue>* CuesOf(std::string_view word);

// The cue that the word alone is as a verb, with what it takes in all its uses; null where it is none.
const Cue* VerbCueOf(std::string_view word);

}  // namespace headwater::annotate
