// Counts what errands lead to.
#include "store/progress.h"

#include "store/rows.h"

namespace headwater::store {
namespace {

bool Subscribes(std::string_view kind) {
  return kind == "subscribe" || kind == "import opml" || kind == "subscribe defaults";
}

}  // namespace

Result<Progress> ProgressOf(Store& store, std::int64_t errand) {
  return ReadAs(store.database(), [&](Session& session) -> Result<Progress> {
    Progress progress;
    bool known = false;
    std::int64_t asked = 0;
    session.Run("SELECT kind, asked, answered FROM errands WHERE id = ?", {errand}, [&](const Row& row) {
      known = true;
      progress.feeds = Subscribes(row.Text(0));
      asked = row.Int(1);
      if (!row.IsNull(2)) {
        progress.answered = Instant(row.Int(2));
      }
    });
    if (!known) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such errand", errand));
    }
    if (progress.feeds && progress.answered) {
      session.Run(
          "SELECT count(*), coalesce(sum(CASE WHEN last_fetched IS NOT NULL THEN 1 ELSE 0 END), 0), "
          "coalesce(sum(CASE WHEN last_fetched IS NOT NULL AND last_good IS NULL THEN 1 ELSE 0 END), 0) "
          "FROM feeds WHERE added >= ? AND added <= ? AND sample = 0",
          {asked, Seconds(*progress.answered)}, [&](const Row& row) {
            progress.whole = row.Int(0);
            progress.done = row.Int(1);
            progress.failed = row.Int(2);
          });
      return progress;
    }
    session.Run("SELECT done, whole FROM errand_progress WHERE errand = ?", {errand}, [&](const Row& row) {
      progress.done = row.Int(0);
      progress.whole = row.Int(1);
    });
    return progress;
  });
}

Result<void> TellRetraced(Store& store, std::int64_t done, std::int64_t whole) {
  return store.database().Write([&](Session& session) -> Result<void> {
    session.Run(
        "INSERT INTO errand_progress (errand, done, whole) SELECT id, ?, ? FROM errands WHERE answered IS NULL AND "
        "kind = 'settle' ON CONFLICT (errand) DO UPDATE SET done = excluded.done, whole = excluded.whole",
        {done, whole});
    return {};
  });
}

}  // namespace headwater::store
