// The gazetteer: places of the world by name, read where they lie in the program's own bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::annotate {

// From the widest to the smallest.
enum class SiteKind { kRegion, kWater, kCountry, kState, kCounty, kCity, kTown, kVillage, kTownship };

struct Site {
  std::string_view name;  // as the gazetteer has it, in English; lives as long as the program
  SiteKind kind = SiteKind::kVillage;
  std::string_view country;   // ISO 3166-1 alpha-2; empty for what lies in several
  std::string_view division;  // the state's or province's code within its country
  double latitude = 0;        // degrees
  double longitude = 0;
  double size = 0;       // thousands of people, at least 0.1
  bool common = false;   // the name is an ordinary word or a sign of another kind as well
  bool pointed = false;  // found by a form that counts with its point alone: `Ill.`
  bool upper = false;    // found by a form that counts in capitals alone: `US`
};

// The form under which spellings of one name meet: ASCII letters in lower case, no points but inner ones (`u.s`), `St.`
// is `saint`, hyphens and runs of blanks are one blank.
std::string PlaceKey(std::string_view name);

// Whether any name begins with the word; wrongly true for a word in ten. `foreign` as below.
bool MayBeginPlace(std::string_view word, bool foreign);

// All places of that key, from data/places.tsv and data/gazetteer.txt. Names in other languages than English count
// where `foreign` is set.
std::vector<Site> SitesNamed(std::string_view key, bool foreign);

// The places that the words may name in a case of their language's grammar ("в Москве", "Vilniuje"): countries by their
// names in all languages, others by the endings of data/place_endings.tsv. Empty where the name is shorter than four
// letters.
std::vector<Site> SitesInflected(std::string_view written, std::string_view language);

// All names of the places that are known by names in several languages and have a hundred thousand people or many such
// names; `place` is one for all names of a place. The views last as long as the program.
void EachExonym(const std::function<void(std::uint64_t place, std::string_view name)>& see);

}  // namespace headwater::annotate
