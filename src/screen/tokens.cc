// Where people make access tokens for programs, and find the addresses of their feeds.
#include <fmt/format.h>

#include <array>

#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/access_tokens.h"
#include "store/searches.h"

namespace headwater::screen {
namespace {

constexpr std::array kOffered{store::kMayRead,   store::kMayMark,       store::kMayFeed, store::kMayFetch,
                              store::kMaySettle, store::kMayAdminister, store::kMayList};

struct Told {
  std::string token = {};
  std::optional<Error> error = {};
};

std::vector<Card> TokenCards(const std::vector<store::AccessToken>& tokens) {
  std::vector<Card> cards;
  for (const store::AccessToken& token : tokens) {
    Card& card = cards.emplace_back();
    card.Set("number", fmt::to_string(token.id));
    card.Put("label", token.label.empty() ? Phrase("me.unlabelled") : std::string_view(token.label));
    card.Put("scopes", fmt::format("{}", fmt::join(store::ScopeWords(token.scopes), " ")));
    card.Put("made_html", InstantHtml(token.made));
    card.Put("seen_html", token.seen ? InstantHtml(*token.seen) : std::string());
    card.Put("ends_html", token.ends ? InstantHtml(*token.ends) : std::string());
  }
  return cards;
}

http::Reply ShowThem(const Visit& visit, const Told& told) {
  store::AccessTokens tokens(visit.store);
  const auto all = tokens.Of(visit.person.id);
  const auto key = tokens.FeedKey(visit.person.id, visit.now);
  const auto searches = store::Searches(visit.store).Of(visit.person.id);
  if (!all || !key || !searches) {
    return ShowFault(visit, !all ? all.error() : !key ? key.error() : searches.error());
  }
  Card card;
  card.Put("tokens", TokenCards(*all)).Put("key", *key).Put("new_token", told.token);
  card.Put("front", fmt::format("{}/stories.rss?key={}", visit.outside, *key));
  std::vector<Card> saved;
  for (const store::SavedSearch& search : *searches) {
    saved.emplace_back()
        .Put("name", search.name)
        .Put("address", fmt::format("{}/search.rss?{}&key={}", visit.outside, search.query, *key));
  }
  card.Put("searches", saved);
  card.Put("alerts", fmt::format("{}/alerts/feed?key={}", visit.outside, *key));
  card.Put("briefings", fmt::format("{}/briefings/feed?key={}", visit.outside, *key));
  std::vector<Card> scopes;
  for (const store::Scopes scope : kOffered) {
    if (visit.May(store::RoleFor(scope))) {
      const std::string_view word = store::ScopeWords(scope).front();
      scopes.emplace_back()
          .Set("word", word)
          .Put("words", Phrase(fmt::format("tokens.scope.{}", word)))
          .Put("usual", scope == store::kMayRead);
    }
  }
  card.Put("scopes", scopes);
  if (told.error) {
    card.Put("error", told.error->text);
  }
  http::Reply reply = ShowForm(visit, "tokens", Phrase("tokens.title"), std::move(card));
  reply.status = told.error ? StatusOf(told.error->fault) : reply.status;
  return reply;
}

}  // namespace

http::Reply ShowTokens(const Visit& visit) {
  // A program does not learn what else opens the door.
  return visit.entry == Entry::kApp ? ShowError(visit, 403, Phrase("error.app")) : ShowThem(visit, {});
}

http::Reply MakeToken(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::Scopes scopes = 0;
  for (const store::Scopes scope : kOffered) {
    const bool chosen = !http::FieldOf(fields, fmt::format("scope-{}", store::ScopeWords(scope).front())).empty();
    scopes |= chosen ? scope : 0U;
  }
  constexpr std::int64_t kLongest = 3650;
  const auto days = WholeNumber(http::FieldOf(fields, "days"));
  std::optional<std::chrono::sys_seconds> ends;
  if (days && *days > 0 && *days <= kLongest) {
    ends = visit.now + std::chrono::days(*days);
  }
  const auto token =
      store::AccessTokens(visit.store).Make(visit.person, http::FieldOf(fields, "label"), scopes, ends, visit.now);
  return token ? ShowThem(visit, {.token = *token}) : ShowThem(visit, {.error = token.error()});
}

http::Reply DropToken(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto dropped =
      store::AccessTokens(visit.store).Drop(visit.person.id, WholeNumber(http::FieldOf(fields, "number")).value_or(0));
  return dropped ? GoTo(visit, "me/tokens") : ShowThem(visit, {.error = dropped.error()});
}

http::Reply RenewFeedKey(const Visit& visit) {
  const auto key = store::AccessTokens(visit.store).NewFeedKey(visit.person.id, visit.now);
  return key ? GoTo(visit, "me/tokens") : ShowThem(visit, {.error = key.error()});
}

}  // namespace headwater::screen
