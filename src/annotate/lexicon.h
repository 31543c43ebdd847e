// The words by which names are told and parted, from data/name_cues.tsv and data/given_names.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "news/annotations.h"

namespace headwater::annotate {

// What a word is known to be; a word may be several things.
enum WordFlag : std::uint32_t {
  kHonorific = 1U << 0U,
  kRole = 1U << 1U,
  kOrgWord = 1U << 2U,
  kFirmWord = 1U << 3U,
  kPlaceWord = 1U << 4U,
  kPlaceLead = 1U << 5U,
  kWorkWord = 1U << 6U,
  kPeople = 1U << 7U,
  kNever = 1U << 8U,
  kFunction = 1U << 9U,
  kParticle = 1U << 10U,
  kGivenName = 1U << 11U,
  kFemale = 1U << 12U,
  kMale = 1U << 13U,
  kStarter = 1U << 14U,
  kSurname = 1U << 15U,
  kAttribute = 1U << 16U,  // part of a title, never one alone: "then", "foreign"
  kArticle = 1U << 17U,
};

// Flags of a lower-case word in a text of the language (ISO 639-1, may be empty). English words of office, place and
// the like count in every language, small words in their own alone.
std::uint32_t WordFlags(std::string_view lower, std::string_view language);

// By sound and over case endings: "Борисом" and "Boris" are one. The flags kGivenName, kFemale and kMale, or 0.
std::uint32_t GivenNameFlags(std::string_view word, bool inflected);

// Whether the whole lower-case phrase is known; the words of a case ending count where `inflected`.
bool IsKnownPlace(std::string_view lower_phrase);
bool IsKnownOrganisation(std::string_view lower_phrase);

// What a whole lower-case phrase is the name of, by data/known_names.tsv, in a text of the language.
enum KnownName : std::uint32_t { kNamesPlace = 1U << 0U, kNamesOrganisation = 1U << 1U };
struct PhraseFlags {
  bool place = false;         // as IsKnownPlace
  bool organisation = false;  // as IsKnownOrganisation
  std::uint32_t names = 0;    // of KnownName
};
PhraseFlags LookUpPhrase(std::string_view lower_phrase, std::string_view language);

// Lower case, marks kept: Latin, Greek and Cyrillic letter by letter.
std::string Lower(std::string_view word);

// Whether names take case endings in the language (ISO 639-1).
bool InflectsNames(std::string_view language);

}  // namespace headwater::annotate
