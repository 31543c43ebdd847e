// What tables a PostgreSQL database has, filling them without its own counting, and copies of it as a file.
#include <fmt/format.h>

#include <map>

#include "store/postgres/database.h"
#include "store/postgres/fault.h"
#include "store/transfer.h"

namespace headwater::store::postgres {
namespace {

// Tables that are no part of another one.
constexpr std::string_view kOurTables =
    "FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT "
    "c.relispartition AND c.relname NOT IN ('migrations', 'article_words', 'long_words', 'statement_words')";

Column::Kind KindOf(std::string_view type) {
  static const std::map<std::string_view, Column::Kind> kKinds{
      {"int8", Column::Kind::kNumber}, {"float8", Column::Kind::kReal}, {"bytea", Column::Kind::kBytes}};
  const auto found = kKinds.find(type);
  return found == kKinds.end() ? Column::Kind::kText : found->second;
}

// Numbers that the database gives by itself go on from the highest that is there.
void GoOnNumbering(Session& session) {
  std::vector<std::string> statements;
  session.Run(
      "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = "
      "current_schema()::regnamespace AND a.attidentity <> ''",
      {}, [&](const Row& row) {
        statements.push_back(
            fmt::format("SELECT setval(pg_get_serial_sequence('{0}', '{1}'), GREATEST(max({1}), 1), "
                        "max({1}) IS NOT NULL) FROM {0}",
                        row.Text(0), row.Text(1)));
      });
  for (const std::string& statement : statements) {
    session.Run(statement);
  }
}

}  // namespace

Result<std::vector<Table>> PgDatabase::Tables() {
  std::vector<Table> tables;
  const auto read = Read([&](Session& session) -> Result<void> {
    session.Run(fmt::format("SELECT c.relname {} ORDER BY c.oid", kOurTables), {}, [&](const Row& row) {
      tables.push_back({std::string(row.Text(0)), {}, {}});
    });
    for (Table& table : tables) {
      session.Run(
          "SELECT a.attname, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = "
          "to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY CAST(a.attname AS TEXT) COLLATE \"C\"",
          {table.name}, [&](const Row& row) {
            table.columns.push_back({std::string(row.Text(0)), KindOf(row.Text(1))});
          });
      session.Run(
          "SELECT a.attname FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place) "
          "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE i.indrelid = to_regclass(?) "
          "AND i.indisprimary ORDER BY k.place",
          {table.name}, [&](const Row& row) { table.key.emplace_back(row.Text(0)); });
    }
    return {};
  });
  return read.map([&] { return std::move(tables); });
}

Result<void> PgDatabase::Fill(const InSession& work) {
  return Write([&](Session& session) -> Result<void> {
    std::vector<std::string> counting;
    session.Run(
        "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = "
        "current_schema()::regnamespace AND NOT t.tgisinternal",
        {}, [&](const Row& row) { counting.emplace_back(row.Text(0)); });
    for (const std::string& table : counting) {
      session.Run(fmt::format("ALTER TABLE {} DISABLE TRIGGER USER", table));
    }
    auto outcome = work(session);
    for (const std::string& table : counting) {
      session.Run(fmt::format("ALTER TABLE {} ENABLE TRIGGER USER", table));
    }
    GoOnNumbering(session);
    return outcome;
  });
}

Result<void> PgDatabase::CopyTo(const std::string& path) {
  auto copy = OpenSqlite(path, manners_.lock_wait, 0);
  if (!copy) {
    return tl::unexpected(copy.error());
  }
  return Read([&](Session& session) { return CopyAll(session, *this, **copy); });
}

Result<void> PgDatabase::ReplaceBy(const std::string& path) {
  auto source = OpenSqlite(path, manners_.lock_wait, 0);
  if (!source) {
    return tl::unexpected(source.error());
  }
  return (*source)->Read([&](Session& session) { return CopyAll(session, **source, *this); });
}

}  // namespace headwater::store::postgres
