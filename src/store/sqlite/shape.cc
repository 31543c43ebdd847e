// Reads SQLite's own list of tables and triggers.
#include "store/sqlite/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace headwater::store::sqlite {
namespace {

Column::Kind KindOf(std::string_view type) {
  if (type == "INTEGER") {
    return Column::Kind::kNumber;
  }
  if (type == "REAL") {
    return Column::Kind::kReal;
  }
  return type == "BLOB" ? Column::Kind::kBytes : Column::Kind::kText;
}

}  // namespace

std::vector<Table> ReadTables(Session& session) {
  std::vector<Table> tables;
  session.Run(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name <> "
      "'migrations' "
      "AND substr(name, 1, 13) <> 'article_words' AND substr(name, 1, 15) <> 'statement_words' ORDER BY rowid",
      {}, [&](const Row& row) {
        tables.push_back({std::string(row.Text(0)), {}, {}});
      });
  for (Table& table : tables) {
    std::vector<std::pair<std::int64_t, std::string>> key;
    session.Run("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY name", {table.name}, [&](const Row& row) {
      table.columns.push_back({std::string(row.Text(0)), KindOf(row.Text(1))});
      if (row.Int(2) > 0) {
        key.emplace_back(row.Int(2), row.Text(0));
      }
    });
    std::ranges::sort(key);
    for (auto& [place, column] : key) {
      table.key.push_back(std::move(column));
    }
  }
  return tables;
}

Result<void> FillWith(Session& session, const InSession& work) {
  std::vector<std::pair<std::string, std::string>> triggers;
  session.Run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid", {},
              [&](const Row& row) { triggers.emplace_back(row.Text(0), row.Text(1)); });
  for (const auto& [name, sql] : triggers) {
    session.Run(fmt::format("DROP TRIGGER {}", name));
  }
  auto outcome = work(session);
  for (const auto& [name, sql] : triggers) {
    session.Run(sql);
  }
  return outcome;
}

}  // namespace headwater::store::sqlite
