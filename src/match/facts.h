// The facts of an article as far as its annotations tell them: what a copy can get wrong, and a translation keeps.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "news/article.h"

namespace headwater::match {

struct NameFact {
  news::Span span;
  news::NameKind kind = news::NameKind::kOther;
};

// Who said it; the words said stand in `content`.
struct Saying {
  news::Span speaker;  // empty where the text names none
  std::vector<news::Span> content;
  std::string name;    // the resolved speaker; empty where nobody is named
  bool named = false;  // a person or organisation with an entity of its own
};

struct TimeFact {
  news::Span span;
  std::string value;  // TIMEX3
};

struct PlaceFact {
  news::Span span;
  std::int32_t latitude = 0;  // tenths of a degree
  std::int32_t longitude = 0;
};

// All in order of the text; what is taken from a mark is left out.
struct Facts {
  std::vector<NameFact> names;
  std::vector<Saying> sayings;
  std::vector<TimeFact> times;
  std::vector<PlaceFact> places;
  bool known = false;  // the article was annotated
};

// Of facts in order of the text, those that stand in the span or reach into it.
template <class Fact>
std::vector<const Fact*> Within(const std::vector<Fact>& facts, const news::Span& span) {
  std::vector<const Fact*> found;
  auto fact = std::ranges::lower_bound(facts, span.begin, {}, [](const Fact& each) { return each.span.end; });
  for (; fact != facts.end() && fact->span.begin < span.end; ++fact) {
    if (fact->span.end > span.begin) {
      found.push_back(&*fact);
    }
  }
  return found;
}

Facts FactsOf(const news::Article& article);

}  // namespace headwater::match
