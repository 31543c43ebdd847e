// The migrations embedded in the program, and the record of those a file has had.
#include "store/sqlite/migrate.h"

#include <fmt/format.h>

#include <charconv>

#include "embedded/store_migrations.h"

namespace headwater::store::sqlite {
namespace {

// `0002_words.sql` is 2.
std::int64_t NumberOf(const EmbeddedFile& migration) {
  std::int64_t number = 0;
  std::from_chars(migration.path.data(), migration.path.data() + migration.path.size(), number);
  return number;
}

Result<void> Outcome(SqliteSession& session) {
  if (auto error = session.TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  return {};
}

Result<void> Apply(SqliteSession& session, const EmbeddedFile& migration) {
  session.RunScript("BEGIN IMMEDIATE");
  // Another process may have been faster.
  if (session.Number("PRAGMA user_version").value_or(0) < NumberOf(migration)) {
    session.RunScript(migration.bytes);
    session.RunScript("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
    session.Run("INSERT INTO migrations (number, name) VALUES (?, ?)", {NumberOf(migration), migration.path});
    session.RunScript(
        fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", NumberOf(migration), kApplicationId));
  }
  session.RunScript("COMMIT");
  auto outcome = Outcome(session);
  if (!outcome && sqlite3_get_autocommit(session.connection()) == 0) {
    session.RunScript("ROLLBACK");
    session.TakeError();
  }
  return outcome;
}

}  // namespace

std::int64_t NewestMigration() {
  const auto migrations = embedded::store_migrations();
  return migrations.empty() ? 0 : NumberOf(migrations.back());
}

Result<void> Migrate(SqliteSession& session, const std::string& path) {
  const auto migrations = embedded::store_migrations();
  const std::int64_t newest = NewestMigration();
  const std::int64_t version = session.Number("PRAGMA user_version").value_or(0);
  const std::int64_t application = session.Number("PRAGMA application_id").value_or(0);
  const std::int64_t tables = session.Number("SELECT count(*) FROM sqlite_master").value_or(0);
  if (auto outcome = Outcome(session); !outcome) {
    return outcome;
  }
  if (application != kApplicationId && (tables > 0 || application != 0)) {
    return Fail(Fault::kBadInput,
                fmt::format("{}: this database belongs to another program; name another folder for the store", path));
  }
  if (version > newest) {
    return Fail(Fault::kNewerStore,
                fmt::format("{}: the store has version {}, written by a newer Headwater; this one reads up to version "
                            "{}. Nothing was changed: update Headwater, or name another folder",
                            path, version, newest));
  }
  for (const EmbeddedFile& migration : migrations) {
    if (NumberOf(migration) > version) {
      if (auto applied = Apply(session, migration); !applied) {
        return applied;
      }
    }
  }
  return {};
}

}  // namespace headwater::store::sqlite
