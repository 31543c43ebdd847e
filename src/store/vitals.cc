// Takes the vitals from indexes.
#include "store/vitals.h"

#include <algorithm>

#include "store/outbox.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

std::chrono::seconds Since(std::optional<std::int64_t> then, std::chrono::sys_seconds now) {
  return then ? std::max(std::chrono::seconds(0), now - Instant(*then)) : std::chrono::seconds(0);
}

Waiting Outgoing(Session& session, std::string_view way, std::chrono::sys_seconds now) {
  return {session
              .Number("SELECT count(*) FROM (SELECT 1 FROM outbox WHERE way = ? AND tries >= 0 AND due <= ? LIMIT ?) o",
                      {way, Seconds(now), kMostWaiting})
              .value_or(0),
          Since(session.Number("SELECT min(due) FROM outbox WHERE way = ? AND tries >= 0 AND due <= ?",
                               {way, Seconds(now)}),
                now)};
}

}  // namespace

Result<Vitals> TakeVitals(Store& store, std::chrono::sys_seconds now) {
  return ReadAs(store.database(), [&](Session& session) -> Result<Vitals> {
    const auto count = [&](std::string_view sql) { return session.Number(sql, {kMostWaiting}).value_or(0); };
    const auto count_by = [&](std::string_view sql) {
      return session.Number(sql, {Seconds(now), kMostWaiting}).value_or(0);
    };
    Vitals vitals;
    vitals.due = {
        count_by("SELECT count(*) FROM (SELECT 1 FROM work WHERE given_up = 0 AND due <= ? LIMIT ?) w"),
        Since(session.Number("SELECT min(due) FROM work WHERE given_up = 0 AND due <= ?", {Seconds(now)}), now)};
    vitals.later = count_by("SELECT count(*) FROM (SELECT 1 FROM work WHERE given_up = 0 AND due > ? LIMIT ?) w");
    vitals.given_up = count("SELECT count(*) FROM (SELECT 1 FROM work WHERE given_up = 1 LIMIT ?) w");
    vitals.unplaced = {
        count("SELECT count(*) FROM (SELECT 1 FROM articles WHERE story IS NULL AND placeable = 1 LIMIT ?) a"),
        Since(session.Number("SELECT seen FROM articles WHERE story IS NULL AND placeable = 1 ORDER BY article_row "
                             "LIMIT 1"),
              now)};
    vitals.deliveries = {count("SELECT count(*) FROM (SELECT 1 FROM deliveries LIMIT ?) d"),
                         Since(session.Number("SELECT at FROM deliveries ORDER BY id LIMIT 1"), now)};
    vitals.errands = {
        count("SELECT count(*) FROM (SELECT 1 FROM errands WHERE answered IS NULL LIMIT ?) e"),
        Since(session.Number("SELECT asked FROM errands WHERE answered IS NULL ORDER BY id LIMIT 1"), now)};
    vitals.mails = Outgoing(session, kByMail, now);
    vitals.webhooks = Outgoing(session, kByWebhook, now);
    vitals.stirred = count("SELECT count(*) FROM (SELECT 1 FROM stirred_stories LIMIT ?) s");
    vitals.feeds_due = count_by("SELECT count(*) FROM (SELECT 1 FROM feeds WHERE next_fetch <= ? LIMIT ?) f");
    vitals.last_hit = session.Number("SELECT max(id) FROM alert_hits").value_or(0);
    return vitals;
  });
}

}  // namespace headwater::store
