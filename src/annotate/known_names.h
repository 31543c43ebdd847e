// What has a name of its own in each language: countries, great institutions, cities; and what adjectives mean
// countries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "annotate/alike.h"

namespace headwater::annotate {

// A key of a latinised word that all cases of its grammar share, in the Slavic, Baltic and Romance languages as in
// Finnish and Estonian; shorter than WithoutEnding leaves it, so only to be looked up among known names.
std::string RootOf(std::string_view key);

// The same before consonants that give way are made one.
std::string_view BareOf(std::string_view key);

// The row of data/name_words.tsv that the word belongs to in any case of its grammar; -1 for none.
int ConceptOf(const NameWord& word);

struct KnownForm {
  int id = -1;             // the same for all names of one thing
  bool adjective = false;  // "British" rather than "Britain"
  bool exonym = false;     // a town's name, which other towns and persons may bear
  bool country = false;
  std::size_t words = 0;  // of the form that it spans
};

// The longest known name that begins with the form's word at `first`; id -1 where there is none.
KnownForm KnownFormAt(const NameForm& form, std::size_t first);

// The English name of the institution or region that the whole form names, by data/name_synonyms.tsv, in any case of
// its grammar; empty where the table has none.
std::string_view SynonymOf(const NameForm& form);

}  // namespace headwater::annotate
