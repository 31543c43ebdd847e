// Fills the lists; each entity stands there once, by its fullest form.
#include "screen/found.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostSaid = 300;
constexpr std::size_t kMostNamed = 60;
constexpr std::size_t kMostTimes = 60;

std::string ContentOf(const text::CodePointIndex& words, const news::Statement& statement) {
  std::string content;
  for (const news::Span& span : statement.content) {
    if (span.begin < span.end) {
      content += fmt::format("{}{}", content.empty() ? "" : " ", words.Slice(span.begin, span.end));
    }
  }
  return content;
}

std::vector<Card> SaidCards(const Visit& visit, const store::ArticleView& view, const news::Annotations& found) {
  std::vector<Card> cards;
  const text::CodePointIndex prose(view.article.text);
  for (std::size_t n = 0; n < std::min(found.statements.size(), kMostSaid); ++n) {
    const news::Statement& statement = found.statements[n];
    std::string content;
    if (!statement.mark) {
      content = ContentOf(prose, statement);
    } else if (*statement.mark < view.article.marks.size()) {
      content = ContentOf(text::CodePointIndex(view.article.marks[*statement.mark].text), statement);
    }
    Card card = SaidCard(visit, statement, content);
    card.Set("number", fmt::to_string(n + 1));
    card.Put("in_text", !statement.mark && !statement.content.empty());
    card.Put("lang", view.line.language);
    if (const auto places = view.said_in.find(n); places != view.said_in.end()) {
      PutPlaces(card, visit, places->second, view.line.id, static_cast<int>(places->second.size()));
      if (const auto sources = view.said_by.find(n); sources != view.said_by.end()) {
        card.Put("counted", SourcesSentence(static_cast<int>(places->second.size()), sources->second));
      }
    }
    cards.push_back(std::move(card));
  }
  return cards;
}

struct Named {
  std::string form;
  std::string role;
  news::EntityId entity;
};

std::vector<Card> NamedCards(const Visit& visit, const news::Annotations& found) {
  constexpr std::array kKinds{news::NameKind::kPerson, news::NameKind::kOrganisation, news::NameKind::kPlace,
                              news::NameKind::kOther};
  std::map<news::Span, std::string> countries;
  for (const news::Place& place : found.places) {
    countries.emplace(place.span, CountryWords(place.country));
  }
  std::vector<Card> groups;
  for (const news::NameKind kind : kKinds) {
    std::vector<Named> named;
    std::map<std::string_view, std::size_t> known;
    for (const news::Name& name : found.names) {
      if (name.kind != kind || name.entity.empty()) {
        continue;
      }
      const auto [at, is_new] = known.emplace(name.entity.value(), named.size());
      if (is_new) {
        named.push_back({name.text, {}, name.entity});
      }
      Named& each = named[at->second];
      each.form = name.text.size() > each.form.size() ? name.text : each.form;
      each.role = each.role.empty() ? name.role : each.role;
      const auto country = countries.find(name.span);
      if (each.role.empty() && country != countries.end() && country->second != each.form) {
        each.role = country->second;
      }
    }
    std::vector<Card> cards;
    for (std::size_t n = 0; n < std::min(named.size(), kMostNamed); ++n) {
      Card& card = cards.emplace_back();
      card.Put("name", named[n].form).Put("role", Shortened(named[n].role, 100));
      card.Set("href", fmt::format("{}{}", visit.root, http::EntityAddress(named[n].entity)));
    }
    if (!cards.empty()) {
      groups.emplace_back().Put("kind", Phrase(fmt::format("named.{}", news::Spell(kind)))).Put("names", cards);
    }
  }
  return groups;
}

std::vector<Card> TimeCards(const news::Annotations& found) {
  std::vector<Card> cards;
  std::set<std::pair<std::string, std::string>> known;
  for (const news::Time& time : found.times) {
    if (cards.size() < kMostTimes && known.emplace(time.text, time.value).second) {
      cards.emplace_back().Put("words", time.text).Put("value", TimexWords(time.value));
    }
  }
  return cards;
}

}  // namespace

void PutFound(Card& card, const Visit& visit, const store::ArticleView& view, const news::Annotations& found) {
  card.Put("said", SaidCards(visit, view, found)).Put("named", NamedCards(visit, found));
  card.Put("said_count", Count("statements", static_cast<std::int64_t>(found.statements.size())));
  card.Put("times", TimeCards(found));
}

}  // namespace headwater::screen
