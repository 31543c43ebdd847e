// Answers programs that change something, or ask what is a person's own: decisions, marks, people.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "form/json_line.h"
#include "screen/strings.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "store/reading.h"
#include "web/json.h"

namespace headwater::serve {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostIds = 1000;

std::vector<std::string> TextsOf(const json::value& object, std::string_view name) {
  std::vector<std::string> texts;
  for (const json::value& each : web::JsonArray(object, name)) {
    if (each.is_string() && texts.size() < kMostIds) {
      texts.emplace_back(each.as_string());
    }
  }
  return texts;
}

template <class Id>
std::vector<Id> IdsOf(const json::value& object, std::string_view name) {
  std::vector<Id> ids;
  for (std::string& text : TextsOf(object, name)) {
    ids.emplace_back(std::move(text));
  }
  return ids;
}

// Those about entities hold at once, those of the desk when it has acted.
http::Reply Accepted(const screen::Visit& visit, std::int64_t decision, store::DecisionKind kind) {
  form::JsonObject object;
  object.Number("decision", decision);
  std::string location;
  if (!store::IsOfEntities(kind)) {
    const auto errand = visit.store.Ask(store::ErrandKind::kSettle, fmt::to_string(decision), visit.now);
    if (!errand) {
      return Problem(errand.error());
    }
    object.Number("errand", *errand);
    location = fmt::format("{}/api/v1/errand/{}", visit.outside, *errand);
  }
  http::Reply reply = Json(object.Written());
  reply.status = 202;
  if (!location.empty()) {
    reply.headers.emplace_back("location", location);
  }
  return reply;
}

struct Named {
  std::string_view word;
  store::Mark mark;
};
constexpr std::array kMarks{Named{"read", store::Mark::kRead}, Named{"starred", store::Mark::kStarred},
                            Named{"later", store::Mark::kLater}};

}  // namespace

http::Reply TakeDecisionByApi(const screen::Visit& visit) {
  const auto body = web::ParseJson(visit.request.body);
  const auto kind = body && body->is_object() ? store::DecisionKindOf(web::JsonText(*body, "kind")) : std::nullopt;
  if (!kind) {
    return SendProblem(400, screen::Phrase("problem.decision"));
  }
  store::NewDecision decision{.kind = *kind};
  decision.entity = news::EntityId(web::JsonText(*body, "entity"));
  decision.form = web::JsonText(*body, "form");
  decision.article = news::ArticleId(web::JsonText(*body, "article"));
  decision.other = news::EntityId(web::JsonText(*body, "other"));
  decision.name = web::JsonText(*body, "name");
  decision.articles = IdsOf<news::ArticleId>(*body, "articles");
  decision.others = IdsOf<news::ArticleId>(*body, "others");
  decision.source = web::JsonText(*body, "source");
  decision.url = http::WebAddress(web::JsonText(*body, "url"));
  decision.story = news::StoryId(web::JsonText(*body, "story"));
  decision.other_story = news::StoryId(web::JsonText(*body, "other_story"));
  const auto made = visit.store.Decide(decision, visit.now);
  return made ? Accepted(visit, *made, *kind) : Problem(made.error());
}

http::Reply UndoByApi(const screen::Visit& visit) {
  const auto number = screen::WholeNumber(visit.Segment(3));
  const auto decision = visit.store.DecisionOf(number.value_or(0));
  if (!decision) {
    return Problem(decision.error());
  }
  const auto done = visit.store.Undo(*number);
  return done ? Accepted(visit, *number, decision->kind) : Problem(done.error());
}

http::Reply SendMarks(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const std::string_view shelf = visit.Query("shelf");
  store::ItemQuestion question;
  question.shelf = shelf == "later"   ? store::Shelf::kLater
                   : shelf == "notes" ? store::Shelf::kNoted
                                      : store::Shelf::kStarred;
  question.limit = bounds->limit;
  store::Reading reading(visit.store);
  const auto numbers = reading.Items(visit.person.id, question);
  const auto views = numbers ? reading.Views(visit.person.id, *numbers)
                             : Result<std::vector<store::ItemView>>(tl::unexpected(numbers.error()));
  if (!views) {
    return Problem(views.error());
  }
  std::vector<std::string> elements;
  for (const store::ItemView& view : *views) {
    const auto line = view.article ? SourcedLines(visit, {view.line}) : SourcedStories(visit, {*view.story});
    if (!line) {
      return Problem(line.error());
    }
    form::JsonObject object;
    object.Raw(view.article ? "article" : "story", line->front()).Flag("read", view.state.read);
    object.Flag("starred", view.state.starred).Flag("later", view.state.later);
    object.Text("note", view.state.note).Raw("tags", form::JsonTexts(view.state.tags));
    elements.push_back(object.Written());
  }
  return Whole("items", elements);
}

http::Reply TakeMarks(const screen::Visit& visit) {
  const auto body = web::ParseJson(visit.request.body);
  const std::string word = body && body->is_object() ? web::JsonText(*body, "mark") : std::string();
  const auto* const named = std::ranges::find(kMarks, word, &Named::word);
  if (named == kMarks.end()) {
    return SendProblem(400, screen::Phrase("problem.mark"));
  }
  const json::value* const on = body->as_object().if_contains("on");
  store::Reading reading(visit.store);
  const auto articles = reading.ItemsOf(IdsOf<news::ArticleId>(*body, "articles"));
  const auto stories = reading.ItemsOf(IdsOf<news::StoryId>(*body, "stories"));
  if (!articles || !stories) {
    return Problem(!articles ? articles.error() : stories.error());
  }
  std::vector<store::ItemNumber> items = *articles;
  items.insert(items.end(), stories->begin(), stories->end());
  std::erase(items, 0);
  const auto set =
      reading.Set(visit.person.id, items, named->mark, on == nullptr || !on->is_bool() || on->as_bool(), visit.now);
  if (!set) {
    return Problem(set.error());
  }
  return Json(form::JsonObject().Number("marked", static_cast<std::int64_t>(items.size())).Written());
}

http::Reply SendPeople(const screen::Visit& visit) {
  const auto people = store::People(visit.store).All();
  if (!people) {
    return Problem(people.error());
  }
  std::vector<std::string> elements;
  for (const store::PersonLine& line : *people) {
    form::JsonObject object;
    object.Number("id", line.person.id).Text("name", line.person.name);
    object.Text("role", store::WordFor(line.person.role)).Text("made", FormatMoment(MomentOfInstant(line.made)));
    object.Text("seen", line.seen ? FormatMoment(MomentOfInstant(*line.seen)) : std::string());
    elements.push_back(object.Written());
  }
  return Whole("people", elements);
}

}  // namespace headwater::serve
