// Where users say who is who: two are one, or a form is someone else; and where they take it back.
#include <fmt/format.h>

#include <algorithm>

#include "screen/cards.h"
#include "screen/entity.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kCandidates = 12;
constexpr std::size_t kArticles = 100;
// The value of a choice that stands for none of those listed.
constexpr std::string_view kNewOne = "new";

// Others that may be the same: those called by the words that were looked for, or by its own name.
std::vector<Card> CandidatesOf(const Visit& visit, const store::EntityView& view, std::string_view words) {
  std::vector<store::EntityLine> lines;
  if (const auto called = visit.store.EntitiesCalled(words.empty() ? view.name : words, {}, kCandidates + 1)) {
    lines = *called;
  }
  std::erase_if(lines, [&](const store::EntityLine& line) { return line.entity == view.entity; });
  return EntityCards(visit, lines);
}

http::Reply Settled(const Visit& visit, const store::NewDecision& decision) {
  const auto done = visit.store.Decide(decision, visit.now);
  if (!done) {
    return ShowFault(visit, done.error());
  }
  return GoTo(visit, http::EntityAddress(decision.other.empty() ? decision.entity : decision.other));
}

}  // namespace

http::Reply ShowSettle(const Visit& visit) {
  const auto view = visit.store.Entity({.entity = EntityOf(visit), .statements = 0, .articles = kArticles});
  if (!view) {
    return ShowFault(visit, view.error());
  }
  if (view->entity != EntityOf(visit)) {
    return GoTo(visit, fmt::format("{}/settle", http::EntityAddress(view->entity)));
  }
  Card card;
  const std::string_view words = visit.Query("other");
  const std::vector<Card> candidates = CandidatesOf(visit, *view, words);
  card.Put("heading", Say("settle.title", view->name)).Put("id", view->entity.value()).Put("other", words);
  card.Set("back_href", fmt::format("{}{}", visit.root, http::EntityAddress(view->entity)));
  card.Put("candidates", candidates).Put("looked", !words.empty());
  std::vector<Card> forms;
  for (const store::FormLine& line : view->forms) {
    forms.emplace_back().Put("form", line.form).Put("articles", Count("articles", line.articles));
  }
  std::vector<Card> articles;
  for (const store::ArticleLine& line : view->articles) {
    articles.emplace_back()
        .Put("id", line.id.value())
        .Put("words", Say("settle.article", PublisherWords(line), Shortened(HeadlineWords(line.headline), 90)));
  }
  card.Put("forms", forms).Put("articles", articles);
  card.Put("decisions", DecisionCards(visit, view->decisions));
  return ShowForm(visit, "settle", Say("settle.title", view->name), std::move(card));
}

http::Reply MergeEntities(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  return Settled(visit, {.kind = store::DecisionKind::kMerge,
                         .entity = news::EntityId{std::string(http::FieldOf(fields, "entity"))},
                         .other = news::EntityId{std::string(http::FieldOf(fields, "other"))}});
}

http::Reply PartEntity(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::NewDecision decision{.kind = store::DecisionKind::kPart,
                              .entity = news::EntityId{std::string(http::FieldOf(fields, "entity"))},
                              .form = std::string(http::FieldOf(fields, "form")),
                              .article = news::ArticleId{std::string(http::FieldOf(fields, "article"))}};
  const std::string_view other = http::FieldOf(fields, "other");
  if (other.empty() || other == kNewOne) {
    decision.name = http::FieldOf(fields, "name");
  } else {
    decision.other = news::EntityId{std::string(other)};
  }
  return Settled(visit, decision);
}

}  // namespace headwater::screen
