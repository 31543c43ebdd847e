// What all screens share: the frame of the page, faults, paging.
#include "screen/visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "screen/outputs.h"
#include "screen/strings.h"
#include "store/gone.h"
#include "store/tallies.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMaxPages = 1000;

http::Reply Framed(const Visit& visit, std::string_view name, std::string_view title, Card& card) {
  card.Set("root", visit.root).Put("house", visit.name).Put("assets", AssetsOf(visit));
  if (visit.person.id != 0) {
    card.Put("me", visit.person.name.empty() ? Phrase("me.nobody") : std::string_view(visit.person.name));
  }
  card.Put("everyone", visit.entry == Entry::kEveryone);
  card.Put("may_edit", visit.May(store::Role::kEditor)).Put("may_administer", visit.May(store::Role::kAdministrator));
  const std::string whole = title.empty() ? visit.name : Say("title", title, visit.name);
  card.Put("title", whole);
  if (name != "error") {
    PutOutputs(card, visit.target, visit.root, whole);
  }
  if (name != "search") {
    card.Put("query", visit.Query("q"));
  }
  card.Put("theme", visit.preferences.theme);
  http::Reply reply;
  reply.body = InZone(Render(name, card), visit.preferences.zone);
  return reply;
}

}  // namespace

std::string AssetsOf(const Visit& visit) { return fmt::format("{}assets/{}", visit.root, AssetsHash()); }

http::Reply ShowPage(const Visit& visit, std::string_view name, std::string_view title, Card card) {
  return Framed(visit, name, title, card);
}

http::Reply ShowForm(const Visit& visit, std::string_view name, std::string_view title, Card card) {
  card.Put("token", visit.token);
  http::Reply reply = Framed(visit, name, title, card);
  reply.secret = true;
  return reply;
}

int StatusOf(Fault fault) {
  switch (fault) {
    case Fault::kNotFound:
      return 404;
    case Fault::kBadInput:
    case Fault::kUsage:
      return 400;
    case Fault::kTooLarge:
      return 413;
    case Fault::kRefused:
      return 403;
    case Fault::kTimeout:
    case Fault::kStorage:
    case Fault::kUnreachable:
      return 503;
    case Fault::kNewerStore:
      break;
  }
  return 500;
}

http::Reply ShowFault(const Visit& visit, const Error& error) {
  return ShowError(visit, StatusOf(error.fault), error.text);
}

http::Reply ShowError(const Visit& visit, int status, std::string_view text) {
  const std::string key = fmt::format("error.{}", status);
  const std::string_view known = Phrase(key);
  const std::string_view heading = known == key ? Phrase("error.other") : known;
  Card card;
  card.Put("heading", heading).Put("text", text).Set("status", fmt::to_string(status));
  http::Reply reply = ShowPage(visit, "error", heading, std::move(card));
  reply.status = status;
  return reply;
}

http::Reply ShowGone(const Visit& visit, std::string_view id, const Error& error) {
  constexpr int kGone = 410;
  const bool missing = error.fault == Fault::kNotFound;
  const auto was_here = missing ? store::WasHere(visit.store, id) : Result<bool>(false);
  return was_here && *was_here ? ShowError(visit, kGone, Phrase("error.was_here")) : ShowFault(visit, error);
}

http::Reply MovedTo(const Visit& visit, std::string_view address) {
  http::Reply reply = GoTo(visit, address);
  reply.status = 301;
  return reply;
}

http::Reply GoTo(const Visit& visit, std::string_view address) {
  http::Reply reply;
  reply.status = 303;
  reply.headers.emplace_back("location", fmt::format("{}{}", visit.root, address));
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = fmt::format("{}\n", address);
  return reply;
}

std::optional<std::int64_t> WholeNumber(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::int64_t NumberIn(const http::Fields& fields, std::string_view name) {
  return WholeNumber(http::FieldOf(fields, name)).value_or(0);
}

Paging PagingOf(const Visit& visit, std::size_t size) {
  Paging paging{1, visit.preferences.items > 0 ? visit.preferences.items : size};
  const std::string_view asked = visit.Query("page");
  std::from_chars(asked.data(), asked.data() + asked.size(), paging.number);
  paging.number = std::clamp<std::size_t>(paging.number, 1, kMaxPages);
  return paging;
}

void PutPaging(Card& card, const Paging& paging, bool more, std::string_view address, const http::Fields& query) {
  std::string carried;
  for (const auto& [name, value] : query) {
    if (name != "page" && !value.empty()) {
      carried += fmt::format("{}={}&", http::PercentEncode(name), http::PercentEncode(value));
    }
  }
  if (paging.number > 1) {
    card.Put("newer", fmt::format("{}?{}page={}", address, carried, paging.number - 1));
  }
  if (more && paging.number < kMaxPages) {
    card.Put("older", fmt::format("{}?{}page={}", address, carried, paging.number + 1));
  }
  card.Put("paged", paging.number > 1 || more);
}

store::SearchQuestion SearchOf(const http::Fields& fields) {
  const auto field = [&](std::string_view name) { return http::FieldOf(fields, name); };
  store::SearchQuestion question;
  question.language = field("language");
  question.source = field("source");
  question.speaker = field("speaker");
  question.place = field("place");
  if (const auto origin = field("origin"); store::ProvenanceCalled(origin)) {
    question.origin = origin;
  }
  question.by_rank = field("order") == "rank";
  if (const auto from = ParseMoment(field("from"))) {
    question.from = from->at;
  }
  if (const auto to = ParseMoment(field("to"))) {
    question.to = to->has_time ? to->at : to->at + std::chrono::days(1) - std::chrono::seconds(1);
  }
  question.single_origin = field("single") == "1";
  return store::ReadQuestion(field("q"), std::move(question));
}

}  // namespace headwater::screen
