// Answers programs about persons, organisations and places, and who said what.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "form/accounts.h"
#include "form/json.h"
#include "form/json_line.h"
#include "screen/reserved.h"
#include "screen/source.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "store/tallies_json.h"

namespace headwater::serve {

// `?about=`: words that a matter must have.
http::Reply SendPositions(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const news::EntityId id{fmt::format("{}/{}", visit.Segment(2), http::PercentDecode(visit.Segment(3)))};
  const auto matters =
      visit.store.Positions({.entity = id, .about = std::string(visit.Query("about")), .limit = bounds->limit});
  return matters ? Json(form::JsonObject().Raw("positions", ArrayOf(*matters, form::WriteMatter)).Written())
                 : Problem(matters.error());
}

http::Reply SendEntity(const screen::Visit& visit) {
  std::string id = http::PercentDecode(visit.Segment(3));
  if (id.find('/') == std::string::npos) {
    id = fmt::format("{}/{}", visit.Segment(2), id);
  }
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const auto entity = visit.store.Entity({.entity = news::EntityId{id},
                                          .statements = visit.Query("limit").empty() ? 200 : bounds->limit,
                                          .statements_from = bounds->offset,
                                          .articles = 200});
  if (!entity) {
    return Problem(entity.error());
  }
  const auto articles = SourcedLines(visit, entity->articles);
  if (!articles) {
    return Problem(articles.error());
  }
  form::JsonObject object;
  object.Text("entity", entity->entity.value()).Text("name", entity->name);
  object.Raw("forms", ArrayOf(entity->forms, FormJson)).Raw("roles", ArrayOf(entity->roles, RoleJson));
  object.Raw("places", ArrayOf(entity->places, WhereaboutsJson));
  object.Number("statement_count", entity->statement_count).Number("article_count", entity->article_count);
  object.Raw("statements", form::JsonArray(StatementsJson(entity->statements)));
  object.Raw("decisions", ArrayOf(entity->decisions, DecisionJson));
  return Json(object.Raw("articles", form::JsonArray(*articles)).Written());
}

http::Reply SendEntities(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  if (visit.Query("q").empty()) {
    return SendProblem(400, screen::Phrase("problem.no_words"));
  }
  const auto lines = visit.store.EntitiesCalled(visit.Query("q"), visit.Query("kind"), bounds->limit);
  if (!lines) {
    return Problem(lines.error());
  }
  std::vector<std::string> elements;
  for (const store::EntityLine& line : *lines) {
    form::JsonObject object;
    object.Text("entity", line.entity.value()).Text("name", line.name).Text("role", line.role);
    elements.push_back(object.Number("articles", line.articles).Number("statements", line.statements).Written());
  }
  return Json(form::JsonObject().Raw("entities", form::JsonArray(elements)).Written());
}

http::Reply SendDecisions(const screen::Visit& visit) {
  const auto decisions = visit.store.Decisions(200);
  return decisions ? Json(form::JsonObject().Raw("decisions", ArrayOf(*decisions, DecisionJson)).Written())
                   : Problem(decisions.error());
}

http::Reply SendStatements(const screen::Visit& visit) {
  const auto bounds = PlacedBoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::SearchQuestion question = screen::SearchOf(visit.target.query);
  question.limit = bounds->limit;
  question.offset = bounds->offset;
  const auto page = store::PagedSearch(visit.store).Statements(question, bounds->place);
  if (!page) {
    return Problem(page.error());
  }
  std::vector<news::ArticleId> ids;
  std::ranges::transform(page->lines, std::back_inserter(ids), &store::StatementLine::article);
  auto sourced = Sourced(visit, ids, StatementsJson(page->lines));
  return sourced ? List("statements", *std::move(sourced), *bounds, page->next) : Problem(sourced.error());
}

}  // namespace headwater::serve
