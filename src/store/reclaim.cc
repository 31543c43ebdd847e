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
    session.Run(
        "UPDATE work SET due = ?, tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END "
        "WHERE given_up = 0 AND due > ?",
        {Seconds(now), Seconds(now)});
    return {};
  });
}

}  // namespace headwater::store
