// Which address of apps is answered by what.
#include "reader/reader.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "reader/fever.h"
#include "reader/google.h"
#include "reader/login.h"
#include "reader/replies.h"

namespace headwater::reader {
namespace {

struct Question {
  std::string_view path;  // below /reader/api/0/; `*` at its end stands for all that begins so
  bool changes;           // POST alone
  http::Reply (*answer)(const Asked&);
};

constexpr std::array kQuestions{
    Question{"user-info", false, SendUserInfo},
    Question{"token", false, SendToken},
    Question{"tag/list", false, SendTags},
    Question{"subscription/list", false, SendSubscriptions},
    Question{"subscription/export", false, SendSubscriptionsFile},
    Question{"subscription/import", true, ImportSubscriptions},
    Question{"subscription/edit", true, EditSubscription},
    Question{"subscription/quickadd", true, QuickAdd},
    Question{"unread-count", false, SendUnreadCounts},
    Question{"stream/items/ids", false, SendItemIds},
    Question{"stream/items/count", false, SendItemCounts},
    Question{"stream/items/contents", false, SendItems},
    Question{"stream/contents*", false, SendStream},
    Question{"edit-tag", true, EditTags},
    Question{"mark-all-as-read", true, MarkAllAsRead},
    Question{"rename-tag", true, RenameTag},
    Question{"disable-tag", true, DisableTag},
    Question{"preference/list", false, SendPreferences},
    Question{"preference/stream/list", false, SendPreferences},
};

bool Fits(std::string_view pattern, std::string_view path) {
  if (!pattern.ends_with('*')) {
    return pattern == path;
  }
  pattern.remove_suffix(1);
  return path == pattern || path.starts_with(fmt::format("{}/", pattern));
}

http::Reply AnswerLogin(const Call& call, const Parameters& parameters) {
  const auto token = LogIn(call, parameters.One("Email"), parameters.One("Passwd"));
  if (!token) {
    return token.error().fault == Fault::kRefused ? SendWords("Error=BadAuthentication\n", 401)
                                                  : SendFault(token.error());
  }
  http::Reply reply;
  if (parameters.One("output") == "json") {
    reply = SendJson(json::object{{"SID", *token}, {"LSID", *token}, {"Auth", *token}});
  } else {
    reply = SendWords(fmt::format("SID={0}\nLSID={0}\nAuth={0}\n", *token));
  }
  reply.secret = true;
  return reply;
}

bool IsPost(const Call& call) { return call.request.method == "POST"; }

http::Reply AnswerGoogle(const Call& call, const Parameters& parameters, const std::vector<std::string>& whole) {
  const auto person = Asker(call);
  if (!person) {
    return SendFault(person.error());
  }
  if (!*person) {
    return SendUnauthorized();
  }
  // /reader/atom/…, and /reader/api/0/…
  if (whole.size() > 2 && whole[1] == "atom") {
    const std::vector<std::string> path(whole.begin() + 1, whole.end());
    return SendAtom({call, parameters, path, **person});
  }
  if (whole.size() < 4 || whole[1] != "api" || whole[2] != "0") {
    return SendWords("there is nothing here for apps\n", 404);
  }
  const std::vector<std::string> path(whole.begin() + 3, whole.end());
  const std::string joined = RestOf(path, 0);
  const auto question = std::ranges::find_if(kQuestions, [&](const Question& each) { return Fits(each.path, joined); });
  if (question == kQuestions.end()) {
    return SendWords("there is nothing here for apps\n", 404);
  }
  // What apps bring along as `T` is theirs for as long as their password holds; without it their header is enough,
  // which no page of a stranger can send.
  const std::string_view token = parameters.One("T");
  if (question->changes && !IsPost(call)) {
    http::Reply reply = SendWords("POST, please\n", 405);
    reply.headers.emplace_back("allow", "POST");
    return reply;
  }
  if (question->changes && !token.empty() && token != TokenFor(call)) {
    return SendUnauthorized();
  }
  return question->answer({call, parameters, path, **person});
}

// RFC 9110, 5.6.7. Apps ask for what came since by the time that it says.
std::string HttpDate(std::chrono::sys_seconds at) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

}  // namespace

bool IsForApps(std::string_view target) {
  constexpr std::array<std::string_view, 3> kFirst{"/accounts/ClientLogin", "/reader/", "/fever"};
  const std::string_view path = target.substr(0, target.find_first_of("?#"));
  return path == kFirst[0] || path.starts_with(kFirst[1]) || path == kFirst[2] ||
         path.starts_with(fmt::format("{}/", kFirst[2])) || path == "/fever.php";
}

http::Reply Answer(const Call& call) {
  const std::string& method = call.request.method;
  http::Reply reply;
  if (method != "GET" && method != "POST" && method != "HEAD") {
    reply = SendWords("GET or POST, please\n", 405);
    reply.headers.emplace_back("allow", "GET, HEAD, POST");
  } else {
    const Parameters parameters = Parameters::Of(call.request);
    const std::vector<std::string> path = PathOf(call.request.target);
    if (path.front() == "accounts") {
      reply = AnswerLogin(call, parameters);
    } else if (path.front() == "reader") {
      reply = AnswerGoogle(call, parameters, path);
    } else {
      reply = AnswerFever(call, parameters);
    }
  }
  reply.headers.emplace_back("date", HttpDate(call.now));
  return reply;
}

}  // namespace headwater::reader
