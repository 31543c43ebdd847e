// A letter for the kind of each fact, and what it is compared by.
#include "store/facts.h"

#include <algorithm>

#include "store/names.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

void AddOnce(std::vector<std::string>& facts, std::string fact) {
  if (std::ranges::find(facts, fact) == facts.end()) {
    facts.push_back(std::move(fact));
  }
}

}  // namespace

std::string LanguageFact(std::string_view language) { return "l:" + std::string(language); }

std::string SourceFact(std::string_view name) { return "s:" + SourceKey(name); }

std::string PlaceFact(std::string_view name) { return "p:" + NameKey(name); }

std::string CountryFact(std::string_view code) { return "c:" + std::string(code); }

std::string SpeakerFact(std::string_view entity) { return "e:" + std::string(entity); }

std::string UnnamedFact(std::string_view word) { return "u:" + std::string(word); }

std::vector<std::string> FactsOf(const news::Article& article) {
  std::vector<std::string> facts;
  if (!article.language.empty()) {
    facts.push_back(LanguageFact(article.language));
  }
  if (!article.publisher.empty()) {
    facts.push_back(SourceFact(article.publisher));
  }
  if (!article.credit.empty()) {
    AddOnce(facts, SourceFact(article.credit));
  }
  if (article.annotations) {
    for (const news::Place& place : article.annotations->places) {
      AddOnce(facts, PlaceFact(place.name));
      AddOnce(facts, PlaceFact(place.text));
      if (!place.country.empty()) {
        AddOnce(facts, CountryFact(place.country));
      }
    }
    for (const news::Name& name : article.annotations->names) {
      if (name.kind == news::NameKind::kPlace) {
        AddOnce(facts, PlaceFact(name.text));
      }
    }
  }
  return facts;
}

std::vector<std::string> SpeakerFactsOf(const news::Statement& statement) {
  std::vector<std::string> facts;
  if (!statement.speaker) {
    return facts;
  }
  if (!statement.speaker->entity.empty()) {
    facts.push_back(SpeakerFact(statement.speaker->entity.value()));
    return facts;
  }
  const std::string& called =
      statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name;
  for (const std::string& word : NameWords(called)) {
    AddOnce(facts, UnnamedFact(word));
  }
  return facts;
}

}  // namespace headwater::store
