// The migrations embedded in the program, and the record of those a database has had.
#include "store/postgres/migrate.h"

#include <fmt/format.h>

#include <charconv>

#include "embedded/store_postgres_migrations.h"

namespace headwater::store::postgres {
namespace {

constexpr std::string_view kOurs = "Headwater";

// `0028_1_collection.sql` is 28.
std::int64_t NumberOf(const EmbeddedFile& migration) {
  std::int64_t number = 0;
  std::from_chars(migration.path.data(), migration.path.data() + migration.path.size(), number);
  return number;
}

Result<void> Outcome(PgSession& session) {
  if (auto error = session.TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  return {};
}

struct Standing {
  bool empty = false;
  bool ours = false;
  std::int64_t version = 0;
};

Standing StandingOf(PgSession& session) {
  Standing standing;
  standing.empty = session.Number(
                       "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind "
                       "IN ('r', 'p', 'v', 'm')") == 0;
  standing.ours =
      !standing.empty &&
      session.Words(
          "SELECT obj_description(to_regclass('migrations'), 'pg_class') WHERE to_regclass('migrations') IS "
          "NOT NULL") == kOurs;
  if (standing.ours) {
    standing.version = session.Number("SELECT max(number) FROM migrations").value_or(0);
  }
  return standing;
}

Result<void> Refuse(const PgSession& session, const Standing& standing) {
  if (!standing.empty && !standing.ours) {
    return Fail(Fault::kBadInput,
                fmt::format("{}: this database belongs to another program; make one for Headwater alone (createdb)",
                            session.where()));
  }
  if (standing.version > NewestMigration()) {
    return Fail(Fault::kNewerStore,
                fmt::format("{}: the store has version {}, written by a newer Headwater; this one reads up to version "
                            "{}. Nothing was changed: update Headwater, or name another database",
                            session.where(), standing.version, NewestMigration()));
  }
  return {};
}

Result<void> Apply(PgSession& session, const Place& place) {
  session.RunScript(fmt::format("BEGIN; SELECT pg_advisory_xact_lock({})", place.lock));
  // Another process may have been faster.
  const Standing standing = StandingOf(session);
  auto outcome = Refuse(session, standing);
  if (outcome && !standing.ours) {
    session.RunScript(
        fmt::format("CREATE TABLE migrations (number BIGINT PRIMARY KEY, name TEXT COLLATE \"C\" NOT NULL);"
                    "COMMENT ON TABLE migrations IS '{}'",
                    kOurs));
  }
  std::int64_t noted = standing.version;
  for (const EmbeddedFile& migration : embedded::store_postgres_migrations()) {
    const std::int64_t number = NumberOf(migration);
    if (outcome && number > standing.version) {
      session.RunScript(std::string(migration.bytes));
      if (number > noted) {
        session.Run("INSERT INTO migrations (number, name) VALUES (?, ?)", {number, migration.path});
        noted = number;
      }
    }
  }
  if (outcome) {
    session.RunScript("COMMIT");
    outcome = Outcome(session);
  }
  if (!outcome) {
    session.RunScript("ROLLBACK");
    session.TakeError();
  }
  return outcome;
}

}  // namespace

std::int64_t NewestMigration() {
  const auto migrations = embedded::store_postgres_migrations();
  return migrations.empty() ? 0 : NumberOf(migrations.back());
}

Result<Place> Migrate(PgSession& session) {
  const std::string encoding = session.Words("SELECT current_setting('server_encoding')").value_or("");
  const auto schema = session.Words("SELECT current_schema()");
  const std::int64_t number = session.Number("SELECT current_schema()::regnamespace::oid::bigint").value_or(0);
  const Standing standing = StandingOf(session);
  if (auto outcome = Outcome(session); !outcome) {
    return tl::unexpected(outcome.error());
  }
  if (encoding != "UTF8") {
    return Fail(
        Fault::kBadInput,
        fmt::format("{}: this database keeps its texts as {}; make one with createdb --encoding UTF8 --template "
                    "template0",
                    session.where(), encoding));
  }
  if (!schema) {
    return Fail(Fault::kBadInput,
                fmt::format("{}: there is no schema to keep tables in; make one, or set search_path", session.where()));
  }
  // "Hdwr", and the schema.
  constexpr std::int64_t kOurLocks = 0x48647772LL << 32U;
  const Place place{kOurLocks | number, fmt::format("headwater_{}", number)};
  if (auto may = Refuse(session, standing); !may) {
    return tl::unexpected(may.error());
  }
  if (standing.version < NewestMigration()) {
    session.Settle();
    if (auto applied = Apply(session, place); !applied) {
      return tl::unexpected(applied.error());
    }
  }
  return place;
}

}  // namespace headwater::store::postgres
