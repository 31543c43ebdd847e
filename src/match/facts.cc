// Facts from annotations.
#include "match/facts.h"

#include <algorithm>
#include <cmath>

namespace headwater::match {
namespace {

// Of each kind; an article with more is no article.
constexpr std::size_t kMostFacts = 4000;

Saying SayingOf(const news::Statement& statement) {
  Saying saying;
  saying.content = statement.content;
  if (statement.speaker) {
    saying.speaker = statement.speaker->phrase.span;
    saying.name = statement.speaker->name;
    saying.named = !statement.speaker->entity.empty();
  }
  return saying;
}

template <class Fact>
void Sort(std::vector<Fact>& facts) {
  std::ranges::stable_sort(facts, {}, [](const Fact& fact) { return fact.span.begin; });
  facts.resize(std::min(facts.size(), kMostFacts));
}

}  // namespace

Facts FactsOf(const news::Article& article) {
  Facts facts;
  if (!article.annotations) {
    return facts;
  }
  facts.known = true;
  for (const news::Name& name : article.annotations->names) {
    if (!name.mark) {
      facts.names.push_back({name.span, name.kind});
    }
  }
  for (const news::Statement& statement : article.annotations->statements) {
    if (!statement.mark && !statement.content.empty()) {
      facts.sayings.push_back(SayingOf(statement));
    }
  }
  for (const news::Time& time : article.annotations->times) {
    if (time.type == news::TimeType::kDate || time.type == news::TimeType::kTime) {
      facts.times.push_back({time.span, time.value});
    }
  }
  for (const news::Place& place : article.annotations->places) {
    if (std::abs(place.latitude) <= 90 && std::abs(place.longitude) <= 180) {
      facts.places.push_back({place.span, static_cast<std::int32_t>(std::lround(place.latitude * 10)),
                              static_cast<std::int32_t>(std::lround(place.longitude * 10))});
    }
  }
  Sort(facts.names);
  Sort(facts.times);
  Sort(facts.places);
  facts.sayings.resize(std::min(facts.sayings.size(), kMostFacts));
  return facts;
}

}  // namespace headwater::match
