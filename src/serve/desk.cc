// The pages where a person asks for something: subscriptions, errands and their answers; and the quiet pages beside.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "form/opml.h"
#include "serve/cards.h"
#include "serve/screens.h"
#include "serve/strings.h"
#include "serve/wording.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kMaxUnreadable = 200;

std::string_view HealthWord(store::FeedHealth health) {
  switch (health) {
    case store::FeedHealth::kNew:
      return "new";
    case store::FeedHealth::kGood:
      return "good";
    case store::FeedHealth::kFailing:
      return "failing";
    case store::FeedHealth::kPaused:
      return "paused";
    case store::FeedHealth::kGone:
      break;
  }
  return "gone";
}

Card FeedCard(const store::FeedRow& feed, std::chrono::sys_seconds now) {
  Card card;
  card.Put("title", feed.title.empty() ? feed.url : feed.title).Put("url", feed.url).Put("id", feed.id.value());
  card.Put("web", WebAddress(feed.link)).Put("language", LanguageWords(feed.language));
  const std::string_view health = HealthWord(feed.health);
  card.Put("health", health).Put("health_words", Phrase(fmt::format("health.{}", health)));
  card.Put("error", feed.last_error).Put("sample", feed.sample);
  card.Put("entries", feed.entry_count > 0 ? Count("entries", feed.entry_count) : std::string{});
  if (feed.last_good) {
    card.Put("last_good_html", InstantHtml(*feed.last_good));
  }
  if (feed.last_fetched && feed.health == store::FeedHealth::kFailing) {
    card.Put("tried_html", InstantHtml(*feed.last_fetched)).Put("failures", Count("failures", feed.failures));
  }
  if (feed.next_fetch > now) {
    card.Put("next_html", InstantHtml(feed.next_fetch));
  }
  return card;
}

Reply LeaveErrand(const Visit& visit, store::ErrandKind kind, std::string_view payload) {
  const auto errand = visit.store.Ask(kind, payload, visit.now);
  return errand ? GoTo(visit, fmt::format("errand/{}", *errand)) : ShowFault(visit, errand.error());
}

}  // namespace

Reply ShowSubscriptions(const Visit& visit) {
  auto feeds = visit.store.Feeds();
  if (!feeds) {
    return ShowFault(visit, feeds.error());
  }
  const auto trouble = [](const store::FeedRow& feed) {
    return feed.health != store::FeedHealth::kFailing && feed.health != store::FeedHealth::kGone;
  };
  std::ranges::stable_sort(*feeds, {}, [&](const store::FeedRow& feed) {
    return std::tuple(trouble(feed), feed.folder, feed.title.empty() ? feed.url : feed.title);
  });
  std::vector<Card> cards;
  std::int64_t failing = 0;
  for (const store::FeedRow& feed : *feeds) {
    failing += trouble(feed) ? 0 : 1;
    cards.push_back(FeedCard(feed, visit.now));
  }
  Card card;
  card.Put("feeds", cards).Put("count", Count("feeds", static_cast<std::int64_t>(cards.size())));
  card.Put("failing", failing > 0 ? Count("front.failing", failing) : std::string{});
  card.Put("no_feeds", std::ranges::all_of(*feeds, &store::FeedRow::sample));
  return ShowForm(visit, "subscriptions", Phrase("subscriptions.title"), std::move(card));
}

Reply SendOpml(const Visit& visit) {
  auto feeds = visit.store.Feeds();
  if (!feeds) {
    return ShowFault(visit, feeds.error());
  }
  news::Feed list = store::ListOf(*feeds);
  list.title = Escape(Say("subscriptions.opml", visit.name));
  Reply reply;
  reply.content_type = "text/x-opml; charset=utf-8";
  reply.headers.emplace_back("content-disposition", R"(attachment; filename="subscriptions.opml")");
  reply.body = form::WriteOpml(list);
  return reply;
}

Reply AskSubscribe(const Visit& visit) {
  const std::string_view type = HeaderOf(visit.request.headers, "content-type");
  const Fields fields = type.starts_with("multipart/form-data") ? ParseMultipart(type, visit.request.body)
                                                                : ParseFields(visit.request.body);
  if (!FieldOf(fields, "opml").empty()) {
    return LeaveErrand(visit, store::ErrandKind::kImportOpml, FieldOf(fields, "opml"));
  }
  const std::string_view address = FieldOf(fields, "address");
  if (address.starts_with('<')) {
    return LeaveErrand(visit, store::ErrandKind::kImportOpml, address);
  }
  if (address.empty()) {
    return ShowError(visit, 400, Phrase("error.no_address"));
  }
  const auto whole = TypedAddress(address);
  return whole ? LeaveErrand(visit, store::ErrandKind::kSubscribe, *whole)
               : ShowError(visit, 400, Say("error.bad_address", Shortened(address, 120)));
}

Reply AskDefaults(const Visit& visit) { return LeaveErrand(visit, store::ErrandKind::kSubscribeDefaults, {}); }

Reply AskRefresh(const Visit& visit) {
  const Fields fields = ParseFields(visit.request.body);
  return LeaveErrand(visit, store::ErrandKind::kRefresh, FieldOf(fields, "feed"));
}

Reply AskRemoveFeed(const Visit& visit) {
  const Fields fields = ParseFields(visit.request.body);
  const auto done = visit.store.Unsubscribe(news::FeedId{std::string(FieldOf(fields, "feed"))}, visit.now);
  return done ? GoTo(visit, "subscriptions") : ShowFault(visit, done.error());
}

Reply AskRemoveSamples(const Visit& visit) { return LeaveErrand(visit, store::ErrandKind::kRemoveSamples, {}); }

Reply ShowErrand(const Visit& visit) {
  std::int64_t id = 0;
  const std::string_view asked = visit.Segment(1);
  std::from_chars(asked.data(), asked.data() + asked.size(), id);
  const auto errand = visit.store.ErrandOf(id);
  if (!errand) {
    return ShowFault(visit, errand.error());
  }
  Card card;
  card.Put("waiting", !errand->answered).Put("answer", errand->answer);
  card.Put("good", errand->answered && errand->good).Put("bad", errand->answered && !errand->good);
  card.Put("to_front", errand->kind == store::ErrandKind::kRemoveSamples);
  const std::string_view title = Phrase(!errand->answered ? "errand.waiting"
                                        : errand->good    ? "errand.good"
                                                          : "errand.bad");
  card.Put("heading", title);
  Reply reply = ShowPage(visit, "errand", title, std::move(card));
  if (!errand->answered) {
    reply.headers.emplace_back("refresh", "1");
  }
  return reply;
}

Reply ShowUnreadable(const Visit& visit) {
  const auto pages = visit.store.UnreadablePages(kMaxUnreadable);
  if (!pages) {
    return ShowFault(visit, pages.error());
  }
  std::vector<Card> cards;
  for (const store::Unreadable& page : *pages) {
    Card each;
    each.Put("address", page.address).Put("error", page.error).Put("time_html", InstantHtml(page.at));
    cards.push_back(std::move(each));
  }
  Card card;
  card.Put("pages", cards);
  return ShowPage(visit, "unreadable", Phrase("unreadable.title"), std::move(card));
}

Reply ShowAbout(const Visit& visit) {
  const auto counts = visit.store.Counts();
  if (!counts) {
    return ShowFault(visit, counts.error());
  }
  Card card;
  const auto row = [](std::string_view key, std::string_view value) {
    Card each;
    each.Put("name", Phrase(key)).Put("value", value);
    return each;
  };
  card.Put("rows",
           std::vector{
               row("counts.articles", Grouped(counts->articles)), row("counts.stories", Grouped(counts->stories)),
               row("counts.threads", Grouped(counts->threads)), row("counts.feeds", Grouped(counts->feeds)),
               row("counts.unreadable", Grouped(counts->unreadable)), row("counts.bytes", SizeWords(counts->bytes))});
  return ShowPage(visit, "about", Phrase("about.title"), std::move(card));
}

}  // namespace headwater::serve
