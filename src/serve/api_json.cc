// Writes the store's views as JSON objects.
#include "serve/api_json.h"

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
#include "serve/listing_items.h"
#include "store/tallies_json.h"

namespace headwater::serve {

constexpr std::size_t kMaxLimit = 100;
constexpr std::size_t kMaxOffset = 100'000;

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

namespace {

constexpr char kByOffset = 'o';

std::optional<std::size_t> OffsetOf(std::string_view cursor) {
  const auto number = cursor.starts_with(kByOffset) ? screen::WholeNumber(cursor.substr(1)) : std::nullopt;
  const bool fits = number && *number >= 0 && *number <= static_cast<std::int64_t>(kMaxOffset);
  return fits ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

Result<Bounds> ReadBounds(const screen::Visit& visit, bool placed) {
  const auto limit = NumberField(visit, "limit", 30, 1, kMaxLimit);
  const auto offset = NumberField(visit, "offset", 0, 0, kMaxOffset);
  if (!limit || !offset) {
    return tl::unexpected<Error>(!limit ? limit.error() : offset.error());
  }
  const std::string_view target = visit.request.target;
  Bounds bounds{*limit, *offset, {}, fmt::format("{}{}?", visit.outside, target.substr(0, target.find('?')))};
  for (const auto& [name, value] : visit.target.query) {
    if (name != "cursor" && name != "offset" && !value.empty()) {
      bounds.address += fmt::format("{}={}&", http::PercentEncode(name), http::PercentEncode(value));
    }
  }
  const std::string_view cursor = visit.Query("cursor");
  if (cursor.empty()) {
    return bounds;
  }
  if (placed) {
    bounds.place = store::ReadPlace(cursor);
  } else if (const auto number = OffsetOf(cursor)) {
    bounds.offset = *number;
    return bounds;
  }
  return bounds.place ? Result<Bounds>(bounds) : Fail(Fault::kUsage, std::string(screen::Phrase("problem.cursor")));
}

// `cursor` is that of the next page; empty: there is none.
http::Reply ListWith(std::string_view name, const std::vector<std::string>& elements, const Bounds& bounds,
                     const std::string& cursor) {
  form::JsonObject object;
  object.Raw(name, form::JsonArray(elements));
  if (cursor.starts_with(kByOffset)) {
    object.Raw("next", cursor.substr(1));
  }
  http::Reply reply = Json(object.Text("cursor", cursor).Written());
  if (!cursor.empty()) {
    reply.headers.emplace_back("link", fmt::format("<{}cursor={}>; rel=\"next\"", bounds.address, cursor));
  }
  if (bounds.offset > 0 || bounds.place) {
    const std::string first = bounds.address.substr(0, bounds.address.size() - 1);
    reply.headers.emplace_back("link", fmt::format("<{}>; rel=\"first\"", first));
  }
  return reply;
}

}  // namespace

Result<Bounds> BoundsOf(const screen::Visit& visit) { return ReadBounds(visit, false); }

Result<Bounds> PlacedBoundsOf(const screen::Visit& visit) { return ReadBounds(visit, true); }

http::Reply Json(std::string body) {
  http::Reply reply;
  reply.content_type = "application/json";
  reply.body = std::move(body);
  reply.body += '\n';
  return reply;
}

http::Reply Problem(const Error& error) { return SendProblem(screen::StatusOf(error.fault), error.text); }

http::Reply List(std::string_view name, std::vector<std::string> elements, const Bounds& bounds) {
  const bool more = elements.size() > bounds.limit;
  elements.resize(std::min(elements.size(), bounds.limit));
  return ListWith(name, elements, bounds,
                  more ? fmt::format("{}{}", kByOffset, bounds.offset + bounds.limit) : std::string());
}

http::Reply List(std::string_view name, std::vector<std::string> elements, const Bounds& bounds,
                 const std::optional<store::SearchPlace>& next) {
  return ListWith(name, elements, bounds, next ? store::WritePlace(*next) : std::string());
}

http::Reply Whole(std::string_view name, const std::vector<std::string>& elements) {
  return Json(form::JsonObject().Raw(name, form::JsonArray(elements)).Written());
}

namespace {

// The fields put into each object.
Result<std::vector<std::string>> WithFields(const Result<std::vector<std::string>>& fields,
                                            std::vector<std::string> lines) {
  if (!fields) {
    return tl::unexpected(fields.error());
  }
  for (std::size_t n = 0; n < lines.size(); ++n) {
    std::string& line = lines[n];
    line.pop_back();
    line += fmt::format("{}{}}}", line == "{" ? "" : ",", (*fields)[n]);
  }
  return lines;
}

}  // namespace

Result<std::vector<std::string>> Sourced(const screen::Visit& visit, const std::vector<news::ArticleId>& ids,
                                         std::vector<std::string> lines) {
  return WithFields(SourceFields(visit, ids), std::move(lines));
}

Result<std::vector<std::string>> Sourced(const screen::Visit& visit, const std::vector<news::StoryId>& ids,
                                         std::vector<std::string> lines) {
  return WithFields(SourceFields(visit, ids), std::move(lines));
}

Result<std::vector<std::string>> SourcedLines(const screen::Visit& visit,
                                              const std::vector<store::ArticleLine>& lines) {
  std::vector<news::ArticleId> ids;
  std::ranges::transform(lines, std::back_inserter(ids), &store::ArticleLine::id);
  return Sourced(visit, ids, LinesJson(lines));
}

Result<std::vector<std::string>> SourcedStories(const screen::Visit& visit,
                                                const std::vector<store::StoryLine>& lines) {
  std::vector<news::StoryId> ids;
  std::ranges::transform(lines, std::back_inserter(ids), [](const store::StoryLine& line) { return line.story.id; });
  return Sourced(visit, ids, StoriesJson(lines));
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

}  // namespace headwater::serve
