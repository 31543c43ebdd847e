// Coming in and going: signing in, out, and the first administrator.
#include <fmt/format.h>

#include <algorithm>

#include "http/guard.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "store/people.h"

namespace headwater::screen {
namespace {

constexpr int kTooManyRequests = 429;

// Where the form was wanted from, as an address below the root; nothing that a header must not hold.
std::string_view Below(std::string_view next) {
  const bool plain =
      next.size() < 2000 && std::ranges::all_of(next, [](unsigned char c) { return c > ' ' && c < 127 && c != '\\'; });
  return plain && !next.starts_with('/') ? next : std::string_view{};
}

http::Reply ShowForms(const Visit& visit, std::string_view name, std::string_view title, const http::Fields& fields,
                      const Error* error) {
  Card card;
  card.Put("name", http::FieldOf(fields, "name")).Put("next", Below(http::FieldOf(fields, "next")));
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply = ShowForm(visit, name, Phrase(title), std::move(card));
  if (error != nullptr) {
    reply.status = error->fault == Fault::kTimeout ? kTooManyRequests : StatusOf(error->fault);
  }
  return reply;
}

http::Reply WithSession(const Visit& visit, store::People& people, std::int64_t person, std::string_view next) {
  if (!visit.handle.empty()) {
    // Who signs in anew leaves the session that was there.
    if (const auto ended = people.End(visit.person.id, visit.handle); !ended) {
      return ShowFault(visit, ended.error());
    }
  }
  const auto secret =
      people.Begin(person, visit.caller.address, web::FindHeader(visit.request.headers, "user-agent"), visit.now);
  if (!secret) {
    return ShowFault(visit, secret.error());
  }
  http::Reply reply = GoTo(visit, next);
  reply.headers.emplace_back(
      "set-cookie", http::SetCookie(kSessionCookie, *secret, visit.caller, "; SameSite=Lax; Max-Age=15552000"));
  reply.headers.emplace_back("cache-control", "no-store");
  return reply;
}

}  // namespace

http::Reply ShowSignIn(const Visit& visit) {
  if (visit.entry == Entry::kFirst || visit.entry == Entry::kEveryone) {
    return GoTo(visit, visit.entry == Entry::kFirst ? "welcome" : "me");
  }
  return ShowForms(visit, "sign_in", "sign_in.title", visit.target.query, nullptr);
}

http::Reply TakeSignIn(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::People people(visit.store);
  const auto password = fields.find("password");
  const auto person =
      people.ByPassword(http::FieldOf(fields, "name"), password == fields.end() ? std::string_view{} : password->second,
                        visit.caller.address, visit.now);
  if (!person) {
    return ShowForms(visit, "sign_in", "sign_in.title", fields, &person.error());
  }
  return WithSession(visit, people, person->id, Below(http::FieldOf(fields, "next")));
}

http::Reply TakeSignOut(const Visit& visit) {
  store::People people(visit.store);
  if (const auto ended = people.End(visit.person.id, visit.handle); !ended && !visit.handle.empty()) {
    return ShowFault(visit, ended.error());
  }
  http::Reply reply = GoTo(visit, "signin");
  reply.headers.emplace_back("set-cookie",
                             http::SetCookie(kSessionCookie, "", visit.caller, "; SameSite=Lax; Max-Age=0"));
  // What the browser kept of our pages goes with the session.
  reply.headers.emplace_back("clear-site-data", "\"cache\", \"storage\"");
  reply.headers.emplace_back("cache-control", "no-store");
  return reply;
}

http::Reply ShowWelcome(const Visit& visit) {
  if (visit.entry != Entry::kFirst) {
    return GoTo(visit, visit.person.id == 0 ? "signin" : "people");
  }
  return ShowForms(visit, "welcome", "welcome.title", {}, nullptr);
}

http::Reply TakeWelcome(const Visit& visit) {
  if (visit.entry != Entry::kFirst) {
    return GoTo(visit, "");
  }
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::People people(visit.store);
  const auto field = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
  };
  const auto refuse = [&](const Error& error) { return ShowForms(visit, "welcome", "welcome.title", fields, &error); };
  if (const auto may = people.CountAttempt("first administrator", visit.caller.address, visit.now); !may) {
    return refuse(may.error());
  }
  const auto good = people.FirstCodeFits(http::FieldOf(fields, "code"));
  if (!good || !*good) {
    return refuse(good ? Error{Fault::kRefused, std::string(Phrase("welcome.wrong_code"))} : good.error());
  }
  if (field("password") != field("again")) {
    return refuse({Fault::kUsage, std::string(Phrase("password.differ"))});
  }
  if (field("password").empty()) {
    return refuse({Fault::kUsage, std::string(Phrase("password.none"))});
  }
  const auto first =
      people.Add(http::FieldOf(fields, "name"), store::Role::kAdministrator, field("password"), visit.now);
  if (!first) {
    return refuse(first.error());
  }
  if (const auto dropped = people.DropFirstCode(); !dropped) {
    return ShowFault(visit, dropped.error());
  }
  return WithSession(visit, people, first->id, "");
}

http::Reply ShowMissingRole(const Visit& visit) {
  Card card;
  const std::string_view role = store::WordFor(visit.person.role);
  card.Put("heading", Phrase("error.403")).Set("status", "403");
  card.Put("text", Say("error.role_is", Phrase(fmt::format("role.{}", role))));
  http::Reply reply = ShowPage(visit, "error", Phrase("error.403"), std::move(card));
  reply.status = 403;
  return reply;
}

}  // namespace headwater::screen
