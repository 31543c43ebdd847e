// Synonyms: names of institutions and places that each language has its own word or acronym for.
#pragma once

#include <string_view>

#include "annotate/alike.h"

namespace headwater::annotate {

// The English name of what the form names, by data/name_synonyms.tsv, in any case of its grammar; empty where the table
// does not know it.
std::string_view SynonymOf(const NameForm& form);

}  // namespace headwater::annotate
