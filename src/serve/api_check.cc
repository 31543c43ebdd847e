// Answers programs that have something checked.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "check/answer_json.h"
#include "check/check.h"
#include "form/json_line.h"
#include "screen/strings.h"
#include "serve/api.h"
#include "serve/api_json.h"
#include "store/checks.h"

namespace headwater::serve {
namespace {

std::string BaseOf(const screen::Visit& visit) { return visit.outside + "/"; }

http::Reply Answered(const screen::Visit& visit, const check::Question& question) {
  const auto answer = check::Check(visit.store, question);
  return answer ? Json(check::WriteAnswer(*answer, BaseOf(visit))) : Problem(answer.error());
}

std::string TextField(const boost::json::object& body, std::string_view name) {
  const boost::json::value* const value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

bool FlagField(const boost::json::object& body, std::string_view name) {
  const boost::json::value* const value = body.if_contains(name);
  return value != nullptr && value->is_bool() && value->as_bool();
}

// 202 with where its progress is told.
http::Reply AskFor(const screen::Visit& visit, const std::string& address) {
  if (!visit.May(store::Role::kEditor)) {
    return visit.entry == screen::Entry::kApp ? SendOutOfScope(store::kMayFetch)
                                              : SendProblem(403, screen::Phrase("check.may_not_fetch"));
  }
  const auto left = store::Checks(visit.store).Ask(visit.person.id, address, visit.now);
  if (!left) {
    constexpr int kTooMany = 429;
    return left.error().fault == Fault::kTimeout ? SendProblem(kTooMany, left.error().text) : Problem(left.error());
  }
  http::Reply reply = Json(check::WriteCheck(*left, BaseOf(visit)));
  reply.status = 202;
  reply.headers.emplace_back("location", fmt::format("{}api/v1/check/{}", BaseOf(visit), left->key));
  return reply;
}

}  // namespace

http::Reply SendCheck(const screen::Visit& visit) {
  check::Question question;
  question.now = visit.now;
  question.asked = visit.Query(visit.Query("q").empty() ? "url" : "q");
  question.as = check::KindCalled(visit.Query("as"));
  return Answered(visit, question);
}

http::Reply TakeCheck(const screen::Visit& visit) {
  boost::system::error_code fault;
  const boost::json::value body = boost::json::parse(visit.request.body, fault);
  if (fault || !body.is_object()) {
    return SendProblem(400, screen::Phrase("check.wrong"));
  }
  check::Question question;
  question.now = visit.now;
  question.asked = TextField(body.as_object(), "what");
  question.as = check::KindCalled(TextField(body.as_object(), "as"));
  const auto asked = check::Read(question);
  if (!asked) {
    return Problem(asked.error());
  }
  if (asked->kind == check::Kind::kAddress && FlagField(body.as_object(), "fetch")) {
    const auto known = store::FindAddress(visit.store, check::FormsOf(asked->address));
    if (!known) {
      return Problem(known.error());
    }
    if (!*known || !(*known)->own) {
      return AskFor(visit, asked->address);
    }
  }
  return Answered(visit, question);
}

http::Reply SendChecked(const screen::Visit& visit) {
  const auto left = store::Checks(visit.store).ByKey(visit.Segment(3));
  if (!left) {
    return Problem(left.error());
  }
  std::string state = check::WriteCheck(*left, BaseOf(visit));
  if (left->state != store::CheckState::kDone) {
    return Json(std::move(state));
  }
  const auto answer = check::Check(visit.store, {.asked = left->url, .as = check::Kind::kAddress, .now = visit.now});
  if (!answer) {
    return Problem(answer.error());
  }
  state.pop_back();
  return Json(fmt::format("{},\"answer\":{}}}", state, check::WriteAnswer(*answer, BaseOf(visit))));
}

}  // namespace headwater::serve
