// Facts from annotations.
#include "match/facts.h"

#include <algorithm>
#include <cmath>

#include "text/utf8.h"

namespace headwater::match {
namespace {

// Of each kind; an article with more is no article.
constexpr std::size_t kMostFacts = 4000;

bool IsWithin(const news::Span& span, std::uint32_t length) { return span.begin < span.end && span.end <= length; }

Saying SayingOf(const news::Statement& statement, std::uint32_t length) {
  Saying saying;
  saying.content = statement.content;
  std::erase_if(saying.content, [&](const news::Span& span) { return !IsWithin(span, length); });
  if (statement.speaker && IsWithin(statement.speaker->phrase.span, length)) {
    saying.speaker = statement.speaker->phrase.span;
    saying.name = statement.speaker->name;
    saying.named = !statement.speaker->entity.empty();
  }
  return saying;
}

template <class Fact>
void Sort(std::vector<Fact>& facts, std::uint32_t length) {
  std::erase_if(facts, [&](const Fact& fact) { return !IsWithin(fact.span, length); });
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
  const auto length = static_cast<std::uint32_t>(text::CountCodePoints(article.text));
  for (const news::Name& name : article.annotations->names) {
    if (!name.mark) {
      facts.names.push_back({name.span, name.kind});
    }
  }
  for (const news::Statement& statement : article.annotations->statements) {
    if (!statement.mark && !statement.content.empty()) {
      facts.sayings.push_back(SayingOf(statement, length));
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
  Sort(facts.names, length);
  Sort(facts.times, length);
  Sort(facts.places, length);
  std::erase_if(facts.sayings, [](const Saying& saying) { return saying.content.empty(); });
  facts.sayings.resize(std::min(facts.sayings.size(), kMostFacts));
  return facts;
}

}  // namespace headwater::match
