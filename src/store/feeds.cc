// Subscriptions, and the state of each.
#include <array>

#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::array<std::pair<FeedHealth, std::string_view>, 5> kHealths{{{FeedHealth::kNew, "new"},
                                                                           {FeedHealth::kGood, "good"},
                                                                           {FeedHealth::kFailing, "failing"},
                                                                           {FeedHealth::kPaused, "paused"},
                                                                           {FeedHealth::kGone, "gone"}}};

std::string_view WordFor(FeedHealth health) {
  for (const auto& [each, word] : kHealths) {
    if (each == health) {
      return word;
    }
  }
  return "new";
}

FeedHealth HealthOf(std::string_view word) {
  for (const auto& [each, spelling] : kHealths) {
    if (spelling == word) {
      return each;
    }
  }
  return FeedHealth::kNew;
}

constexpr std::string_view kColumns =
    "id, url, title, link, folder, language, country, health, last_error, failures, last_fetched, last_good, "
    "next_fetch, etag, last_modified, entry_count, sample";

FeedRow ReadFeed(const Row& row) {
  FeedRow feed;
  feed.id = news::FeedId(std::string(row.Text(0)));
  feed.url = row.Text(1);
  feed.title = row.Text(2);
  feed.link = row.Text(3);
  feed.folder = row.Text(4);
  feed.language = row.Text(5);
  feed.country = row.Text(6);
  feed.health = HealthOf(row.Text(7));
  feed.last_error = row.Text(8);
  feed.failures = static_cast<int>(row.Int(9));
  feed.last_fetched = InstantOf(row, 10);
  feed.last_good = InstantOf(row, 11);
  feed.next_fetch = Instant(row.Int(12));
  feed.etag = row.Text(13);
  feed.last_modified = row.Text(14);
  feed.entry_count = static_cast<int>(row.Int(15));
  feed.sample = row.Int(16) != 0;
  return feed;
}

Result<std::vector<FeedRow>> ReadFeeds(Database& database, std::string_view rest, std::initializer_list<Value> values) {
  return ReadAs(database, [&](Session& session) -> Result<std::vector<FeedRow>> {
    std::vector<FeedRow> feeds;
    session.Run(fmt::format("SELECT {} FROM feeds {}", kColumns, rest), values,
                [&](const Row& row) { feeds.push_back(ReadFeed(row)); });
    return feeds;
  });
}

}  // namespace

Result<int> Store::Subscribe(std::span<const FeedRow> feeds, std::chrono::sys_seconds now) {
  return WriteAs(*database_, [&](Session& session) -> Result<int> {
    int added = 0;
    for (const FeedRow& feed : feeds) {
      const std::string& id = feed.id.empty() ? feed.url : feed.id.value();
      session.Run(
          fmt::format("INSERT INTO feeds ({}, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                      "?) ON CONFLICT DO NOTHING",
                      kColumns),
          {id, feed.url, feed.title, feed.link, feed.folder, feed.language, feed.country, WordFor(feed.health),
           feed.last_error, std::int64_t{feed.failures}, OrNull(feed.last_fetched), OrNull(feed.last_good),
           Seconds(feed.next_fetch), feed.etag, feed.last_modified, std::int64_t{feed.entry_count}, feed.sample,
           Seconds(now)},
          {});
      added += static_cast<int>(session.Changed());
    }
    return added;
  });
}

Result<void> Store::Unsubscribe(const news::FeedId& id) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM feeds WHERE id = ?", {id.value()});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no subscription to this address", id.value()));
    }
    return {};
  });
}

Result<std::vector<FeedRow>> Store::Feeds() { return ReadFeeds(*database_, "ORDER BY folder, title, url", {}); }

Result<std::vector<FeedRow>> Store::FeedsDue(std::chrono::sys_seconds now, std::size_t limit) {
  return ReadFeeds(*database_,
                   "WHERE next_fetch <= ? AND health NOT IN ('paused', 'gone') AND sample = 0 "
                   "ORDER BY next_fetch, id LIMIT ?",
                   {Seconds(now), static_cast<std::int64_t>(limit)});
}

Result<void> Store::UpdateFeed(const FeedRow& feed) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run(
        "UPDATE feeds SET url = ?, title = ?, link = ?, folder = ?, language = ?, country = ?, health = ?, "
        "last_error = ?, failures = ?, last_fetched = ?, last_good = ?, next_fetch = ?, etag = ?, last_modified = ?, "
        "entry_count = ?, sample = ? WHERE id = ?",
        {feed.url, feed.title, feed.link, feed.folder, feed.language, feed.country, WordFor(feed.health),
         feed.last_error, std::int64_t{feed.failures}, OrNull(feed.last_fetched), OrNull(feed.last_good),
         Seconds(feed.next_fetch), feed.etag, feed.last_modified, std::int64_t{feed.entry_count}, feed.sample,
         feed.id.value()});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no subscription to this address", feed.id.value()));
    }
    return {};
  });
}

Result<void> Store::AskRefresh(const news::FeedId& id, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) -> Result<void> {
    if (id.empty()) {
      session.Run("UPDATE feeds SET next_fetch = ?", {Seconds(now)});
      return {};
    }
    session.Run("UPDATE feeds SET next_fetch = ? WHERE id = ?", {Seconds(now), id.value()});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no subscription to this address", id.value()));
    }
    return {};
  });
}

}  // namespace headwater::store
