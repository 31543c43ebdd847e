// Rows of the hub.
#include "store/hub.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "base/random.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "store/store.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostWaiting = 1'000;
constexpr std::int64_t kMostSubscribers = 10'000;
constexpr std::int64_t kMostVerifyTries = 3;
constexpr std::int64_t kVerifyRest = 60;
constexpr std::int64_t kMostTries = 8;
constexpr std::int64_t kFirstRest = 60;
constexpr std::size_t kChallengeBytes = 24;

std::int64_t TopicRow(Session& session, const std::string& address, const std::string& hub) {
  session.Run(
      "INSERT INTO hub_topics (address, hub, content_type, hash, body) VALUES (?, ?, '', '', '') "
      "ON CONFLICT (address) DO UPDATE SET hub = excluded.hub",
      {std::string_view(address), std::string_view(hub)});
  return session.Number("SELECT topic FROM hub_topics WHERE address = ?", {std::string_view(address)}).value_or(0);
}

void DropSilentTopics(Session& session) {
  session.Run("DELETE FROM hub_topics WHERE topic NOT IN (SELECT topic FROM hub_subscribers)");
}

}  // namespace

Hub::Hub(Store& store) : database_(store.database()) {}

Result<void> Hub::Ask(const HubRequest& request, std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    const auto waiting = session.Number("SELECT count(*) FROM hub_requests").value_or(0);
    const auto listening = session.Number("SELECT count(*) FROM hub_subscribers").value_or(0);
    if (waiting >= kMostWaiting || (!request.leaving && listening >= kMostSubscribers)) {
      return Fail(Fault::kTooLarge, "The hub has as many subscribers, or requests, as it takes.");
    }
    const std::string challenge = RandomHex(kChallengeBytes);
    session.Run(
        "INSERT INTO hub_requests (leaving, address, hub, callback, secret, lease, challenge, tries, due) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (address, callback) DO UPDATE SET leaving = excluded.leaving, "
        "secret = excluded.secret, lease = excluded.lease, challenge = excluded.challenge, tries = 0, "
        "due = excluded.due",
        {static_cast<std::int64_t>(request.leaving), std::string_view(request.topic), std::string_view(request.hub),
         std::string_view(request.callback), std::string_view(request.secret), request.lease,
         std::string_view(challenge), Seconds(now)});
    return {};
  });
}

Result<std::vector<HubRequest>> Hub::RequestsDue(std::size_t limit, std::chrono::sys_seconds now) {
  std::vector<HubRequest> requests;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    session.Run(
        "SELECT id, leaving, address, callback, secret, lease, challenge, hub FROM hub_requests WHERE due <= ? "
        "ORDER BY due LIMIT ?",
        {Seconds(now), static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          requests.push_back({row.Int(0), row.Int(1) != 0, std::string(row.Text(2)), std::string(row.Text(3)),
                              std::string(row.Text(4)), row.Int(5), std::string(row.Text(6)),
                              std::string(row.Text(7))});
        });
    return {};
  });
  if (!read || requests.empty()) {
    return read ? Result<std::vector<HubRequest>>(std::move(requests)) : tl::unexpected(read.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::vector<HubRequest>> {
    for (const HubRequest& request : requests) {
      session.Run("DELETE FROM hub_requests WHERE id = ? AND tries >= ?", {request.id, kMostVerifyTries});
      session.Run("UPDATE hub_requests SET tries = tries + 1, due = ? + ? * (tries + 1) WHERE id = ?",
                  {Seconds(now), kVerifyRest, request.id});
    }
    std::erase_if(requests, [&](const HubRequest& request) {
      return !session.Number("SELECT 1 FROM hub_requests WHERE id = ?", {request.id});
    });
    return requests;
  });
}

Result<void> Hub::Confirm(const HubRequest& request, std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    // What was asked meanwhile is verified for itself.
    if (!session.Number("SELECT 1 FROM hub_requests WHERE id = ? AND challenge = ?",
                        {request.id, std::string_view(request.challenge)})) {
      return {};
    }
    session.Run("DELETE FROM hub_requests WHERE id = ?", {request.id});
    const std::int64_t topic = TopicRow(session, request.topic, request.hub);
    if (request.leaving) {
      session.Run("DELETE FROM hub_subscribers WHERE topic = ? AND callback = ?",
                  {topic, std::string_view(request.callback)});
      DropSilentTopics(session);
      return {};
    }
    const std::string hash = session.Words("SELECT hash FROM hub_topics WHERE topic = ?", {topic}).value_or("");
    session.Run(
        "INSERT INTO hub_subscribers (topic, callback, secret, ends, sent, tries, due) VALUES (?, ?, ?, ?, ?, 0, 0) "
        "ON CONFLICT (topic, callback) DO UPDATE SET secret = excluded.secret, ends = excluded.ends",
        {topic, std::string_view(request.callback), std::string_view(request.secret), Seconds(now) + request.lease,
         std::string_view(hash)});
    return {};
  });
}

Result<void> Hub::Forget(std::int64_t request) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM hub_requests WHERE id = ?", {request});
    return {};
  });
}

Result<std::vector<HubTopic>> Hub::Topics(std::chrono::sys_seconds now) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<HubTopic>> {
    std::vector<HubTopic> topics;
    session.Run(
        "SELECT t.address, t.hub FROM hub_topics AS t WHERE EXISTS (SELECT 1 FROM hub_subscribers AS s "
        "WHERE s.topic = t.topic AND s.ends > ?) ORDER BY t.topic",
        {Seconds(now)}, [&](const Row& row) {
          topics.push_back({std::string(row.Text(0)), std::string(row.Text(1))});
        });
    return topics;
  });
}

Result<void> Hub::Publish(std::string_view topic, std::string_view content_type, std::string_view body,
                          std::chrono::sys_seconds now) {
  const std::string hash = Sha256Hex(body);
  const auto known = ReadAs(database_, [&](Session& session) -> Result<std::string> {
    return session.Words("SELECT hash FROM hub_topics WHERE address = ?", {topic}).value_or(hash);
  });
  if (!known || *known == hash) {
    return known ? Result<void>{} : tl::unexpected(known.error());
  }
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM hub_subscribers WHERE ends <= ?", {Seconds(now)});
    DropSilentTopics(session);
    session.Run("UPDATE hub_topics SET content_type = ?, hash = ?, body = ? WHERE address = ?",
                {content_type, std::string_view(hash), body, topic});
    session.Run(
        "UPDATE hub_subscribers SET tries = 0, due = ? WHERE topic = (SELECT topic FROM hub_topics WHERE address = ?)",
        {Seconds(now), topic});
    if (known->empty()) {
      session.Run(
          "UPDATE hub_subscribers SET sent = ? WHERE sent = '' AND "
          "topic = (SELECT topic FROM hub_topics WHERE address = ?)",
          {std::string_view(hash), topic});
    }
    return {};
  });
}

Result<std::vector<HubDelivery>> Hub::DeliveriesDue(std::size_t limit, std::chrono::sys_seconds now) {
  std::vector<HubDelivery> deliveries;
  std::vector<std::int64_t> tries;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    session.Run(
        "SELECT s.id, t.address, s.callback, t.content_type, t.body, t.hash, s.secret, s.tries, t.hub "
        "FROM hub_subscribers AS s JOIN hub_topics AS t ON t.topic = s.topic "
        "WHERE s.sent <> t.hash AND t.hash <> '' AND s.due <= ? AND s.ends > ? AND s.tries < ? "
        "ORDER BY s.due LIMIT ?",
        {Seconds(now), Seconds(now), kMostTries, static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          HubDelivery& delivery = deliveries.emplace_back();
          delivery.subscriber = row.Int(0);
          delivery.topic = row.Text(1);
          delivery.callback = row.Text(2);
          delivery.content_type = row.Text(3);
          delivery.body = row.Text(4);
          delivery.hash = row.Text(5);
          delivery.signature = row.Text(6).empty() ? std::string() : SignatureOf(row.Text(4), row.Text(6));
          tries.push_back(row.Int(7));
          delivery.hub = row.Text(8);
        });
    return {};
  });
  if (!read || deliveries.empty()) {
    return read ? Result<std::vector<HubDelivery>>(std::move(deliveries)) : tl::unexpected(read.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::vector<HubDelivery>> {
    for (std::size_t n = 0; n < deliveries.size(); ++n) {
      session.Run("UPDATE hub_subscribers SET tries = tries + 1, due = ? WHERE id = ?",
                  {Seconds(now) + (kFirstRest << (2 * tries[n])), deliveries[n].subscriber});
    }
    session.Run("DELETE FROM hub_subscribers WHERE ends <= ?", {Seconds(now)});
    return deliveries;
  });
}

Result<void> Hub::Delivered(std::int64_t subscriber, std::string_view hash) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE hub_subscribers SET sent = ?, tries = 0 WHERE id = ?", {hash, subscriber});
    return {};
  });
}

Result<void> Hub::Drop(std::int64_t subscriber) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM hub_subscribers WHERE id = ?", {subscriber});
    DropSilentTopics(session);
    return {};
  });
}

}  // namespace headwater::store
