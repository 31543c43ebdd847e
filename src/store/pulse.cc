// Takes the numbers from indexes.
#include "store/pulse.h"

#include "store/rows.h"

namespace headwater::store {

Result<Pulse> TakePulse(Store& store, std::chrono::sys_seconds since) {
  return ReadAs(store.database(), [&](Session& session) -> Result<Pulse> {
    constexpr std::int64_t kMost = 100'000;
    Pulse pulse;
    pulse.latest = session
                       .Number(
                           "SELECT seen FROM articles WHERE story IS NOT NULL ORDER BY seen DESC, article_row DESC "
                           "LIMIT 1")
                       .value_or(0);
    pulse.placed = session
                       .Number(
                           "SELECT count(*) FROM (SELECT 1 FROM articles WHERE story IS NOT NULL AND seen >= ? "
                           "LIMIT ?) a",
                           {Seconds(since), kMost})
                       .value_or(0);
    pulse.waiting =
        session.Number("SELECT count(*) FROM (SELECT 1 FROM work WHERE given_up = 0 LIMIT ?) w", {kMost}).value_or(0);
    pulse.unplaced = session
                         .Number(
                             "SELECT count(*) FROM (SELECT 1 FROM articles WHERE story IS NULL AND placeable = 1 "
                             "LIMIT ?) a",
                             {kMost})
                         .value_or(0);
    pulse.hits = session.Number("SELECT max(id) FROM alert_hits").value_or(0);
    pulse.answered =
        session.Number("SELECT id FROM errands WHERE answered IS NOT NULL ORDER BY id DESC LIMIT 1").value_or(0);
    pulse.taken = session.Number("SELECT number FROM counts WHERE name = 'taken away'").value_or(0);
    pulse.sessions = session.Number("SELECT coalesce(sum(made), 0) + count(*) FROM sessions").value_or(0);
    pulse.checked = session.Number("SELECT max(moved) FROM checks").value_or(0);
    return pulse;
  });
}

}  // namespace headwater::store
