// Leases that end before their time.
#include "store/reclaim.h"

#include "store/port.h"
#include "store/rows.h"

namespace headwater::store {

Result<void> ReclaimWork(Store& store, std::span<const std::string> tried, std::chrono::sys_seconds now) {
  return store.database().Write([&](Session& session) -> Result<void> {
    for (const std::string& key : tried) {
      session.Run("UPDATE work SET tries = tries + 1 WHERE work_key = ? AND given_up = 0", {key});
    }
    // Also where its lease is over: who had it may have been dead for long.
    session.Run(
        "UPDATE work SET due = CASE WHEN due > ? THEN ? ELSE due END, "
        "tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END WHERE given_up = 0 AND (due > ? OR tries > 0)",
        {Seconds(now), Seconds(now), Seconds(now)});
    return {};
  });
}

}  // namespace headwater::store
