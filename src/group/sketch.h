// What is seen of an article when it comes: its words, names, numbers, days, places and addresses, counted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "group/vocabulary.h"
#include "news/article.h"

namespace headwater::group {

enum WordTrait : std::uint8_t {
  kInLead = 1,    // stands in the headline or in the first words
  kIsName = 2,    // written with a capital within a sentence
  kIsNumber = 4,  // holds a digit
  kInHeadline = 8,
};

struct CountedWord {
  Key key = 0;
  std::uint16_t times = 0;
  std::uint8_t traits = 0;
};

// What a name names; `kSound` is no name but the consonants of a written one, which meet across scripts and cases.
enum class Role : std::uint8_t { kPerson, kOrganisation, kPlace, kOther, kSound };

struct CountedName {
  Key key = 0;
  std::uint16_t times = 0;
  Role role = Role::kOther;
  bool in_lead = false;
};

// A number of the lead with the stem of what it counts: `140` `tonne`.
struct Figure {
  Key unit = 0;
  std::uint32_t value = 0;  // hundredths
};

// Degrees by ten.
struct Spot {
  std::int16_t latitude = 0;
  std::int16_t longitude = 0;
};

struct Sketch {
  std::vector<CountedWord> words;  // by key
  std::vector<CountedName> names;  // by key
  std::vector<Figure> figures;
  std::vector<std::int32_t> days;  // that the lead speaks of, since 1970
  std::uint8_t weekdays = 0;       // that the lead speaks of: bit 0 is Monday
  std::vector<Spot> spots;         // of places in the lead
  std::vector<Key> addresses;      // its own and those it links to
};

// Linear in the article. The vocabulary learns stems by it, and counts nothing.
Sketch MakeSketch(const news::Article& article, Vocabulary& vocabulary);

// The key that an entity's name has, whatever it is held to be; 0 for none.
Key KeyOfEntity(const news::EntityId& entity);

// Every term of a sketch that is counted, once each.
std::vector<Key> TermsOf(const Sketch& sketch);

}  // namespace headwater::group
