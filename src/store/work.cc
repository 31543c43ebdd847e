// The queue's rows: work that waits, is out on a lease, or was given up.
#include "store/provenance.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

// Feeds announce the same page again with each fetch; one that was given up is not tried again each time.
constexpr std::chrono::hours kRestAfterGivingUp{24};
// Nor is one that no article could be read from: it may be a wall for an hour, or a page without one for good.
constexpr std::chrono::hours kRestUnread{6};

// `sql` takes a time, where there is one, and the key.
Result<void> RunForEach(Database& database, std::string_view sql, std::span<const std::string> keys,
                        std::optional<std::chrono::sys_seconds> at) {
  return database.Write([&](Session& session) -> Result<void> {
    for (const std::string& key : keys) {
      if (at) {
        session.Run(sql, {Seconds(*at), key});
      } else {
        session.Run(sql, {key});
      }
    }
    return {};
  });
}

}  // namespace

Result<void> Store::PutWork(std::span<const WorkRow> work, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) -> Result<void> {
    for (const WorkRow& each : work) {
      session.Run(
          "INSERT INTO work (work_key, kind, payload, tries, due, given_up, put) VALUES (?, ?, ?, 0, ?, 0, ?) "
          "ON CONFLICT (work_key) DO UPDATE SET kind = excluded.kind, payload = excluded.payload, tries = 0, "
          "due = excluded.due, given_up = 0, put = excluded.put WHERE work.given_up = 1 AND work.due <= excluded.due",
          {each.key, each.kind, each.payload, Seconds(now), Seconds(now)});
    }
    return {};
  });
}

Result<std::vector<bool>> Store::Known(std::span<const std::string> addresses, std::chrono::sys_seconds now) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<bool>> {
    std::vector<bool> known;
    known.reserve(addresses.size());
    for (const std::string& address : addresses) {
      known.push_back(
          session.Number("SELECT 1 FROM work WHERE work_key = ? AND (given_up = 0 OR due > ?)",
                         {address, Seconds(now)}) ||
          session.Number("SELECT 1 FROM addresses WHERE url IN (?, ?) AND canonical = 0 LIMIT 1",
                         {address, web::ComparableUrl(address)}) ||
          session.Number("SELECT 1 FROM retired WHERE url IN (?, ?) LIMIT 1", {address, web::ComparableUrl(address)}) ||
          session.Number("SELECT 1 FROM unreadable WHERE address = ? AND page_row IS NOT NULL AND at > ?",
                         {address, Seconds(now - kRestUnread)}));
    }
    return known;
  });
}

Result<std::vector<WorkRow>> Store::TakeWork(std::size_t limit, std::chrono::sys_seconds now,
                                             std::chrono::seconds lease) {
  return WriteAs(*database_, [&](Session& session) -> Result<std::vector<WorkRow>> {
    std::vector<WorkRow> taken;
    session.Run(
        "SELECT work_key, kind, payload, tries FROM work WHERE given_up = 0 AND due <= ? "
        "ORDER BY due, put, id LIMIT ?",
        {Seconds(now), static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          taken.push_back({std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2)),
                           static_cast<int>(row.Int(3)) + 1});
        });
    for (const WorkRow& each : taken) {
      session.Run("UPDATE work SET tries = tries + 1, due = ? WHERE work_key = ?", {Seconds(now + lease), each.key});
    }
    return taken;
  });
}

Result<void> Store::FinishWork(std::span<const std::string> keys) {
  return RunForEach(*database_, "DELETE FROM work WHERE work_key = ?", keys, {});
}

Result<void> Store::PostponeWork(std::string_view key, std::chrono::sys_seconds until) {
  const std::string one(key);
  return RunForEach(*database_, "UPDATE work SET due = ? WHERE work_key = ?", std::span(&one, 1), until);
}

Result<void> Store::ReturnWork(std::span<const std::string> keys, std::chrono::sys_seconds from) {
  return RunForEach(*database_,
                    "UPDATE work SET due = ?, tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END WHERE work_key = ?",
                    keys, from);
}

Result<void> Store::HoldWork(std::span<const std::string> keys, std::chrono::sys_seconds until) {
  return RunForEach(*database_, "UPDATE work SET due = ? WHERE work_key = ? AND given_up = 0", keys, until);
}

Result<void> Store::GiveUpWork(std::string_view key, std::string_view error, std::chrono::sys_seconds now) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE work SET given_up = 1, due = ? WHERE work_key = ?", {Seconds(now + kRestAfterGivingUp), key});
    session.Run(
        "INSERT INTO unreadable (address, error, at, sample) VALUES (?, ?, ?, 0) "
        "ON CONFLICT (address) DO UPDATE SET error = excluded.error, at = excluded.at",
        {key, error, Seconds(now)});
    NoteLostLink(session, key, error, now);
    return {};
  });
}

Result<std::size_t> Store::WaitingWork() {
  return ReadAs(*database_, [&](Session& session) -> Result<std::size_t> {
    return static_cast<std::size_t>(session.Number("SELECT count(*) FROM work WHERE given_up = 0").value_or(0));
  });
}

}  // namespace headwater::store
