// Answers programs in JSON.
#include "serve/api.h"

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
#include "store/tallies_json.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kMaxLimit = 100;
constexpr std::size_t kMaxOffset = 100'000;

struct Bounds {
  std::size_t limit = 30;
  std::size_t offset = 0;
};

// Fails on what is no number; numbers out of bounds too, so that a program notices.
Result<std::size_t> NumberField(const screen::Visit& visit, std::string_view field, std::size_t otherwise,
                                std::size_t least, std::size_t most) {
  const std::string_view text = visit.Query(field);
  if (text.empty()) {
    return otherwise;
  }
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number < least || number > most) {
    return Fail(Fault::kUsage, screen::Say("problem.bounds", field, least, most));
  }
  return number;
}

Result<Bounds> BoundsOf(const screen::Visit& visit) {
  const auto limit = NumberField(visit, "limit", 30, 1, kMaxLimit);
  const auto offset = NumberField(visit, "offset", 0, 0, kMaxOffset);
  if (!limit || !offset) {
    return tl::unexpected<Error>(!limit ? limit.error() : offset.error());
  }
  return Bounds{*limit, *offset};
}

http::Reply Json(std::string body) {
  http::Reply reply;
  reply.content_type = "application/json";
  reply.body = std::move(body);
  reply.body += '\n';
  return reply;
}

http::Reply Problem(const Error& error) { return SendProblem(screen::StatusOf(error.fault), error.text); }

// An object with the elements under `name`, and the offset of the next where there is one more than asked for.
http::Reply List(std::string_view name, std::vector<std::string> elements, const Bounds& bounds) {
  form::JsonObject object;
  const bool more = elements.size() > bounds.limit;
  elements.resize(std::min(elements.size(), bounds.limit));
  object.Raw(name, form::JsonArray(elements));
  if (more) {
    object.Number("next", static_cast<std::int64_t>(bounds.offset + bounds.limit));
  }
  return Json(object.Written());
}

std::string BetweenJson(const news::PublishedBetween& between) {
  form::JsonObject object;
  object.Text("from", between.from ? FormatDay(*between.from) : std::string{});
  object.Text("to", between.to ? FormatDay(*between.to) : std::string{});
  return object.Raw("evidence", form::JsonTexts(between.evidence)).Written();
}

form::JsonObject LineJson(const store::ArticleLine& line) {
  form::JsonObject object;
  object.Text("id", line.id.value()).Text("story", line.story.value()).Text("url", line.url);
  object.Text("headline", line.headline).Text("publisher", line.publisher).Text("credit", line.credit);
  if (!line.authors.empty()) {
    object.Raw("authors", form::JsonTexts(line.authors));
  }
  object.Text("language", line.language);
  if (line.published) {
    object.Text("published", FormatMoment(*line.published));
  }
  if (line.published_between) {
    object.Raw("published_between", BetweenJson(*line.published_between));
  }
  object.Text("seen", FormatMoment(MomentOfInstant(line.seen)));
  return line.sample ? object.Flag("sample", true) : object;
}

std::vector<std::string> LinesJson(const std::vector<store::ArticleLine>& lines) {
  std::vector<std::string> elements;
  elements.reserve(lines.size());
  for (const store::ArticleLine& line : lines) {
    elements.push_back(LineJson(line).Written());
  }
  return elements;
}

form::JsonObject StoryJson(const store::StoryLine& line) {
  form::JsonObject object;
  object.Raw("story", form::WriteStory(line.story)).Number("article_count", line.article_count);
  object.Text("sentence", screen::SourcesSentence(line.article_count, line.story.independent));
  object.Text("first_publisher", line.first_publisher).Raw("publishers", form::JsonTexts(line.publishers));
  object.Text("language", line.language).Raw("importance", fmt::format("{:.4f}", line.importance));
  if (line.single_origin != store::SingleOrigin::kNo) {
    object.Raw("single_origin", form::JsonObject()
                                    .Flag("certain", line.single_origin == store::SingleOrigin::kYes)
                                    .Text("source", line.single_source)
                                    .Written());
  }
  return line.sample ? object.Flag("sample", true) : object;
}

std::vector<std::string> StoriesJson(const std::vector<store::StoryLine>& lines) {
  std::vector<std::string> elements;
  elements.reserve(lines.size());
  for (const store::StoryLine& line : lines) {
    elements.push_back(StoryJson(line).Written());
  }
  return elements;
}

std::string PlaceJson(const store::StatementPlace& place) {
  form::JsonObject object;
  object.Text("article", place.article.value()).Text("headline", place.headline).Text("publisher", place.publisher);
  if (place.published) {
    object.Text("published", FormatMoment(*place.published));
  }
  return object.Text("seen", FormatMoment(MomentOfInstant(place.seen))).Written();
}

std::string StatementJson(const store::StatementLine& line) {
  form::JsonObject object;
  news::Annotations annotations;
  annotations.statements.push_back(line.statement);
  object.Text("article", line.article.value()).Text("headline", line.headline).Text("publisher", line.publisher);
  if (line.published) {
    object.Text("published", FormatMoment(*line.published));
  }
  object.Text("content", line.content).Raw("annotations", form::WriteAnnotations(annotations));
  object.Number("articles", line.articles);
  if (line.independent) {
    form::JsonObject sources;
    sources.Number("least", line.independent->least).Number("most", line.independent->most);
    object.Raw("independent", sources.Number("untraced", line.independent->untraced).Written());
  }
  if (!line.places.empty()) {
    std::vector<std::string> places;
    std::ranges::transform(line.places, std::back_inserter(places), PlaceJson);
    object.Raw("places", form::JsonArray(places));
  }
  return object.Written();
}

std::vector<std::string> StatementsJson(const std::vector<store::StatementLine>& lines) {
  std::vector<std::string> elements;
  elements.reserve(lines.size());
  for (const store::StatementLine& line : lines) {
    elements.push_back(StatementJson(line));
  }
  return elements;
}

std::string FormJson(const store::FormLine& line) {
  form::JsonObject object;
  object.Text("name", line.form).Text("script", line.script).Number("count", line.times);
  return object.Number("articles", line.articles).Written();
}

std::string RoleJson(const store::RoleLine& line) {
  form::JsonObject object;
  object.Text("role", line.role).Number("articles", line.articles);
  object.Text("first", line.first ? FormatDay(*line.first) : std::string());
  return object.Text("last", line.last ? FormatDay(*line.last) : std::string()).Written();
}

std::string WhereaboutsJson(const store::PlaceLine& line) {
  form::JsonObject object;
  object.Text("name", line.name).Text("country", line.country).Raw("latitude", fmt::format("{}", line.latitude));
  return object.Raw("longitude", fmt::format("{}", line.longitude)).Number("articles", line.articles).Written();
}

std::string DecisionJson(const store::Decision& decision) {
  form::JsonObject object;
  object.Number("decision", decision.id);
  object.Text("kind", store::WordFor(decision.kind));
  object.Text("entity", decision.entity.value()).Text("name", decision.entity_name).Text("form", decision.form);
  object.Text("article", decision.article.value()).Text("other", decision.other.value());
  if (!store::IsOfEntities(decision.kind)) {
    const auto ids = [](const std::vector<news::ArticleId>& articles) {
      std::vector<std::string> texts;
      for (const news::ArticleId& id : articles) {
        texts.push_back(id.value());
      }
      return form::JsonTexts(texts);
    };
    object.Raw("articles", ids(decision.articles)).Raw("others", ids(decision.others));
    object.Raw("left", ids(decision.left)).Text("source", decision.source).Text("url", decision.url);
  }
  return object.Text("other_name", decision.other_name)
      .Text("at", FormatMoment(MomentOfInstant(decision.at)))
      .Written();
}

template <class Lines>
std::string ArrayOf(const Lines& lines, std::string (*write)(const typename Lines::value_type&)) {
  std::vector<std::string> elements;
  std::ranges::transform(lines, std::back_inserter(elements), write);
  return form::JsonArray(elements);
}

std::vector<std::string> CopiesJson(const std::vector<news::Copy>& copies) {
  std::vector<std::string> elements;
  std::ranges::transform(copies, std::back_inserter(elements), form::WriteCopy);
  return elements;
}

std::string FeedJson(const store::FeedRow& feed) {
  constexpr std::array<std::string_view, 5> kHealth{"new", "good", "failing", "paused", "gone"};
  form::JsonObject object;
  object.Text("url", feed.url).Text("title", feed.title).Text("link", feed.link).Text("folder", feed.folder);
  object.Text("language", feed.language).Text("country", feed.country);
  object.Text("health", kHealth.at(static_cast<std::size_t>(feed.health))).Text("last_error", feed.last_error);
  object.Number("failures", feed.failures).Number("entries", feed.entry_count);
  if (feed.last_fetched) {
    object.Text("last_fetched", FormatMoment(MomentOfInstant(*feed.last_fetched)));
  }
  if (feed.last_good) {
    object.Text("last_good", FormatMoment(MomentOfInstant(*feed.last_good)));
  }
  object.Text("next_fetch", FormatMoment(MomentOfInstant(feed.next_fetch)));
  return object.Written();
}

std::vector<std::string> RevisionsJson(const std::vector<news::Revision>& revisions) {
  std::vector<std::string> list;
  for (const news::Revision& revision : revisions) {
    list.push_back(form::WriteRevision(revision));
  }
  return list;
}

}  // namespace

http::Reply SendProblem(int status, std::string_view detail) {
  const std::string key = fmt::format("error.{}", status);
  const std::string_view known = screen::Phrase(key);
  form::JsonObject object;
  object.Text("type", "about:blank").Text("title", known == key ? screen::Phrase("error.other") : known);
  object.Number("status", status).Text("detail", detail);
  http::Reply reply = Json(object.Written());
  reply.status = status;
  reply.content_type = "application/problem+json";
  return reply;
}

http::Reply SendStories(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const auto stories = visit.store.Stories({.language = std::string(visit.Query("language")),
                                            .limit = bounds->limit + 1,
                                            .offset = bounds->offset,
                                            .newest_first = visit.Query("order") == "newest",
                                            .single_origin = visit.Query("single") == "1"});
  return stories ? List("stories", StoriesJson(*stories), *bounds) : Problem(stories.error());
}

http::Reply SendStory(const screen::Visit& visit) {
  const news::StoryId id{std::string(visit.Segment(3))};
  const auto story = visit.store.Story(id);
  if (!story) {
    return Problem(story.error());
  }
  const auto statements = visit.store.StatementsOf(id);
  if (!statements) {
    return Problem(statements.error());
  }
  std::vector<std::string> origins;
  std::ranges::transform(story->origins, std::back_inserter(origins), form::WriteOrigin);
  const auto accounts = visit.store.Accounts(id);
  if (!accounts) {
    return Problem(accounts.error());
  }
  form::JsonObject object = StoryJson(story->line);
  object.Raw("disagreements", ArrayOf(accounts->disagreements, form::WriteDisagreement));
  object.Raw("figures", ArrayOf(accounts->spreads, form::WriteSpread));
  object.Raw("articles", form::JsonArray(LinesJson(story->articles))).Raw("origins", form::JsonArray(origins));
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
  form::JsonObject object;
  object.Text("thread", visit.Segment(3)).Raw("stories", ArrayOf(timeline->turns, TurnJson));
  return Json(object.Raw("positions", ArrayOf(timeline->positions, form::WriteMatter)).Written());
}

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
  form::JsonObject object;
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
  form::JsonObject object;
  object.Text("entity", entity->entity.value()).Text("name", entity->name);
  object.Raw("forms", ArrayOf(entity->forms, FormJson)).Raw("roles", ArrayOf(entity->roles, RoleJson));
  object.Raw("places", ArrayOf(entity->places, WhereaboutsJson));
  object.Number("statement_count", entity->statement_count).Number("article_count", entity->article_count);
  object.Raw("statements", form::JsonArray(StatementsJson(entity->statements)));
  object.Raw("decisions", ArrayOf(entity->decisions, DecisionJson));
  return Json(object.Raw("articles", form::JsonArray(LinesJson(entity->articles))).Written());
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
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::SearchQuestion question = screen::SearchOf(visit);
  question.limit = bounds->limit + 1;
  question.offset = bounds->offset;
  const auto lines = visit.store.SearchStatements(question);
  return lines ? List("statements", StatementsJson(*lines), *bounds) : Problem(lines.error());
}

http::Reply SendSource(const screen::Visit& visit) {
  const auto source = visit.store.Source(visit.Segment(3));
  return source ? Json(store::WriteProfile(*source)) : Problem(source.error());
}

http::Reply SendSourceArticles(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const auto lines = visit.store.SourceArticles(screen::SourceQuestionOf(visit, 3, bounds->limit + 1, bounds->offset));
  return lines ? List("articles", LinesJson(*lines), *bounds) : Problem(lines.error());
}

http::Reply SendMirror(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::MirrorQuestion question = screen::MirrorQuestionOf(visit, 3);
  question.limit = bounds->limit;
  const auto mirror = visit.store.Mirror(question);
  if (!mirror) {
    return Problem(mirror.error());
  }
  form::JsonObject object;
  object.Text("name", mirror->name).Raw("copies", ArrayOf(mirror->lines, store::WriteMirrorLine));
  if (mirror->more && mirror->next) {
    object.Text("next", fmt::format("{}.{}", mirror->next->first, mirror->next->second));
  }
  return Json(object.Written());
}

http::Reply SendUnresolved(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::UnresolvedQuestion question{.kind = store::EndKindCalled(visit.Query("kind"))};
  question.limit = bounds->limit + 1;
  question.offset = bounds->offset;
  const auto unresolved = visit.store.Unresolved(question);
  if (!unresolved) {
    return Problem(unresolved.error());
  }
  std::vector<std::string> ends;
  std::ranges::transform(unresolved->ends, std::back_inserter(ends), store::WriteEnd);
  return List("ends", std::move(ends), *bounds);
}

http::Reply SendCorrections(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  const auto corrections = visit.store.Corrections(bounds->limit + 1, bounds->offset);
  if (!corrections) {
    return Problem(corrections.error());
  }
  std::vector<std::string> elements;
  std::ranges::transform(*corrections, std::back_inserter(elements), store::WriteCorrection);
  return List("corrections", std::move(elements), *bounds);
}

http::Reply SendSearch(const screen::Visit& visit) {
  const auto bounds = BoundsOf(visit);
  if (!bounds) {
    return Problem(bounds.error());
  }
  store::SearchQuestion question = screen::SearchOf(visit);
  if (question.words.empty() && question.speaker.empty() && question.place.empty() && question.source.empty() &&
      !question.from && !question.to && !question.single_origin) {
    return SendProblem(400, screen::Phrase("problem.no_words"));
  }
  question.limit = bounds->limit + 1;
  question.offset = bounds->offset;
  const auto hits = visit.store.Search(question);
  if (!hits) {
    return Problem(hits.error());
  }
  std::vector<std::string> elements;
  for (const store::SearchHit& hit : *hits) {
    std::string snippet = hit.snippet;
    std::erase_if(snippet, [](char c) { return c == '\x01' || c == '\x02'; });
    form::JsonObject object = LineJson(hit.line).Text("snippet", snippet);
    elements.push_back(
        object.Text("single_origin", screen::SingleOriginWords(hit.single_origin, hit.single_source)).Written());
  }
  return List("articles", std::move(elements), *bounds);
}

http::Reply SendFeeds(const screen::Visit& visit) {
  const auto feeds = visit.store.Feeds();
  if (!feeds) {
    return Problem(feeds.error());
  }
  std::vector<std::string> elements;
  std::ranges::transform(*feeds, std::back_inserter(elements), FeedJson);
  return Json(form::JsonObject().Raw("feeds", form::JsonArray(elements)).Written());
}

http::Reply TakeFeed(const screen::Visit& visit) {
  boost::system::error_code fault;
  const boost::json::value body = boost::json::parse(visit.request.body, fault);
  const boost::json::value* address = fault || !body.is_object() ? nullptr : body.as_object().if_contains("address");
  if (address == nullptr || !address->is_string() || address->as_string().empty()) {
    return SendProblem(400, screen::Phrase("problem.no_address"));
  }
  const std::string_view typed(address->as_string().data(), address->as_string().size());
  const auto url = http::TypedAddress(typed);
  if (!url) {
    return SendProblem(400, screen::Say("error.bad_address", screen::Shortened(typed, 120)));
  }
  const auto errand = visit.store.Ask(store::ErrandKind::kSubscribe, *url, visit.now);
  if (!errand) {
    return Problem(errand.error());
  }
  http::Reply reply = Json(form::JsonObject().Number("errand", *errand).Written());
  reply.status = 202;
  reply.headers.emplace_back("location", fmt::format("errand/{}", *errand));
  return reply;
}

http::Reply SendErrand(const screen::Visit& visit) {
  std::int64_t id = 0;
  const std::string_view asked = visit.Segment(3);
  std::from_chars(asked.data(), asked.data() + asked.size(), id);
  const auto errand = visit.store.ErrandOf(id);
  if (!errand) {
    return Problem(errand.error());
  }
  form::JsonObject object;
  object.Number("errand", errand->id).Flag("answered", errand->answered);
  if (errand->answered) {
    object.Flag("good", errand->good).Text("answer", errand->answer);
  }
  return Json(object.Written());
}

http::Reply SendCounts(const screen::Visit& visit) {
  const auto counts = visit.store.Counts();
  if (!counts) {
    return Problem(counts.error());
  }
  form::JsonObject object;
  object.Number("pages", counts->pages).Number("articles", counts->articles).Number("stories", counts->stories);
  object.Number("threads", counts->threads).Number("feeds", counts->feeds);
  object.Number("failing_feeds", counts->failing_feeds).Number("unreadable", counts->unreadable);
  return Json(object.Number("samples", counts->samples).Number("bytes", counts->bytes).Written());
}

http::Reply SendHealth(const screen::Visit& visit) {
  const auto counts = visit.store.Counts();
  return counts ? Json(form::JsonObject().Text("status", "ok").Written()) : Problem(counts.error());
}

}  // namespace headwater::serve
