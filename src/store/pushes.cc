// WebSub subscriptions and what they brought; backfilling.
#include <array>

#include "store/page_rows.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMaxWaiting = 50;  // deliveries of one feed

constexpr std::array<std::pair<PushState, std::string_view>, 4> kStates{{{PushState::kAsked, "asked"},
                                                                         {PushState::kVerified, "verified"},
                                                                         {PushState::kDenied, "denied"},
                                                                         {PushState::kLeaving, "leaving"}}};
constexpr std::array<std::pair<BackfillWay, std::string_view>, 3> kWays{
    {{BackfillWay::kArchive, "archive"}, {BackfillWay::kPages, "pages"}, {BackfillWay::kSitemap, "sitemap"}}};

template <class Words, class Value>
std::string_view WordFor(const Words& words, Value value) {
  for (const auto& [each, word] : words) {
    if (each == value) {
      return word;
    }
  }
  return words.front().second;
}

template <class Words>
auto MeaningOf(const Words& words, std::string_view spelling) {
  for (const auto& [each, word] : words) {
    if (word == spelling) {
      return each;
    }
  }
  return words.front().first;
}

constexpr std::string_view kPushColumns = "feed, hub, topic, path, secret, state, due, tries, lease_ends, error";

Push ReadPush(const Row& row) {
  Push push;
  push.feed = news::FeedId(std::string(row.Text(0)));
  push.hub = row.Text(1);
  push.topic = row.Text(2);
  push.path = row.Text(3);
  push.secret = row.Text(4);
  push.state = MeaningOf(kStates, row.Text(5));
  push.due = Instant(row.Int(6));
  push.tries = static_cast<int>(row.Int(7));
  push.lease_ends = InstantOf(row, 8);
  push.error = row.Text(9);
  return push;
}

Result<Push> OnePush(Database& database, std::string_view column, std::string_view value) {
  return ReadAs(database, [&](Session& session) -> Result<Push> {
    std::optional<Push> push;
    session.Run(fmt::format("SELECT {} FROM pushes WHERE {} = ?", kPushColumns, column), {value},
                [&](const Row& row) { push = ReadPush(row); });
    if (!push) {
      return Fail(Fault::kNotFound, fmt::format("{}: no hub was asked for this", value));
    }
    return *push;
  });
}

constexpr std::string_view kBackfillColumns =
    "feed, way, addresses, page, left_over, oldest, found, tries, due, done, answer";

Backfill ReadBackfill(const Row& row) {
  Backfill backfill;
  backfill.feed = news::FeedId(std::string(row.Text(0)));
  backfill.way = MeaningOf(kWays, row.Text(1));
  backfill.addresses = SplitLines(row.Text(2));
  backfill.page = static_cast<int>(row.Int(3));
  backfill.left = static_cast<int>(row.Int(4));
  backfill.oldest = InstantOf(row, 5);
  backfill.found = static_cast<int>(row.Int(6));
  backfill.tries = static_cast<int>(row.Int(7));
  backfill.due = Instant(row.Int(8));
  backfill.done = row.Int(9) != 0;
  backfill.answer = row.Text(10);
  return backfill;
}

Result<std::vector<Backfill>> ReadBackfills(Database& database, std::string_view rest,
                                            std::initializer_list<Value> values) {
  return ReadAs(database, [&](Session& session) -> Result<std::vector<Backfill>> {
    std::vector<Backfill> backfills;
    session.Run(fmt::format("SELECT {} FROM backfills {}", kBackfillColumns, rest), values,
                [&](const Row& row) { backfills.push_back(ReadBackfill(row)); });
    return backfills;
  });
}

}  // namespace

Result<void> Store::PutPush(const Push& push) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run(
        "INSERT INTO pushes (feed, hub, topic, path, secret, state, due, tries, lease_ends, error) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed) DO UPDATE SET hub = excluded.hub, "
        "topic = excluded.topic, path = excluded.path, secret = excluded.secret, state = excluded.state, "
        "due = excluded.due, tries = excluded.tries, lease_ends = excluded.lease_ends, error = excluded.error",
        {push.feed.value(), push.hub, push.topic, push.path, push.secret, WordFor(kStates, push.state),
         Seconds(push.due), std::int64_t{push.tries}, OrNull(push.lease_ends), push.error},
        {});
    return {};
  });
}

Result<Push> Store::PushOf(const news::FeedId& feed) { return OnePush(*database_, "feed", feed.value()); }

Result<Push> Store::PushAt(std::string_view path) { return OnePush(*database_, "path", path); }

Result<std::vector<Push>> Store::PushesDue(std::chrono::sys_seconds now, std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Push>> {
    std::vector<Push> pushes;
    session.Run(fmt::format("SELECT {} FROM pushes WHERE due <= ? ORDER BY due, feed LIMIT ?", kPushColumns),
                {Seconds(now), static_cast<std::int64_t>(limit)},
                [&](const Row& row) { pushes.push_back(ReadPush(row)); });
    return pushes;
  });
}

Result<void> Store::DropPush(const news::FeedId& feed) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM pushes WHERE feed = ?", {feed.value()});
    return {};
  });
}

Result<void> Store::Deliver(const news::FeedId& feed, const Headers& headers, std::string_view body,
                            std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) -> Result<void> {
    const auto waiting = session.Number("SELECT count(*) FROM deliveries WHERE feed = ?", {feed.value()});
    if (waiting.value_or(0) >= kMaxWaiting) {
      return Fail(Fault::kTooLarge, fmt::format("{}: more deliveries than are waited for", feed.value()));
    }
    session.Run("INSERT INTO deliveries (feed, headers, body, at) VALUES (?, ?, ?, ?)",
                {feed.value(), WriteHeaders(headers), Blob{body}, Seconds(now)});
    return {};
  });
}

Result<std::vector<Delivery>> Store::Deliveries(std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Delivery>> {
    std::vector<Delivery> deliveries;
    session.Run("SELECT id, feed, headers, body FROM deliveries ORDER BY id LIMIT ?",
                {static_cast<std::int64_t>(limit)}, [&](const Row& row) {
                  deliveries.push_back({row.Int(0), news::FeedId(std::string(row.Text(1))), ReadHeaders(row.Text(2)),
                                        std::string(row.Text(3))});
                });
    return deliveries;
  });
}

Result<void> Store::FinishDelivery(std::int64_t id) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM deliveries WHERE id = ?", {id});
    return {};
  });
}

Result<void> Store::PutBackfill(const Backfill& backfill) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run(
        "INSERT INTO backfills (feed, way, addresses, page, left_over, oldest, found, tries, due, done, answer) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed) DO UPDATE SET way = excluded.way, "
        "addresses = excluded.addresses, page = excluded.page, left_over = excluded.left_over, "
        "oldest = excluded.oldest, found = excluded.found, tries = excluded.tries, due = excluded.due, "
        "done = excluded.done, answer = excluded.answer",
        {backfill.feed.value(), WordFor(kWays, backfill.way), JoinLines(backfill.addresses),
         std::int64_t{backfill.page}, std::int64_t{backfill.left}, OrNull(backfill.oldest),
         std::int64_t{backfill.found}, std::int64_t{backfill.tries}, Seconds(backfill.due), backfill.done,
         backfill.answer},
        {});
    return {};
  });
}

Result<std::vector<Backfill>> Store::BackfillsDue(std::chrono::sys_seconds now, std::size_t limit) {
  return ReadBackfills(*database_, "WHERE done = 0 AND due <= ? ORDER BY due, feed LIMIT ?",
                       {Seconds(now), static_cast<std::int64_t>(limit)});
}

Result<std::vector<Backfill>> Store::Backfills() { return ReadBackfills(*database_, "ORDER BY feed", {}); }

}  // namespace headwater::store
