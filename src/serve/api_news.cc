// Answers programs about stories, threads and articles, and searches among them.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "form/accounts.h"
#include "form/json.h"
#include "form/json_line.h"
#include "screen/edition.h"
#include "screen/facets.h"
#include "screen/reserved.h"
#include "screen/source.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "serve/listing_items.h"
#include "store/tallies_json.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kMostStatements = 200;  // of a story

}  // namespace

http::Reply SendStories(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::EditionQuestion question = screen::EditionOf(visit);
  question.limit = bounds->limit + 1;
  question.offset = bounds->offset;
  const auto stories = store::Editions(visit.store).Stories(question);
  if (!stories) {
    return Problem(stories.error());
  }
  auto lines = SourcedStories(visit, *stories);
  return lines ? List("stories", *std::move(lines), *bounds) : Problem(lines.error());
}

http::Reply SendStory(const screen::Visit& visit) {
  const news::StoryId id{std::string(visit.Segment(3))};
  const auto story = visit.store.Story(id);
  if (!story) {
    return Problem(story.error());
  }
  const auto statements = visit.store.StatementsOf(id, kMostStatements);
  if (!statements) {
    return Problem(statements.error());
  }
  std::vector<std::string> origins;
  std::ranges::transform(story->origins, std::back_inserter(origins), form::WriteOrigin);
  const auto accounts = visit.store.Accounts(id);
  if (!accounts) {
    return Problem(accounts.error());
  }
  const auto lines = SourcedLines(visit, story->articles);
  const auto sources = SourceFields(visit, std::vector{story->line.story.id});
  if (!lines || !sources) {
    return Problem(!lines ? lines.error() : sources.error());
  }
  form::JsonObject object = StoryJson(story->line);
  object.Fields(sources->front());
  object.Raw("disagreements", ArrayOf(accounts->disagreements, form::WriteDisagreement));
  object.Raw("figures", ArrayOf(accounts->spreads, form::WriteSpread));
  object.Raw("articles", form::JsonArray(*lines)).Raw("origins", form::JsonArray(origins));
  object.Raw("copies", form::JsonArray(CopiesJson(story->copies)));
  object.Raw("statements", form::JsonArray(StatementsJson(*statements)));
  return Json(object.Raw("thread", form::JsonArray(StoriesJson(story->thread))).Written());
}

static std::string TurnJson(const store::TurnLine& turn) {
  form::JsonObject object = StoryJson(turn.story);
  object.Text("day", turn.day ? FormatDay(*turn.day) : std::string());
  return object.Flag("dated", turn.dated).Written();
}

http::Reply SendThread(const screen::Visit& visit) {
  const auto timeline = visit.store.Timeline(news::ThreadId{std::string(visit.Segment(3))});
  if (!timeline) {
    return Problem(timeline.error());
  }
  if (timeline->turns.empty()) {
    return SendProblem(404, screen::Phrase("error.no_thread"));
  }
  std::vector<news::StoryId> ids;
  std::vector<std::string> turns;
  for (const store::TurnLine& turn : timeline->turns) {
    ids.push_back(turn.story.story.id);
    turns.push_back(TurnJson(turn));
  }
  const auto stories = Sourced(visit, ids, std::move(turns));
  if (!stories) {
    return Problem(stories.error());
  }
  form::JsonObject object;
  object.Text("thread", visit.Segment(3)).Raw("stories", form::JsonArray(*stories));
  return Json(object.Raw("positions", ArrayOf(timeline->positions, form::WriteMatter)).Written());
}

// `?from=&to=`: ids of two revisions; the last two without.
http::Reply SendChanges(const screen::Visit& visit) {
  const auto view =
      visit.store.Revisions(news::ArticleId{std::string(visit.Segment(3))}, visit.Query("from"), visit.Query("to"));
  if (!view) {
    return Problem(view.error());
  }
  form::JsonObject object;
  object.Raw("revisions", form::JsonArray(RevisionsJson(view->revisions)));
  if (view->revisions.size() > 1) {
    object.Text("from", view->revisions[view->from].id).Text("to", view->revisions[view->to].id);
    object.Raw("comparison", form::WriteComparison(view->comparison));
  }
  return Json(object.Written());
}

http::Reply SendArticle(const screen::Visit& visit) {
  std::string id(visit.Segment(3));
  if (visit.target.path.size() > 4) {
    id += fmt::format("#{}", visit.Segment(4));
  }
  auto view = visit.store.Article(news::ArticleId{id});
  if (!view) {
    return Problem(view.error());
  }
  screen::EndInTime(view->article, visit.now);
  const auto sources = SourceFields(visit, std::vector{view->line.id});
  if (!sources) {
    return Problem(sources.error());
  }
  form::JsonObject object;
  object.Fields(sources->front());
  object.Raw("article", form::WriteArticle(view->article)).Raw("line", LineJson(view->line).Written());
  if (view->origin) {
    object.Raw("origin", form::WriteOrigin(*view->origin));
  }
  object.Raw("copies", form::JsonArray(CopiesJson(view->copies)))
      .Raw("related", form::JsonArray(LinesJson(view->related)));
  object.Raw("revisions", form::JsonArray(RevisionsJson(view->revisions)));
  object.Text("page_hash", view->page_hash).Number("page_bytes", static_cast<std::int64_t>(view->page_bytes));
  http::Reply reply = Json(object.Written());
  screen::PassOn(view->article, reply.headers);
  return reply;
}

http::Reply SendSearch(const screen::Visit& visit) {
  const auto bounds = PlacedBoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::SearchQuestion question = screen::SearchOf(visit.target.query);
  if (!screen::AsksForAnything(question)) {
    return SendProblem(400, screen::Phrase("problem.no_words"));
  }
  question.limit = bounds->limit;
  question.offset = bounds->offset;
  const auto page = store::PagedSearch(visit.store).Articles(question, bounds->place);
  if (!page) {
    return Problem(page.error());
  }
  std::vector<std::string> elements;
  std::vector<news::ArticleId> ids;
  for (const store::SearchHit& hit : page->lines) {
    ids.push_back(hit.line.id);
    std::string snippet = hit.snippet;
    std::erase_if(snippet, [](char c) { return c == '\x01' || c == '\x02'; });
    form::JsonObject object = LineJson(hit.line).Text("snippet", snippet);
    elements.push_back(
        object.Text("single_origin", screen::SingleOriginWords(hit.single_origin, hit.single_source)).Written());
  }
  auto sourced = Sourced(visit, ids, std::move(elements));
  return sourced ? List("articles", *std::move(sourced), *bounds, page->next) : Problem(sourced.error());
}

}  // namespace headwater::serve
