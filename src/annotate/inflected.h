// Sources by names that stand in a case of the language's grammar.
#pragma once

#include <string_view>

#include "news/source.h"

namespace headwater::annotate {

// "Gazety Wyborczej" in Polish is Gazeta Wyborcza; null for languages whose names stay as they are, for short names and
// for spellings that are ordinary words.
const news::Source* SourceByInflectedName(std::string_view name, std::string_view language);

// Is the word a person's given name, in any case of the language?
bool IsGivenName(std::string_view word, std::string_view language);

}  // namespace headwater::annotate
