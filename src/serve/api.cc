// Answers programs in JSON: problems, feeds, errands, counts.
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
#include "serve/api_json.h"
#include "store/tallies_json.h"

namespace headwater::serve {

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

http::Reply SendOutOfScope(store::Scopes scopes) {
  const std::string words = fmt::format("{}", fmt::join(store::ScopeWords(scopes), " "));
  http::Reply reply = SendProblem(403, screen::Say("error.scope", words));
  reply.headers.emplace_back(
      "www-authenticate", fmt::format("Bearer realm=\"Headwater\", error=\"insufficient_scope\", scope=\"{}\"", words));
  return reply;
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

}  // namespace headwater::serve
