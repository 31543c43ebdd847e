// One subscription: what it may be told, and what may be done with it.
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "screen/feed_words.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "web/selector.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMaxField = 4'000;
constexpr int kMostMinutes = 60 * 24 * 31;
constexpr int kMostBackfilled = 5'000;
constexpr int kUsualBackfill = 200;
constexpr int kMostDays = 36'500;

news::FeedId AskedFeed(const http::Fields& fields) { return news::FeedId{std::string(http::FieldOf(fields, "feed"))}; }

std::optional<int> NumberOf(std::string_view text, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc{} && end == text.data() + text.size() && number >= least && number <= most;
  return good ? std::optional(number) : std::nullopt;
}

http::Reply ToFeed(const Visit& visit, const news::FeedId& id) {
  return GoTo(visit, fmt::format("subscriptions/feed?id={}", http::PercentEncode(id.value())));
}

// What a header must not hold.
bool IsOneLine(std::string_view text) { return text.find_first_of("\r\n") == std::string_view::npos; }

// The form's fields into the options; a phrase for what is wrong with them. What is secret is not shown, so an empty
// field keeps it and a box forgets it.
std::string_view Take(const http::Fields& fields, store::FeedOptions& options) {
  for (const auto& [name, value] : fields) {
    if (value.size() > kMaxField || (name != "keep" && name != "drop" && !IsOneLine(value))) {
      return "feed.bad_field";
    }
  }
  options.user_agent = http::FieldOf(fields, "user_agent");
  options.user = http::FieldOf(fields, "user");
  options.keep = http::FieldOf(fields, "keep");
  options.drop = http::FieldOf(fields, "drop");
  for (const auto& [name, secret] :
       {std::pair{"password", &store::FeedOptions::password}, {"cookies", &store::FeedOptions::cookies}}) {
    if (!http::FieldOf(fields, fmt::format("forget_{}", name)).empty()) {
      (options.*secret).clear();
    } else if (const std::string_view value = http::FieldOf(fields, name); !value.empty()) {
      options.*secret = value;
    }
  }
  const std::string_view text = http::FieldOf(fields, "text");
  options.text = text == "feed"       ? store::TextFrom::kFeed
                 : text == "selected" ? store::TextFrom::kSelected
                                      : store::TextFrom::kPage;
  const std::string_view minutes = http::FieldOf(fields, "minutes");
  options.interval.reset();
  if (!minutes.empty()) {
    const auto number = NumberOf(minutes, 1, kMostMinutes);
    if (!number) {
      return "feed.bad_minutes";
    }
    options.interval = std::chrono::minutes(*number);
  }
  return {};
}

}  // namespace

http::Reply ShowFeed(const Visit& visit) {
  const auto feed = visit.store.Feed(visit.Query("id"));
  const auto backfills = visit.store.Backfills();
  if (!feed || !backfills) {
    return ShowFault(visit, feed ? backfills.error() : feed.error());
  }
  const store::FeedOptions& options = feed->options;
  Card card;
  card.Put("called", feed->title).Put("url", feed->url).Put("id", feed->id.value()).Put("folder", feed->folder);
  card.Put("moved", feed->url != feed->id.value());
  const std::string_view health = store::WordFor(feed->health);
  card.Put("health", health).Put("health_words", Phrase(fmt::format("health.{}", health)));
  card.Put("error", feed->last_error).Put("rate", RateWords(*feed)).Put("hub", feed->hub);
  const bool paused = feed->health == store::FeedHealth::kPaused;
  card.Put("paused", paused).Put("running", !paused);
  if (feed->last_good) {
    card.Put("last_good_html", InstantHtml(*feed->last_good));
  }
  if (feed->next_fetch > visit.now && !paused) {
    card.Put("next_html", InstantHtml(feed->next_fetch));
  }
  if (feed->pushed_until && *feed->pushed_until > visit.now) {
    card.Put("pushed_html", InstantHtml(*feed->pushed_until));
  }
  card.Put("user_agent", options.user_agent).Put("user", options.user);
  card.Put("has_password", !options.password.empty()).Put("has_cookies", !options.cookies.empty());
  card.Put("proxy", options.proxy).Put("ca_file", options.ca_file);
  card.Put("from_page", options.text == store::TextFrom::kPage);
  card.Put("from_feed", options.text == store::TextFrom::kFeed);
  card.Put("selected", options.text == store::TextFrom::kSelected);
  card.Put("keep", options.keep).Put("drop", options.drop);
  card.Put("minutes", options.interval ? fmt::format("{}", options.interval->count()) : std::string{});
  for (const store::Backfill& backfill : *backfills) {
    if (backfill.feed == feed->id) {
      card.Put("backfill", BackfillWords(backfill));
    }
  }
  const std::string& name = feed->title.empty() ? feed->url : feed->title;
  card.Put("name", name);
  return ShowForm(visit, "feed", name, std::move(card));
}

http::Reply SetFeed(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto feed = visit.store.Feed(http::FieldOf(fields, "feed"));
  if (!feed) {
    return ShowFault(visit, feed.error());
  }
  store::FeedOptions options = feed->options;
  if (const std::string_view wrong = Take(fields, options); !wrong.empty()) {
    return ShowError(visit, 400, Phrase(wrong));
  }
  for (const std::string* selectors : {&options.keep, &options.drop}) {
    if (const auto parsed = web::ParseSelectors(*selectors); !parsed) {
      return ShowError(visit, 400, Say("feed.bad_selector", Shortened(*selectors, 120), parsed.error().text));
    }
  }
  const auto set =
      visit.store.SetFeed(feed->id, http::FieldOf(fields, "title"), http::FieldOf(fields, "folder"), options);
  return set ? ToFeed(visit, feed->id) : ShowFault(visit, set.error());
}

http::Reply PauseFeed(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const bool pause = http::FieldOf(fields, "resume").empty();
  const auto done = visit.store.PauseFeed(AskedFeed(fields), pause, visit.now);
  return done ? GoTo(visit, "subscriptions") : ShowFault(visit, done.error());
}

http::Reply AskBackfill(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto feed = visit.store.Feed(http::FieldOf(fields, "feed"));
  if (!feed) {
    return ShowFault(visit, feed.error());
  }
  store::Backfill backfill;
  backfill.feed = feed->id;
  backfill.left = NumberOf(http::FieldOf(fields, "entries"), 1, kMostBackfilled).value_or(kUsualBackfill);
  if (const auto days = NumberOf(http::FieldOf(fields, "days"), 1, kMostDays)) {
    backfill.oldest = visit.now - std::chrono::days(*days);
  }
  backfill.due = visit.now;
  const auto put = visit.store.PutBackfill(backfill);
  return put ? ToFeed(visit, feed->id) : ShowFault(visit, put.error());
}

http::Reply AskRemoveFeed(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const auto done = visit.store.Unsubscribe(AskedFeed(fields), visit.now);
  return done ? GoTo(visit, "subscriptions") : ShowFault(visit, done.error());
}

}  // namespace headwater::screen
