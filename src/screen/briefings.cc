// Briefings of one's own: ordered, shown as they were made, and stopped.
#include "store/briefings.h"

#include <fmt/format.h>

#include <algorithm>

#include "screen/alert_words.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/access_tokens.h"
#include "store/editions.h"
#include "store/local_time.h"
#include "store/mailing.h"
#include "store/searches.h"
#include "store/subjects.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMade = 40;
constexpr std::size_t kCountries = 60;

std::string ZoneOf(const Visit& visit) {
  const auto mailing = store::Mailing(visit.store).Of(visit.person.id);
  return mailing ? mailing->zone : std::string();
}

std::vector<Card> Weekdays(int chosen) {
  std::vector<Card> cards;
  for (int n = 0; n <= 7; ++n) {
    cards.emplace_back().Set("value", fmt::to_string(n)).Put("name", Phrase(fmt::format("briefing.day.{}", n)));
    cards.back().Put("chosen", n == chosen);
  }
  return cards;
}

// `subject=politics&subject=...`: of fields of one name only the first is kept, so that each has a name of its own.
store::BriefingOrder OrderIn(const Visit& visit, const http::Fields& fields) {
  store::BriefingOrder order;
  order.person = visit.person.id;
  order.name = http::FieldOf(fields, "name");
  order.weekday = static_cast<int>(WholeNumber(http::FieldOf(fields, "weekday")).value_or(0));
  const std::string_view at = http::FieldOf(fields, "at");
  const std::size_t colon = std::min(at.find(':'), at.size());
  order.hour = static_cast<int>(WholeNumber(at.substr(0, colon)).value_or(7));
  order.minute = colon < at.size() ? static_cast<int>(WholeNumber(at.substr(colon + 1)).value_or(0)) : 0;
  order.by_mail = !http::FieldOf(fields, "by_mail").empty();
  const std::string language(http::FieldOf(fields, "language"));
  const std::string country(http::FieldOf(fields, "country"));
  for (const std::string_view subject : store::Subjects()) {
    if (!http::FieldOf(fields, fmt::format("subject-{}", subject)).empty()) {
      order.scopes.push_back({language, country, std::string(subject), {}, {}, {}});
    }
  }
  if (order.scopes.empty() && !(language.empty() && country.empty())) {
    order.scopes.push_back({language, country, {}, {}, {}, {}});
  }
  const auto saved = store::Searches(visit.store).Of(visit.person.id);
  for (const store::SavedSearch& search : saved.value_or(std::vector<store::SavedSearch>{})) {
    if (!http::FieldOf(fields, fmt::format("search-{}", search.id)).empty()) {
      order.scopes.push_back({{}, {}, {}, search.name, search.query, SearchOf(http::ParseFields(search.query))});
    }
  }
  if (!http::FieldOf(fields, "all").empty()) {
    order.scopes.insert(order.scopes.begin(), store::BriefingScope{});
  }
  return order;
}

void PutForm(Card& card, const Visit& visit) {
  std::vector<Card> subjects;
  for (const std::string_view subject : store::Subjects()) {
    subjects.emplace_back().Set("value", subject).Put("name", Phrase(fmt::format("subject.{}", subject)));
  }
  std::vector<Card> searches;
  const auto saved = store::Searches(visit.store).Of(visit.person.id);
  for (const store::SavedSearch& search : saved.value_or(std::vector<store::SavedSearch>{})) {
    searches.emplace_back().Set("value", fmt::to_string(search.id)).Put("name", search.name);
  }
  std::vector<Card> languages;
  std::vector<Card> countries;
  if (const auto choices = store::Editions(visit.store).Choices({}, kCountries)) {
    for (const auto& [code, count] : choices->languages) {
      languages.emplace_back().Set("value", code).Put("name", LanguageWords(code));
    }
    for (const auto& [code, count] : choices->countries) {
      countries.emplace_back().Set("value", code).Put("name", CountryWords(code));
    }
  }
  card.Put("subjects", subjects).Put("searches", searches).Put("languages", languages).Put("countries", countries);
  card.Put("weekdays", Weekdays(0));
}

http::Reply ShowAll(const Visit& visit, const Error* error) {
  store::Briefings briefings(visit.store);
  const auto orders = briefings.Orders(visit.person.id);
  const auto made = briefings.Made(visit.person.id, kMade);
  const auto mailing = store::Mailing(visit.store).Of(visit.person.id);
  if (!orders || !made || !mailing) {
    return ShowFault(visit, !orders ? orders.error() : !made ? made.error() : mailing.error());
  }
  std::vector<Card> cards;
  for (const store::BriefingOrder& order : *orders) {
    std::vector<std::string> scopes;
    std::ranges::transform(order.scopes, std::back_inserter(scopes), ScopeWords);
    Card& card = cards.emplace_back();
    card.Put("name", order.name).Set("id", fmt::to_string(order.id)).Put("about", Joined(scopes));
    card.Put("when", fmt::format("{} {:02}:{:02}", Phrase(fmt::format("briefing.day.{}", order.weekday)), order.hour,
                                 order.minute));
    card.Put("by_mail", order.by_mail).Put("paused", order.paused).Put("running", !order.paused);
  }
  std::vector<Card> kept;
  for (const store::Briefing& briefing : *made) {
    kept.emplace_back()
        .Set("href", fmt::format("{}briefing/{}", visit.root, briefing.id))
        .Put("title", BriefingTitle(briefing, mailing->zone));
  }
  Card card;
  card.Put("orders", cards).Put("kept", kept).Put("zone", mailing->zone).Put("usable", mailing->usable());
  card.Put("refused", mailing->refused);
  if (const auto key = store::AccessTokens(visit.store).FeedKey(visit.person.id, visit.now)) {
    card.Put("feed", fmt::format("{}/briefings/feed?key={}", visit.outside, *key));
  }
  PutForm(card, visit);
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  http::Reply reply = ShowForm(visit, "briefings", Phrase("briefings.title"), std::move(card));
  reply.status = error != nullptr ? StatusOf(error->fault) : reply.status;
  return reply;
}

http::Reply Outcome(const Visit& visit, const Result<void>& done) {
  return done ? GoTo(visit, "briefings") : ShowAll(visit, &done.error());
}

}  // namespace

http::Reply ShowBriefings(const Visit& visit) { return ShowAll(visit, nullptr); }

http::Reply TakeBriefing(const Visit& visit) {
  const auto made =
      store::Briefings(visit.store).Make(OrderIn(visit, http::ParseFields(visit.request.body)), visit.now);
  return made ? GoTo(visit, "briefings") : ShowAll(visit, &made.error());
}

http::Reply ChangeBriefing(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const std::int64_t id = WholeNumber(http::FieldOf(fields, "id")).value_or(0);
  const std::string_view what = http::FieldOf(fields, "what");
  store::Briefings briefings(visit.store);
  if (what == "remove") {
    return Outcome(visit, briefings.Remove(visit.person.id, id));
  }
  if (what == "now") {
    return Outcome(visit, briefings.Hasten(visit.person.id, id, visit.now));
  }
  return Outcome(visit, briefings.Pause(visit.person.id, id, what == "pause", visit.now));
}

http::Reply ShowBriefing(const Visit& visit) {
  const auto briefing = store::Briefings(visit.store).Of(visit.person.id, WholeNumber(visit.Segment(1)).value_or(0));
  if (!briefing) {
    return ShowFault(visit, briefing.error());
  }
  const std::string title = BriefingTitle(*briefing, ZoneOf(visit));
  Card card;
  card.Put("heading", title).Put("sections", BriefingCards(*briefing, visit.root));
  card.Put("since_html", InstantHtml(briefing->since)).Put("until_html", InstantHtml(briefing->until));
  card.Put("missing", briefing->missing > 0 ? Count("briefing.missing", briefing->missing) : std::string());
  return ShowPage(visit, "briefing", title, std::move(card));
}

}  // namespace headwater::screen
