// The subscriptions: all of them by folder, what is added, and the list for other readers.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "form/opml.h"
#include "screen/feed_words.h"
#include "screen/screens.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/folders.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kFeedsOnPage = 200;

bool IsTrouble(const store::FeedRow& feed) {
  return feed.health == store::FeedHealth::kFailing || feed.health == store::FeedHealth::kGone;
}

const std::string& NameOf(const store::FeedRow& feed) { return feed.title.empty() ? feed.url : feed.title; }

Card FeedCard(const store::FeedRow& feed, const store::Backfill* backfill, std::chrono::sys_seconds now) {
  Card card;
  card.Put("title", NameOf(feed)).Put("url", feed.url).Put("id", feed.id.value());
  card.Put("edit", fmt::format("subscriptions/feed?id={}", http::PercentEncode(feed.id.value())));
  card.Put("web", http::WebAddress(feed.link)).Put("language", LanguageWords(feed.language));
  const std::string_view health = store::WordFor(feed.health);
  card.Put("health", health).Put("health_words", Phrase(fmt::format("health.{}", health)));
  card.Put("error", feed.last_error).Put("sample", feed.sample);
  card.Put("entries", feed.entry_count > 0 ? Count("entries", feed.entry_count) : std::string{});
  card.Put("rate", RateWords(feed));
  if (feed.last_good) {
    card.Put("last_good_html", InstantHtml(*feed.last_good));
  }
  if (feed.last_fetched && feed.health == store::FeedHealth::kFailing) {
    card.Put("tried_html", InstantHtml(*feed.last_fetched)).Put("failures", Count("failures", feed.failures));
  }
  const bool paused = feed.health == store::FeedHealth::kPaused;
  if (feed.next_fetch > now && !paused && feed.health != store::FeedHealth::kGone) {
    card.Put("next_html", InstantHtml(feed.next_fetch));
  }
  if (feed.pushed_until && *feed.pushed_until > now) {
    card.Put("pushed_html", InstantHtml(*feed.pushed_until));
  }
  card.Put("backfill", backfill == nullptr ? std::string{} : BackfillWords(*backfill));
  return card.Put("paused", paused).Put("running", !paused);
}

// Feeds that lie in a folder, or in one within it.
bool LiesIn(const store::FeedRow& feed, std::string_view folder) {
  return folder.empty() || feed.folder == folder ||
         (feed.folder.starts_with(folder) && feed.folder[folder.size()] == '/');
}

std::vector<Card> FolderCards(const std::vector<store::FeedRow>& feeds, std::string_view chosen) {
  std::map<std::string, std::int64_t> folders;
  for (const store::FeedRow& feed : feeds) {
    for (std::size_t slash = 0; !feed.folder.empty() && slash != std::string::npos;) {
      slash = feed.folder.find('/', slash + 1);
      ++folders[feed.folder.substr(0, slash)];
    }
  }
  std::vector<Card> cards;
  for (const auto& [folder, count] : folders) {
    Card& card = cards.emplace_back();
    card.Put("name", folder).Put("count", Grouped(count)).Put("chosen", folder == chosen);
    card.Put("address", fmt::format("subscriptions?folder={}", http::PercentEncode(folder)));
  }
  return cards;
}

// How many feeds of the folder are well, and how many are not; none where all are alike.
std::vector<Card> HealthCards(const std::vector<store::FeedRow>& feeds, std::string_view folder,
                              std::string_view chosen) {
  std::map<store::FeedHealth, std::int64_t> counts;
  for (const store::FeedRow& feed : feeds) {
    if (LiesIn(feed, folder)) {
      ++counts[feed.health];
    }
  }
  std::vector<Card> cards;
  const std::string carried = folder.empty() ? std::string() : fmt::format("folder={}&", http::PercentEncode(folder));
  const auto add = [&](std::string_view health, std::string_view words, std::int64_t count) {
    cards.emplace_back()
        .Put("words", words)
        .Set("count", Grouped(count))
        .Put("chosen", health == chosen)
        .Set("address", fmt::format("subscriptions?{}{}{}", carried, health.empty() ? "" : "health=", health));
  };
  if (counts.size() > 1 || !chosen.empty()) {
    std::int64_t all = 0;
    for (const auto& [health, count] : counts) {
      all += count;
    }
    add("", Phrase("subscriptions.any_health"), all);
    for (const auto& [health, count] : counts) {
      add(store::WordFor(health), Phrase(fmt::format("health.{}", store::WordFor(health))), count);
    }
  }
  return cards;
}

// Feeds in a row that share a heading: those in trouble, then folder by folder.
std::vector<Card> GroupCards(std::span<const store::FeedRow> feeds, const std::vector<store::Backfill>& backfills,
                             std::chrono::sys_seconds now) {
  std::vector<Card> groups;
  const auto heading = [](const store::FeedRow& feed) {
    return IsTrouble(feed) ? std::string(Phrase("subscriptions.trouble")) : feed.folder;
  };
  for (std::size_t begin = 0; begin < feeds.size();) {
    std::size_t end = begin;
    std::vector<Card> cards;
    const std::string name = heading(feeds[begin]);
    for (; end < feeds.size() && heading(feeds[end]) == name && IsTrouble(feeds[end]) == IsTrouble(feeds[begin]);
         ++end) {
      const auto found = std::ranges::find(backfills, feeds[end].id, &store::Backfill::feed);
      cards.push_back(FeedCard(feeds[end], found == backfills.end() ? nullptr : &*found, now));
      cards.back().Set("number", fmt::to_string(end));
    }
    groups.emplace_back().Put("name", name).Put("feeds", cards);
    begin = end;
  }
  return groups;
}

}  // namespace

http::Reply ShowSubscriptions(const Visit& visit) {
  auto feeds = visit.store.Feeds();
  const auto backfills = visit.store.Backfills();
  if (!feeds || !backfills) {
    return ShowFault(visit, feeds ? backfills.error() : feeds.error());
  }
  const std::string folder(visit.Query("folder"));
  Card card;
  card.Put("count", Count("feeds", static_cast<std::int64_t>(feeds->size())));
  const auto failing = std::ranges::count_if(*feeds, IsTrouble);
  card.Put("failing", failing > 0 ? Count("front.failing", failing) : std::string{});
  card.Put("no_feeds", std::ranges::all_of(*feeds, &store::FeedRow::sample));
  card.Put("folders", FolderCards(*feeds, folder)).Put("folder", folder);
  const std::string health(visit.Query("health"));
  card.Put("healths", HealthCards(*feeds, folder, health)).Put("health", health);
  std::erase_if(*feeds,
                [&](const store::FeedRow& feed) { return !health.empty() && store::WordFor(feed.health) != health; });
  std::erase_if(*feeds, [&](const store::FeedRow& feed) { return !LiesIn(feed, folder); });
  std::ranges::stable_sort(*feeds, {}, [&](const store::FeedRow& feed) {
    return std::tuple(!IsTrouble(feed), IsTrouble(feed) ? std::string() : feed.folder, NameOf(feed));
  });
  const Paging paging = PagingOf(visit, kFeedsOnPage);
  const std::size_t begin = std::min(paging.offset(), feeds->size());
  const std::size_t end = std::min(begin + kFeedsOnPage, feeds->size());
  card.Put("groups", GroupCards(std::span(*feeds).subspan(begin, end - begin), *backfills, visit.now));
  PutPaging(card, paging, end < feeds->size(), "subscriptions", visit.target.query);
  card.Put("asked_address", visit.Query("address"));
  return ShowForm(visit, "subscriptions", Phrase("subscriptions.title"), std::move(card));
}

http::Reply ChangeFolder(const Visit& visit) {
  const http::Fields form = http::ParseFields(visit.request.body);
  if (!form.contains("to")) {
    return ShowError(visit, 400, Phrase("error.form_torn"));
  }
  const std::string to = store::PlainFolder(http::FieldOf(form, "to"));
  const std::string_view from = http::FieldOf(form, "from");
  Result<int> moved = 0;
  if (!from.empty()) {
    moved = store::RenameFolder(visit.store, from, to);
  } else {
    std::vector<news::FeedId> feeds;
    for (const auto& [name, value] : form) {
      if (name.starts_with("feed-")) {
        feeds.emplace_back(value);
      }
    }
    moved = store::MoveFeeds(visit.store, feeds, to);
  }
  return moved ? GoTo(visit,
                      to.empty() ? "subscriptions" : fmt::format("subscriptions?folder={}", http::PercentEncode(to)))
               : ShowFault(visit, moved.error());
}

http::Reply SendOpml(const Visit& visit) {
  const auto feeds = visit.store.Feeds();
  if (!feeds) {
    return ShowFault(visit, feeds.error());
  }
  news::Feed list = store::ListOf(*feeds);
  list.title = Escape(Say("subscriptions.opml", visit.name));
  http::Reply reply;
  reply.content_type = "text/x-opml; charset=utf-8";
  reply.headers.emplace_back("content-disposition", R"(attachment; filename="subscriptions.opml")");
  reply.body = form::WriteOpml(list);
  return reply;
}

http::Reply AskSubscribe(const Visit& visit) {
  const std::string_view type = web::FindHeader(visit.request.headers, "content-type");
  const http::Fields fields = type.starts_with("multipart/form-data") ? http::ParseMultipart(type, visit.request.body)
                                                                      : http::ParseFields(visit.request.body);
  if (!http::FieldOf(fields, "opml").empty()) {
    return LeaveErrand(visit, store::ErrandKind::kImportOpml, http::FieldOf(fields, "opml"));
  }
  const std::string_view address = http::FieldOf(fields, "address");
  if (address.starts_with('<')) {
    return LeaveErrand(visit, store::ErrandKind::kImportOpml, address);
  }
  if (address.empty()) {
    return ShowError(visit, 400, Phrase("error.no_address"));
  }
  const auto whole = http::TypedAddress(address);
  if (!whole) {
    return ShowError(visit, 400, Say("error.bad_address", Shortened(address, 120)));
  }
  const std::string folder = store::PlainFolder(http::FieldOf(fields, "folder"));
  if (http::FieldOf(fields, "as_is").empty()) {
    return LeaveErrand(visit, store::ErrandKind::kSubscribe, folder.empty() ? *whole : *whole + "\n" + folder);
  }
  // Not looked at first: it may want a password, which its own page takes.
  store::FeedRow feed;
  feed.id = news::FeedId(*whole);
  feed.url = *whole;
  feed.folder = folder;
  const auto added = visit.store.Subscribe(std::span(&feed, 1), visit.now);
  return added ? GoTo(visit, fmt::format("subscriptions/feed?id={}", http::PercentEncode(*whole)))
               : ShowFault(visit, added.error());
}

http::Reply AskDefaults(const Visit& visit) { return LeaveErrand(visit, store::ErrandKind::kSubscribeDefaults, {}); }

http::Reply AskRefresh(const Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  return LeaveErrand(visit, store::ErrandKind::kRefresh, http::FieldOf(fields, "feed"));
}

}  // namespace headwater::screen
