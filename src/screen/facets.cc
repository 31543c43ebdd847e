// Writes facets and chips as links from one search to the next.
#include "screen/facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/searches.h"
#include "store/tallies.h"

namespace headwater::screen {
namespace {

constexpr std::array<std::string_view, 9> kFields{"q",    "speaker", "source", "place", "language",
                                                  "from", "to",      "origin", "order"};
constexpr std::size_t kMostLookedAt = 8;  // saved searches that are asked for news
constexpr std::int64_t kManyNew = 20;
constexpr std::array<std::string_view, store::kFacetAges.size() + 1> kAges{"day", "week", "month", "year", "older"};

// The address of this search with one field set otherwise; empty: without it.
std::string Narrowed(const Visit& visit, std::string_view field, std::string_view value) {
  std::string query;
  for (const std::string_view each : kFields) {
    const std::string_view kept = each == field ? value : visit.Query(each);
    if (!kept.empty()) {
      query += fmt::format("{}{}={}", query.empty() ? "" : "&", each, http::PercentEncode(kept));
    }
  }
  return fmt::format("{}search?{}", visit.root, query);
}

// "person", for `person/ada-vell`; empty for what is no entity.
std::string_view KindWords(std::string_view value) {
  const std::size_t slash = value.find('/');
  if (slash == std::string_view::npos) {
    return {};
  }
  const std::string key = fmt::format("name.{}", value.substr(0, slash));
  const std::string_view words = Phrase(key);
  return words == key ? std::string_view{} : words;
}

Card Facet(const Visit& visit, std::string_view field, const std::vector<store::FacetLine>& lines,
           std::string (*words)(std::string_view)) {
  Card card;
  std::vector<Card> values;
  for (const store::FacetLine& line : lines) {
    // What is called as another says what it is.
    const bool alone = std::ranges::count(lines, line.name, &store::FacetLine::name) == 1;
    values.emplace_back()
        .Put("name", words(line.name))
        .Put("kind", alone ? std::string_view{} : KindWords(line.value))
        .Set("count", Grouped(line.articles))
        .Set("href", Narrowed(visit, field, line.value));
  }
  return card.Put("title", Phrase(fmt::format("search.{}", field))).Put("values", values);
}

std::string AsItIs(std::string_view name) { return std::string(name); }
std::string OriginWords(std::string_view origin) { return std::string(Phrase(fmt::format("way.{}", origin))); }

std::string DayWordsOf(const std::optional<std::chrono::sys_seconds>& at) {
  return at ? FormatDay(std::chrono::floor<std::chrono::days>(*at)) : std::string();
}

Card AgeFacet(const Visit& visit, const store::FacetCounts& counts) {
  Card card;
  std::vector<Card> values;
  int sum = 0;
  for (std::size_t n = 0; n < kAges.size(); ++n) {
    sum += counts.ages.at(n);
    if (counts.ages.at(n) == 0 || n == store::kFacetAges.size()) {
      continue;
    }
    values.emplace_back()
        .Put("name", Phrase(fmt::format("edition.when.{}", kAges.at(n))))
        .Set("count", Grouped(sum))
        .Set("href", Narrowed(visit, "from", DayWordsOf(visit.now - store::kFacetAges.at(n))));
  }
  if (counts.ages.back() > 0) {
    values.emplace_back()
        .Put("name", Phrase("search.older"))
        .Set("count", Grouped(counts.ages.back()))
        .Set("href", Narrowed(visit, "to", DayWordsOf(visit.now - store::kFacetAges.back())));
  }
  return card.Put("title", Phrase("search.time")).Put("values", values);
}

}  // namespace

std::string SearchQuery(const http::Fields& fields) {
  std::string query;
  for (const std::string_view field : kFields) {
    if (const std::string_view value = http::FieldOf(fields, field); !value.empty()) {
      query += fmt::format("{}{}={}", query.empty() ? "" : "&", field, http::PercentEncode(value));
    }
  }
  return query;
}

void PutFacets(Card& card, const Visit& visit, const store::FacetCounts& counts) {
  std::vector<Card> facets;
  const auto add = [&](std::string_view field, const std::vector<store::FacetLine>& lines,
                       std::string (*words)(std::string_view)) {
    // What is narrowed already is a chip; one value alone narrows nothing.
    if (visit.Query(field).empty() && lines.size() > 1) {
      facets.push_back(Facet(visit, field, lines, words));
    }
  };
  if (visit.Query("from").empty() && visit.Query("to").empty() && counts.counted > 1) {
    facets.push_back(AgeFacet(visit, counts));
  }
  add("source", counts.sources, AsItIs);
  add("speaker", counts.speakers, AsItIs);
  add("place", counts.places, AsItIs);
  add("language", counts.languages, LanguageWords);
  add("origin", counts.origins, OriginWords);
  card.Put("facets", facets);
  card.Put("counted", counts.all ? Count("search.hits", counts.counted) : Count("search.newest", counts.counted));
}

bool AsksForAnything(const store::SearchQuestion& question) {
  return !question.words.empty() || !question.speaker.empty() || !question.place.empty() || !question.source.empty() ||
         !question.language.empty() || question.from || question.to || !question.origin.empty() ||
         question.single_origin;
}

std::vector<Card> NarrowedTo(const Visit& visit, const store::SearchQuestion& question) {
  const std::array<std::tuple<std::string_view, std::string>, 8> parts{
      {{"speaker", question.speaker},
       {"source", question.source},
       {"place", question.place},
       {"language", LanguageWords(question.language)},
       {"origin", question.origin.empty() ? std::string() : OriginWords(question.origin)},
       {"from", DayWordsOf(question.from)},
       {"to", DayWordsOf(question.to)},
       {"single", question.single_origin ? std::string(Phrase("search.yes")) : std::string()}}};
  std::vector<Card> cards;
  for (const auto& [field, value] : parts) {
    if (!value.empty()) {
      Card& card = cards.emplace_back();
      card.Put("what", Phrase(fmt::format("search.{}", field))).Put("value", value);
      if (!visit.Query(field).empty()) {
        card.Set("href", Narrowed(visit, field, ""));
        card.Put("remove", Say("search.remove", Phrase(fmt::format("search.{}", field))));
      }
    }
  }
  return cards;
}

std::vector<Card> SavedSearchCards(const Visit& visit) {
  const auto saved = store::Searches(visit.store).Of(visit.person.id);
  std::vector<Card> cards;
  if (!saved) {
    return cards;
  }
  for (const store::SavedSearch& search : *saved) {
    Card& card = cards.emplace_back();
    card.Put("name", search.name).Set("id", fmt::to_string(search.id));
    card.Set("href", fmt::format("{}search?{}", visit.root, search.query));
    card.Set("alert_href",
             fmt::format("{}alerts?name={}&{}#make", visit.root, http::PercentEncode(search.name), search.query));
    if (cards.size() > kMostLookedAt) {
      continue;
    }
    store::SearchQuestion question = SearchOf(http::ParseFields(search.query));
    question.by_rank = false;
    question.limit = kManyNew + 1;
    // Newest first until the one that was seen.
    const auto hits = visit.store.FindPlaces(question);
    if (!hits) {
      continue;
    }
    const auto fresh = std::ranges::count_if(*hits, [&](std::int64_t place) { return place > search.looked; });
    if (fresh > kManyNew) {
      card.Put("fresh", Say("search.fresh_many", kManyNew));
    } else if (fresh > 0) {
      card.Put("fresh", Count("search.fresh", fresh));
    }
  }
  return cards;
}

http::Reply ShowSearches(const Visit& visit) {
  Card card;
  card.Put("searches", SavedSearchCards(visit));
  const std::string query = SearchQuery(visit.target.query);
  card.Put("search_query", query).Put("suggested", visit.Query("q"));
  card.Set("search_href", fmt::format("{}search?{}", visit.root, query));
  card.Put("narrowed", NarrowedTo(visit, SearchOf(visit.target.query)));
  return ShowForm(visit, "searches", Phrase("searches.title"), std::move(card));
}

http::Reply SaveSearch(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const http::Fields fields = http::ParseFields(http::FieldOf(form, "query"));
  const std::string query = SearchQuery(fields);
  store::SearchQuestion question = SearchOf(fields);
  question.by_rank = false;
  question.limit = 1;
  const auto newest = visit.store.FindPlaces(question);
  const std::int64_t looked = newest && !newest->empty() ? newest->front() : 0;
  const auto saved = store::Searches(visit.store).Save(visit.person.id, http::FieldOf(form, "name"), query, looked);
  return saved ? GoTo(visit, "searches") : ShowFault(visit, saved.error());
}

http::Reply ForgetSearch(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  const auto removed =
      store::Searches(visit.store).Remove(visit.person.id, WholeNumber(http::FieldOf(form, "id")).value_or(0));
  return removed ? GoTo(visit, "searches") : ShowFault(visit, removed.error());
}

}  // namespace headwater::screen
