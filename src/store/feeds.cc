// Subscriptions, and the state of each.
#include <algorithm>
#include <ranges>

#include "store/feed_rows.h"
#include "store/rows.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::store {
namespace {

// Of feeds as `f`, with what their hubs promised.
constexpr std::string_view kAskFeeds =
    "SELECT f.id, f.url, f.title, f.link, f.folder, f.language, f.country, f.health, f.last_error, f.failures, "
    "f.last_fetched, f.last_good, f.next_fetch, f.etag, f.last_modified, f.entry_count, f.sample, f.kind, f.options, "
    "f.attributes, f.hub, f.topic, f.generator, f.entry_rate, f.seen_entries, f.body_hash, p.lease_ends, "
    "f.last_changed, f.declared, f.skipped "
    "FROM feeds f LEFT JOIN pushes p ON p.feed = f.id AND p.state = 'verified' ";

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
  feed.kind = SortOf(row.Text(17));
  feed.options = ReadOptions(row.Text(18));
  feed.attributes = ReadAttributes(row.Text(19));
  feed.hub = row.Text(20);
  feed.topic = row.Text(21);
  feed.generator = row.Text(22);
  feed.entry_rate = row.IsNull(23) ? std::nullopt : std::optional(row.Real(23));
  feed.seen_entries = row.Text(24);
  feed.body_hash = row.Text(25);
  feed.pushed_until = InstantOf(row, 26);
  feed.last_changed = InstantOf(row, 27);
  feed.declared = row.IsNull(28) ? std::nullopt : std::optional(std::chrono::seconds{row.Int(28)});
  feed.skipped = row.Int(29);
  return feed;
}

Result<std::vector<FeedRow>> ReadFeeds(Database& database, std::string_view rest, std::initializer_list<Value> values) {
  return ReadAs(database, [&](Session& session) -> Result<std::vector<FeedRow>> {
    std::vector<FeedRow> feeds;
    session.Run(fmt::format("{}{}", kAskFeeds, rest), values, [&](const Row& row) { feeds.push_back(ReadFeed(row)); });
    return feeds;
  });
}

Error NoSuchFeed(std::string_view id) {
  return {Fault::kNotFound, fmt::format("{}: there is no subscription to this address", id)};
}

// Runs a statement that must change a feed's row.
Result<void> Change(Session& session, const news::FeedId& id, std::string_view sql,
                    std::initializer_list<Value> values) {
  session.Run(sql, values, {});
  return session.Changed() == 0 ? Result<void>(tl::unexpected(NoSuchFeed(id.value()))) : Result<void>();
}

Value RateOf(const FeedRow& feed) { return feed.entry_rate ? Value(*feed.entry_rate) : Value(); }

// Sets what fetching found out; the last statement is the one that finds the feed or does not.
void Update(Session& session, const FeedRow& feed) {
  // A person may have changed the options while it was fetched: then what was had with the old ones says nothing of
  // what is to be had with the new.
  session.Run("UPDATE feeds SET etag = ?, last_modified = ?, body_hash = ? WHERE id = ? AND options = ?",
              {feed.etag, feed.last_modified, feed.body_hash, feed.id.value(), WriteOptions(feed.options)});
  session.Run(
      "UPDATE feeds SET url = ?, url_key = ?, title = CASE WHEN title = '' THEN ? ELSE title END, link = ?, "
      "language = ?, country = ?, health = CASE WHEN health = 'paused' THEN health ELSE ? END, last_error = ?, "
      "failures = ?, last_fetched = ?, last_good = ?, next_fetch = ?, entry_count = ?, sample = ?, kind = ?, hub = ?, "
      "topic = ?, generator = ?, entry_rate = ?, seen_entries = ?, last_changed = ?, declared = ?, skipped = ? "
      "WHERE id = ?",
      {feed.url,
       web::ComparableUrl(feed.url),
       feed.title,
       feed.link,
       feed.language,
       feed.country,
       WordFor(feed.health),
       feed.last_error,
       std::int64_t{feed.failures},
       OrNull(feed.last_fetched),
       OrNull(feed.last_good),
       Seconds(feed.next_fetch),
       std::int64_t{feed.entry_count},
       feed.sample,
       WordFor(feed.kind),
       feed.hub,
       feed.topic,
       feed.generator,
       RateOf(feed),
       Blob{feed.seen_entries},
       OrNull(feed.last_changed),
       feed.declared ? Value(std::int64_t{feed.declared->count()}) : Value(),
       feed.skipped,
       feed.id.value()});
}

}  // namespace

Result<int> Store::Subscribe(std::span<const FeedRow> feeds, std::chrono::sys_seconds now) {
  return WriteAs(*database_, [&](Session& session) -> Result<int> {
    int added = 0;
    for (const FeedRow& feed : feeds) {
      const std::string& id = feed.id.empty() ? feed.url : feed.id.value();
      const std::string key = web::ComparableUrl(feed.url);
      session.Run(
          "INSERT INTO feeds (id, url, title, link, folder, language, country, health, last_error, failures, "
          "last_fetched, last_good, next_fetch, etag, last_modified, entry_count, sample, kind, options, attributes, "
          "hub, topic, generator, entry_rate, url_key, added) "
          "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
          "WHERE NOT EXISTS (SELECT 1 FROM feeds WHERE url_key = ? AND sample = ?) ON CONFLICT DO NOTHING",
          {id,
           feed.url,
           feed.title,
           feed.link,
           feed.folder,
           feed.language,
           feed.country,
           WordFor(feed.health),
           feed.last_error,
           std::int64_t{feed.failures},
           OrNull(feed.last_fetched),
           OrNull(feed.last_good),
           Seconds(feed.next_fetch),
           feed.etag,
           feed.last_modified,
           std::int64_t{feed.entry_count},
           feed.sample,
           WordFor(feed.kind),
           WriteOptions(feed.options),
           WriteAttributes(feed.attributes),
           feed.hub,
           feed.topic,
           feed.generator,
           RateOf(feed),
           key,
           Seconds(now),
           key,
           feed.sample},
          {});
      added += static_cast<int>(session.Changed());
    }
    return added;
  });
}

Result<void> Store::Unsubscribe(const news::FeedId& id, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) {
    session.Run("UPDATE pushes SET state = 'leaving', tries = 0, due = ? WHERE feed = ?", {Seconds(now), id.value()});
    return Change(session, id, "DELETE FROM feeds WHERE id = ?", {id.value()});
  });
}

Result<std::vector<FeedRow>> Store::Feeds() { return ReadFeeds(*database_, "ORDER BY f.folder, f.title, f.url", {}); }

Result<FeedRow> Store::Feed(std::string_view address) {
  auto found = ReadFeeds(*database_, "WHERE f.id = ? LIMIT 1", {address});
  if (found && found->empty()) {
    found = ReadFeeds(*database_, "WHERE f.url_key = ? ORDER BY f.sample, f.id LIMIT 1", {web::ComparableUrl(address)});
  }
  if (!found) {
    return tl::unexpected(found.error());
  }
  return found->empty() ? Result<FeedRow>(tl::unexpected(NoSuchFeed(address))) : Result<FeedRow>(found->front());
}

Result<std::vector<FeedRow>> Store::FeedsDue(std::chrono::sys_seconds now, std::size_t limit) {
  return ReadFeeds(*database_,
                   "WHERE f.next_fetch <= ? AND f.health NOT IN ('paused', 'gone') AND f.sample = 0 "
                   "AND f.kind IN ('feed', 'sitemap') ORDER BY f.next_fetch, f.id LIMIT ?",
                   {Seconds(now), static_cast<std::int64_t>(limit)});
}

Result<std::vector<FeedRow>> Store::FeedsDueOf(FeedSort kind, std::chrono::sys_seconds now, std::size_t limit) {
  return ReadFeeds(*database_,
                   "WHERE f.next_fetch <= ? AND f.health NOT IN ('paused', 'gone') AND f.sample = 0 "
                   "AND f.kind = ? ORDER BY f.next_fetch, f.id LIMIT ?",
                   {Seconds(now), WordFor(kind), static_cast<std::int64_t>(limit)});
}

Result<void> Store::UpdateFeed(const FeedRow& feed) {
  return database_->Write([&](Session& session) -> Result<void> {
    Update(session, feed);
    return session.Changed() == 0 ? Result<void>(tl::unexpected(NoSuchFeed(feed.id.value()))) : Result<void>();
  });
}

Result<void> Store::UpdateFeeds(std::span<const FeedRow> changed, std::span<const FeedRow> unchanged) {
  return database_->Write([&](Session& session) -> Result<void> {
    for (const FeedRow& feed : changed) {
      Update(session, feed);
    }
    for (const FeedRow& feed : unchanged) {
      session.Run(
          "UPDATE feeds SET health = CASE WHEN health = 'paused' THEN health ELSE ? END, last_error = '', "
          "failures = 0, last_fetched = ?, last_good = ?, next_fetch = ? WHERE id = ?",
          {WordFor(feed.health), OrNull(feed.last_fetched), OrNull(feed.last_good), Seconds(feed.next_fetch),
           feed.id.value()});
    }
    return {};
  });
}

Result<void> Store::SetFeed(const news::FeedId& id, std::string_view title, std::string_view folder,
                            const FeedOptions& options) {
  return database_->Write([&](Session& session) {
    return Change(session, id,
                  "UPDATE feeds SET title = ?, folder = ?, options = ?, etag = '', last_modified = '', body_hash = '' "
                  "WHERE id = ?",
                  {title, folder, WriteOptions(options), id.value()});
  });
}

Result<void> Store::PauseFeed(const news::FeedId& id, bool paused, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) {
    return paused ? Change(session, id, "UPDATE feeds SET health = 'paused' WHERE id = ?", {id.value()})
                  : Change(session, id,
                           "UPDATE feeds SET next_fetch = CASE WHEN health = 'paused' THEN ? ELSE next_fetch END, "
                           "health = CASE WHEN health = 'paused' THEN 'new' ELSE health END WHERE id = ?",
                           {Seconds(now), id.value()});
  });
}

Result<void> Store::AskRefresh(const news::FeedId& id, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) -> Result<void> {
    if (id.empty()) {
      session.Run("UPDATE feeds SET next_fetch = ?", {Seconds(now)});
      return {};
    }
    return Change(session, id,
                  "UPDATE feeds SET next_fetch = ?, health = CASE WHEN health = 'gone' THEN 'new' ELSE health END "
                  "WHERE id = ?",
                  {Seconds(now), id.value()});
  });
}

// A slash within a folder's name must not part it: a division slash looks the same.
constexpr std::string_view kSlashInName = "\xE2\x88\x95";

news::Feed ListOf(std::span<const FeedRow> feeds) {
  news::Feed list;
  list.kind = news::FeedKind::kOpml;
  for (const FeedRow& feed : feeds) {
    if (feed.sample) {
      continue;
    }
    news::Entry& entry = list.entries.emplace_back();
    entry.id = entry.url = feed.url;
    entry.title = web::EscapeHtml(feed.title);
    entry.source_url = feed.link;
    for (const auto part : std::views::split(std::string_view(feed.folder), '/')) {
      std::string name(part.begin(), part.end());
      for (std::size_t at = name.find(kSlashInName); at != std::string::npos; at = name.find(kSlashInName, at)) {
        name.replace(at, kSlashInName.size(), "/");
      }
      if (!name.empty()) {
        entry.folders.push_back(std::move(name));
      }
    }
    entry.attributes = feed.attributes;
    const auto named = [&](std::string_view name) {
      return std::ranges::any_of(entry.attributes, [&](const auto& each) { return each.first == name; });
    };
    if (!feed.language.empty() && !named("language")) {
      entry.attributes.emplace_back("language", feed.language);
    }
  }
  return list;
}

FeedRow RowOf(const news::Entry& outline) {
  FeedRow feed;
  feed.id = news::FeedId(outline.url);
  feed.url = outline.url;
  feed.title = web::TextOfHtml(outline.title);
  feed.link = outline.source_url;
  for (std::string name : outline.folders) {
    for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at)) {
      name.replace(at, 1, kSlashInName);
    }
    feed.folder += (feed.folder.empty() ? "" : "/") + name;
  }
  feed.attributes = outline.attributes;
  for (const auto& [name, value] : feed.attributes) {
    if (name == "language") {
      feed.language = value;
    }
  }
  return feed;
}

}  // namespace headwater::store
