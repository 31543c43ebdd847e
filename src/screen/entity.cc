// The page of a person, an organisation or a place: forms, roles with their dates, statements over time.
#include "screen/entity.h"

#include <fmt/format.h>

#include <algorithm>

#include "screen/accounts.h"
#include "screen/cards.h"
#include "screen/map.h"
#include "screen/reasons.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/whereabouts.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kStatements = 40;
constexpr std::size_t kArticles = 30;
constexpr std::size_t kMatters = 12;
constexpr std::size_t kFormsShown = 12;
constexpr std::size_t kRolesShown = 8;

Card FormCard(const store::FormLine& line) {
  Card card;
  card.Put("form", line.form).Set("count", Grouped(line.times));
  return card.Put("script", line.script == "latin" || line.script.empty()
                                ? std::string_view()
                                : Phrase(fmt::format("script.{}", line.script)));
}

Card RoleCard(const store::RoleLine& line) {
  Card card;
  card.Put("role", Shortened(line.role, 160)).Put("days", DaysWords(line.first, line.last));
  return card.Put("articles", Count("articles", line.articles));
}

Card PlaceCard(const store::PlaceLine& line, bool sure) {
  Card card;
  const std::string country = CountryWords(line.country);
  const std::string place = country.empty() || country == line.name ? line.name : Say("place.in", line.name, country);
  card.Put("place", sure ? place : Say("place.unsure", place));
  card.Put("at", sure ? fmt::format("{:.2f}, {:.2f}", line.latitude, line.longitude) : std::string());
  return card.Put("articles", Count("articles", line.articles));
}

void PutMap(Card& card, const Visit& visit, const std::vector<store::PlaceLine>& places) {
  std::vector<MapDot> dots;
  for (const store::PlaceLine& place : places) {
    dots.push_back({place.name, {}, place.latitude, place.longitude, place.articles});
  }
  card.Put("map_html", MapHtml(dots, AssetsOf(visit), Phrase("map.title")));
}

// Where it lies, as far as that is sure; what else is called so is said to be no more than that.
void PutPlaces(Card& card, const Visit& visit, const store::EntityView& view) {
  const auto sure = store::SurePlaces(visit.store, view.entity, view.places);
  const std::vector<store::PlaceLine> known = sure.value_or(std::vector<store::PlaceLine>());
  std::vector<Card> cards;
  for (const store::PlaceLine& line : view.places) {
    const bool is_sure = std::ranges::any_of(known, [&](const store::PlaceLine& each) {
      return each.name == line.name && each.country == line.country && each.latitude == line.latitude &&
             each.longitude == line.longitude;
    });
    cards.push_back(PlaceCard(line, is_sure));
  }
  card.Put("places", std::move(cards));
  PutMap(card, visit, known);
}

// The first of them as `name`, the others as `more_name`.
void PutSome(Card& card, const std::string& name, std::vector<Card> cards, std::size_t first) {
  if (cards.size() > first) {
    const std::vector<Card> more(cards.begin() + static_cast<std::ptrdiff_t>(first), cards.end());
    card.Put(fmt::format("more_{}", name), more);
    card.Put(fmt::format("more_{}_count", name), Count("more", static_cast<std::int64_t>(more.size())));
    cards.resize(first);
  }
  card.Put(name, cards);
}

// Of a name that has one form only there is nothing to explain.
void PutFormReasons(Card& card, const Visit& visit, const std::vector<store::FormLine>& forms) {
  std::vector<Card> cards;
  for (const store::FormLine& line : forms) {
    if (!line.why.empty()) {
      Card each;
      each.Put("form", line.form);
      PutWhy(each, visit, line.why);
      cards.push_back(std::move(each));
    }
  }
  if (cards.size() > 1) {
    card.Put("form_reasons", cards);
  }
}

template <class Lines, class Make>
std::vector<Card> Cards(const Lines& lines, Make make) {
  std::vector<Card> cards;
  for (const auto& line : lines) {
    cards.push_back(make(line));
  }
  return cards;
}

bool IsApart(const store::StatementLine& line) {
  return line.statement.type == news::StatementType::kBelief || line.statement.type == news::StatementType::kWish;
}

// Beliefs and wishes stand apart from what is asserted.
void PutStatementsOf(Card& card, const Visit& visit, const store::EntityView& view) {
  std::vector<store::StatementLine> said;
  std::vector<store::StatementLine> held;
  for (const store::StatementLine& line : view.statements) {
    (IsApart(line) ? held : said).push_back(line);
  }
  card.Put("said", ToldByDay(visit, said)).Put("held", ToldByDay(visit, held));
  card.Put("statement_count", Count("statements", view.statement_count));
}

}  // namespace

news::EntityId EntityOf(const Visit& visit) {
  return news::EntityId{fmt::format("{}/{}", visit.Segment(0), visit.Segment(1))};
}

std::string_view KindOf(const news::EntityId& entity) {
  const std::string_view id = entity.value();
  return id.substr(0, id.find('/'));
}

std::vector<Card> EntityCards(const Visit& visit, const std::vector<store::EntityLine>& lines) {
  return Cards(lines, [&](const store::EntityLine& line) {
    Card card;
    card.Put("name", line.name).Put("role", Shortened(line.role, 100)).Put("id", line.entity.value());
    card.Put("kind", Phrase(fmt::format("name.{}", KindOf(line.entity))));
    card.Set("href", fmt::format("{}{}", visit.root, http::EntityAddress(line.entity)));
    card.Put("articles", Count("articles", line.articles));
    return card.Put("statements", line.statements > 0 ? Count("statements", line.statements) : std::string());
  });
}

http::Reply ShowEntity(const Visit& visit) {
  const news::EntityId id = EntityOf(visit);
  const Paging paging = PagingOf(visit, kStatements);
  const auto view = visit.store.Entity({.entity = id,
                                        .statements = paging.size,
                                        .statements_from = paging.offset(),
                                        .articles = kArticles,
                                        .reasons = true});
  if (!view) {
    return ShowFault(visit, view.error());
  }
  if (view->entity != id) {
    return GoTo(visit, http::EntityAddress(view->entity));
  }
  const std::string_view kind = KindOf(id);
  Card card;
  card.Put("name", view->name).Put("kind", Phrase(fmt::format("entity.{}", kind)));
  PutSome(card, "forms", Cards(view->forms, FormCard), kFormsShown);
  PutFormReasons(card, visit, view->forms);
  PutSome(card, "roles", Cards(view->roles, RoleCard), kRolesShown);
  PutPlaces(card, visit, *view);
  PutStatementsOf(card, visit, *view);
  if (paging.number == 1 && view->statement_count > 1) {
    const auto matters =
        visit.store.Positions({.entity = id, .about = std::string(visit.Query("about")), .limit = kMatters});
    if (!matters) {
      return ShowFault(visit, matters.error());
    }
    card.Put("matters", MatterCards(visit, *matters));
  }
  card.Put("articles", Cards(view->articles, [&](const auto& line) { return ArticleCard(visit, line); }));
  card.Put("article_count", Count("articles", view->article_count));
  const std::string_view field = kind == "place" ? "place" : "speaker";
  if (view->article_count > static_cast<int>(view->articles.size())) {
    card.Set("search_href", fmt::format("{}search?{}={}", visit.root, field,
                                        http::PercentEncode(kind == "place" ? view->name : id.value())));
  }
  card.Set("settle_href", fmt::format("{}{}/settle", visit.root, http::EntityAddress(id)));
  card.Put("decisions", DecisionCards(visit, view->decisions));
  const bool more = paging.offset() + view->statements.size() < static_cast<std::size_t>(view->statement_count);
  PutPaging(card, paging, more, "", visit.target.query);
  return ShowPage(visit, "entity", view->name, std::move(card));
}

}  // namespace headwater::screen
