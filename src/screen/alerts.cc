// Alerts of one's own: made from a search, changed, and what they told; where and when one is written to.
#include "store/alerts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "screen/alert_words.h"
#include "screen/facets.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/access_tokens.h"
#include "store/mailing.h"
#include "store/outbox.h"
#include "store/searches.h"
#include "store/webhooks.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kHits = 30;
constexpr std::size_t kFresh = 5;
constexpr std::size_t kLetters = 5;
constexpr std::string_view kSeen = "alerts seen";  // a setting: the last hit that was looked at
constexpr int kHour = 60;

int NumberIn(const http::Fields& fields, std::string_view name, int otherwise) {
  return static_cast<int>(
      std::clamp<std::int64_t>(WholeNumber(http::FieldOf(fields, name)).value_or(otherwise), 0, 1'000'000));
}

// `22:30` as minutes of the day.
int ClockIn(const http::Fields& fields, std::string_view name) {
  const std::string_view text = http::FieldOf(fields, name);
  const std::size_t colon = text.find(':');
  const auto hour = WholeNumber(text.substr(0, colon));
  const auto minute = colon == std::string_view::npos ? std::nullopt : WholeNumber(text.substr(colon + 1));
  return hour && minute && *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < kHour
             ? static_cast<int>(*hour * kHour + *minute)
             : 0;
}

std::string ClockWords(int minutes) { return fmt::format("{:02}:{:02}", minutes / kHour, minutes % kHour); }

std::int64_t SeenBy(const Visit& visit) {
  const auto settings = store::People(visit.store).Settings(visit.person.id);
  const auto found = settings ? settings->find(kSeen) : decltype(settings->find(kSeen)){};
  return settings && found != settings->end() ? WholeNumber(found->second).value_or(0) : 0;
}

store::Alert AlertIn(const http::Fields& fields, std::int64_t person) {
  const auto flag = [&](std::string_view name) { return !http::FieldOf(fields, name).empty(); };
  const http::Fields search = http::ParseFields(http::FieldOf(fields, "query"));
  store::Alert alert;
  alert.person = person;
  alert.name = http::FieldOf(fields, "name");
  alert.query = SearchQuery(search);
  alert.question = SearchOf(search);
  alert.on_story = flag("on_story");
  alert.sources = flag("on_sources") ? std::max(NumberIn(fields, "sources", 2), 1) : 0;
  alert.on_origin = flag("on_origin");
  alert.on_position = flag("on_position");
  alert.on_correction = flag("on_correction");
  alert.by_mail = flag("by_mail");
  alert.by_webhook = flag("by_webhook");
  return alert;
}

std::vector<Card> AlertCards(const Visit& visit, const std::vector<store::Alert>& alerts,
                             const std::vector<store::AlertHit>& hits, const std::string& feed) {
  std::vector<Card> cards;
  for (const store::Alert& alert : alerts) {
    Card& card = cards.emplace_back();
    std::vector<std::string> ways{std::string(Phrase("alert.by.page"))};
    if (alert.by_mail) {
      ways.emplace_back(Phrase("alert.by.mail"));
    }
    if (alert.by_webhook) {
      ways.emplace_back(Phrase("alert.by.webhook"));
    }
    card.Put("name", alert.name).Set("id", fmt::to_string(alert.id)).Put("fires", FiresWords(alert));
    card.Put("ways", Joined(ways)).Put("paused", alert.paused).Put("running", !alert.paused);
    card.Put("sent", alert.by_mail || alert.by_webhook);
    card.Set("href", fmt::format("{}search?{}", visit.root, alert.query));
    card.Set("feed_href", fmt::format("{}&alert={}", feed, alert.id));
    const auto last = std::ranges::find(hits, alert.id, &store::AlertHit::alert);
    if (last != hits.end()) {
      card.Put("last_html", InstantHtml(last->fired)).Put("last", ReasonWords(*last));
    }
  }
  return cards;
}

// What became of the last letters; nothing where all went well.
std::vector<Card> TroubleCards(const Visit& visit) {
  std::vector<Card> cards;
  for (const std::string_view way : {store::kByMail, store::kByWebhook}) {
    const auto posted = store::Outbox(visit.store).Latest(visit.person.id, way, kLetters);
    for (const store::Posted& each : posted.value_or(std::vector<store::Posted>{})) {
      if (!each.error.empty()) {
        Card& card = cards.emplace_back();
        card.Put("error", each.error).Put("at_html", InstantHtml(each.at));
        card.Put("what", Phrase(fmt::format("alert.trouble.{}", way)));
        card.Put("next", Phrase(each.waiting ? "alert.trouble.again" : "alert.trouble.given_up"));
      }
    }
  }
  return cards;
}

// The form that makes an alert of the search in the page's address.
void PutForm(Card& card, const Visit& visit, const store::Alert* typed) {
  const std::string query = typed != nullptr ? typed->query : SearchQuery(visit.target.query);
  if (query.empty()) {
    return;
  }
  Card form;
  store::Alert alert;
  if (typed != nullptr) {
    alert = *typed;
  } else {
    alert.sources = 2;
    alert.by_mail = true;
    alert.name = visit.Query("name").empty() ? visit.Query("q") : visit.Query("name");
    for (const std::string_view field : {"speaker", "source", "place"}) {
      alert.name = alert.name.empty() ? std::string(visit.Query(field)) : alert.name;
    }
  }
  form.Set("search", query).Put("name", alert.name).Set("sources", fmt::to_string(std::max(alert.sources, 1)));
  form.Put("on_story", alert.on_story).Put("on_sources", alert.sources > 0).Put("on_origin", alert.on_origin);
  form.Put("on_position", alert.on_position).Put("on_correction", alert.on_correction);
  form.Put("by_mail", alert.by_mail).Put("by_webhook", alert.by_webhook);
  form.Set("search_href", fmt::format("{}search?{}", visit.root, query));
  form.Put("words", visit.Query("q")).Put("narrowed", NarrowedTo(visit, SearchOf(visit.target.query)));
  card.Put("form", form);
}

void PutMailing(Card& card, const store::MailingChoice& mailing) {
  Card each;
  each.Put("address", mailing.address).Put("confirmed", mailing.usable());
  each.Put("unconfirmed", !mailing.address.empty() && !mailing.confirmed);
  const bool quiet = mailing.quiet_from != mailing.quiet_to;
  each.Put("quiet_from", quiet ? ClockWords(mailing.quiet_from) : std::string());
  each.Put("quiet_to", quiet ? ClockWords(mailing.quiet_to) : std::string());
  each.Set("batch", fmt::to_string(mailing.batch)).Put("zone", mailing.zone);
  if (!mailing.refused.empty()) {
    each.Put("refused", mailing.refused);
    each.Put("refused_at_html", mailing.refused_at ? InstantHtml(*mailing.refused_at) : std::string());
  }
  card.Put("mailing", each);
}

http::Reply ShowAll(const Visit& visit, const store::Alert* typed, const Error* error, std::string_view done = {}) {
  store::Alerts alerts(visit.store);
  const auto all = alerts.Of(visit.person.id);
  const auto hits = alerts.Hits(visit.person.id, WholeNumber(visit.Query("alert")).value_or(0), kHits);
  auto mailing = store::Mailing(visit.store).Of(visit.person.id);
  const auto webhook = store::Webhooks(visit.store).Of(visit.person.id);
  if (!all || !hits || !mailing || !webhook) {
    return ShowFault(visit, !all ? all.error() : !hits ? hits.error() : !mailing ? mailing.error() : webhook.error());
  }
  Card card;
  // A fault costs the page its feed's address only.
  const std::string key = store::AccessTokens(visit.store).FeedKey(visit.person.id, visit.now).value_or("");
  const std::string feed = fmt::format("{}/alerts/feed?key={}", visit.outside, key);
  card.Put("alerts", AlertCards(visit, *all, *hits, feed)).Put("hits", HitCards(visit, *hits));
  card.Put("feed", key.empty() ? std::string() : feed);
  card.Put("webhook", webhook->url).Put("troubles", TroubleCards(visit));
  PutForm(card, visit, typed);
  PutMailing(card, *mailing);
  card.Put("saved", SavedSearchCards(visit)).Put("done", done);
  if (error != nullptr) {
    card.Put("error", error->text);
  }
  if (error == nullptr && !hits->empty() && hits->front().id > SeenBy(visit)) {
    // A fault costs the next count only.
    static_cast<void>(store::People(visit.store).SetSetting(visit.person.id, kSeen, fmt::to_string(hits->front().id)));
  }
  http::Reply reply = ShowForm(visit, "alerts", Phrase("alerts.title"), std::move(card));
  reply.status = error != nullptr ? StatusOf(error->fault) : reply.status;
  return reply;
}

}  // namespace

http::Reply ShowAlerts(const Visit& visit) { return ShowAll(visit, nullptr, nullptr); }

http::Reply TakeAlert(const Visit& visit) {
  const store::Alert alert = AlertIn(http::ParseFields(visit.request.body), visit.person.id);
  const auto made = store::Alerts(visit.store).Make(alert, visit.now);
  if (made) {
    // A fault costs what is sent its addresses only.
    static_cast<void>(store::Mailing(visit.store).NoteHouse(visit.person.id, visit.outside));
  }
  return made ? GoTo(visit, "alerts") : ShowAll(visit, &alert, &made.error());
}

http::Reply ChangeAlert(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const std::int64_t id = WholeNumber(http::FieldOf(fields, "id")).value_or(0);
  const std::string_view what = http::FieldOf(fields, "what");
  store::Alerts alerts(visit.store);
  if (what == "test") {
    const auto tested = alerts.Test(visit.person.id, id, visit.now);
    return tested ? ShowAll(visit, nullptr, nullptr, Phrase("alert.tested")) : ShowAll(visit, nullptr, &tested.error());
  }
  const auto done =
      what == "remove" ? alerts.Remove(visit.person.id, id) : alerts.Pause(visit.person.id, id, what == "pause");
  return done ? GoTo(visit, "alerts") : ShowAll(visit, nullptr, &done.error());
}

http::Reply TakeMailing(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  store::MailingChoice choice;
  choice.address = http::FieldOf(fields, "address");
  choice.quiet_from = ClockIn(fields, "quiet_from");
  choice.quiet_to = ClockIn(fields, "quiet_to");
  choice.batch = NumberIn(fields, "batch", choice.batch);
  choice.house = visit.outside;
  // Who administers the house may write to whom he or she likes anyway.
  const bool trusted = visit.May(store::Role::kAdministrator);
  const auto put = store::Mailing(visit.store).Put(visit.person.id, choice, trusted, visit.now);
  return put ? GoTo(visit, "alerts#mailing") : ShowAll(visit, nullptr, &put.error());
}

http::Reply TakeMailCode(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto confirmed = store::Mailing(visit.store).Confirm(visit.person.id, http::FieldOf(fields, "code"));
  return confirmed ? GoTo(visit, "alerts#mailing") : ShowAll(visit, nullptr, &confirmed.error());
}

http::Reply RenewAlertFeed(const Visit& visit) {
  const auto renewed = store::AccessTokens(visit.store).NewFeedKey(visit.person.id, visit.now);
  return renewed ? GoTo(visit, "alerts#feed") : ShowAll(visit, nullptr, &renewed.error());
}

http::Reply SendFreshHits(const Visit& visit) {
  const auto hits = store::Alerts(visit.store).HitsAfter(visit.person.id, SeenBy(visit), kFresh);
  boost::json::array list;
  for (const store::AlertHit& hit : hits.value_or(std::vector<store::AlertHit>{})) {
    list.push_back(boost::json::object{{"alert", hit.alert_name},
                                       {"reason", ReasonWords(hit)},
                                       {"headline", HitHeadline(hit)},
                                       {"href", HitAddress(hit)},
                                       {"number", hit.id}});
  }
  http::Reply reply;
  reply.content_type = "application/json";
  reply.headers.emplace_back("cache-control", "no-store");
  reply.body = boost::json::serialize(
      boost::json::object{{"words", Count("alerts.fresh", static_cast<std::int64_t>(list.size()))}, {"hits", list}});
  return reply;
}

http::Reply ShowStop(const Visit& visit) {
  Card card;
  card.Set("action", visit.target.path.size() > 2
                         ? fmt::format("{}stop/{}/{}", visit.root, visit.Segment(1), visit.Segment(2))
                         : std::string());
  return ShowPage(visit, "stop", Phrase("stop.title"), std::move(card));
}

// RFC 8058: what mail programs send for their readers; the secret proves whose it is.
http::Reply TakeStop(const Visit& visit) {
  const std::string_view secret = visit.Segment(2);
  const auto stopped = visit.Segment(1) == "briefing"
                           ? store::Briefings(visit.store).StopMails(secret)
                           : store::Alerts(visit.store).StopMails(secret, visit.Segment(1) == "alerts");
  if (!stopped) {
    return ShowFault(visit, stopped.error());
  }
  Card card;
  card.Put("stopped", Say("stop.done", *stopped));
  return ShowPage(visit, "stop", Phrase("stop.title"), std::move(card));
}

}  // namespace headwater::screen
