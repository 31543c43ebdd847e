// Facts of articles and statements that searches are narrowed by: words of the full-text index that no text has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"

namespace headwater::store {

std::string LanguageFact(std::string_view language);
std::string SourceFact(std::string_view name);
// By any spelling in any script.
std::string PlaceFact(std::string_view name);
std::string CountryFact(std::string_view code);
// The entity as annotations have it.
std::string SpeakerFact(std::string_view entity);
// A word of what a speaker without an entity is called.
std::string UnnamedFact(std::string_view word);

// Language, publisher and credit, places and their countries.
std::vector<std::string> FactsOf(const news::Article& article);
// Who speaks in it.
std::vector<std::string> SpeakerFactsOf(const news::Statement& statement);

}  // namespace headwater::store
