// Rows of work that was given up.
#include "store/given_up.h"

#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::chrono::hours kRest{24};

Result<std::vector<bool>> Ask(Store& store, std::span<const std::string> names, std::string_view sql,
                              std::int64_t value) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::vector<bool>> {
    std::vector<bool> all;
    all.reserve(names.size());
    for (const std::string& name : names) {
      all.push_back(session.Number(sql, {name, value}).has_value());
    }
    return all;
  });
}

}  // namespace

Result<std::vector<bool>> GivenUp(Store& store, std::span<const std::string> names, std::chrono::sys_seconds now) {
  return Ask(store, names, "SELECT 1 FROM work WHERE work_key = ? AND given_up = 1 AND due > ?", Seconds(now));
}

Result<void> GiveUp(Store& store, std::string_view name, std::string_view error, std::chrono::sys_seconds now) {
  const auto noted = store.database().Write([&](Session& session) -> Result<void> {
    session.Run(
        "INSERT INTO work (work_key, kind, payload, tries, due, given_up, put) VALUES (?, 'page', '', 0, ?, 1, ?) "
        "ON CONFLICT (work_key) DO UPDATE SET given_up = 1, payload = '', due = excluded.due",
        {name, Seconds(now + kRest), Seconds(now)});
    return {};
  });
  return noted ? store.GiveUpWork(name, error, now) : noted;
}

Result<bool> TryAgain(Store& store, std::string_view name, std::chrono::sys_seconds now) {
  return WriteAs(store.database(), [&](Session& session) -> Result<bool> {
    if (!session.Number("SELECT 1 FROM unreadable WHERE address = ?", {name})) {
      return false;
    }
    session.Run(
        "INSERT INTO work (work_key, kind, payload, tries, due, given_up, put) VALUES (?, 'page', '', 0, ?, 0, ?) "
        "ON CONFLICT (work_key) DO UPDATE SET tries = 0, due = excluded.due, given_up = 0 WHERE work.given_up = 1",
        {name, Seconds(now), Seconds(now)});
    return true;
  });
}

Result<std::vector<bool>> TriedAgain(Store& store, std::span<const std::string> names) {
  return Ask(store, names, "SELECT 1 FROM work WHERE work_key = ? AND given_up = ?", 0);
}

}  // namespace headwater::store
