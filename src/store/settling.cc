// What has to move is listed by reading alone; each write then moves a batch of it, looking at every row once more.
#include "store/settling.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <span>
#include <thread>
#include <tuple>

#include "store/names.h"
#include "store/rows.h"
#include "store/settled.h"
#include "store/told.h"

namespace headwater::store {
namespace {

constexpr std::string_view kNote = "unsettled entities";
constexpr std::size_t kMentionsAtOnce = 1000;
constexpr std::size_t kStatementsAtOnce = 60;
// Writers of other processes look whether it is their turn only now and then.
constexpr auto kPause = std::chrono::milliseconds(15);

// Tables that tell an article's names, each by article, entity found and form.
constexpr std::string_view kTables[] = {"mentions", "roles", "whereabouts"};

struct NameRow {
  std::size_t table = 0;  // of kTables
  std::int64_t article_row = 0;
  std::string found;
  std::string form;
};

struct StatementRef {
  std::int64_t told = 0;
  std::int64_t row = 0;

  auto operator<=>(const StatementRef&) const = default;
};

struct Left {
  std::string note;
  std::vector<NameRow> names;
  std::vector<StatementRef> statements;

  bool empty() const { return names.empty() && statements.empty(); }
};

void ListNames(Session& session, const Settled& settled, const std::string& found, Left& left) {
  for (std::size_t table = 0; table < std::size(kTables); ++table) {
    session.Run(fmt::format("SELECT m.article_row, m.form, m.entity, a.id FROM {} m "
                            "JOIN articles a ON a.article_row = m.article_row WHERE m.found = ?",
                            kTables[table]),
                {found}, [&](const Row& row) {
                  if (settled.EntityOf(found, row.Text(1), row.Text(3)) != row.Text(2)) {
                    left.names.push_back({table, row.Int(0), found, std::string(row.Text(1))});
                  }
                });
  }
}

Left LeftToMove(Session& session) {
  Left left;
  left.note = session.Words("SELECT value FROM notes WHERE name = ?", {kNote}).value_or("");
  const Settled settled = Settled::Read(session);
  for (std::size_t at = 0; at < left.note.size();) {
    const std::size_t end = std::min(left.note.find('\n', at), left.note.size());
    const std::string found = left.note.substr(at, end - at);
    at = end + 1;
    ListNames(session, settled, found, left);
    session.Run(
        "SELECT s.statement_row, s.told, s.form, s.entity, a.id FROM statements s "
        "JOIN articles a ON a.article_row = s.article_row WHERE s.found = ?",
        {found}, [&](const Row& row) {
          if (settled.EntityOf(found, row.Text(2), row.Text(4)) != row.Text(3)) {
            left.statements.push_back({row.Int(1), row.Int(0)});
          }
        });
  }
  // Those that are told as one move together, so that they are looked at once.
  std::ranges::sort(left.statements);
  return left;
}

void MoveNames(Session& session, std::span<const NameRow> names) {
  const Settled settled = Settled::Read(session);
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> counts;
  for (const NameRow& name : names) {
    const bool mention = name.table == 0;
    std::string before;
    std::string after;
    std::int64_t times = 0;
    session.Run(fmt::format("SELECT m.entity, a.id, {} FROM {} m JOIN articles a ON a.article_row = m.article_row "
                            "WHERE m.article_row = ? AND m.found = ? AND m.form = ?",
                            mention ? "m.times" : "0", kTables[name.table]),
                {name.article_row, name.found, name.form}, [&](const Row& row) {
                  before = row.Text(0);
                  after = settled.EntityOf(name.found, name.form, row.Text(1));
                  times = row.Int(2);
                });
    if (before == after) {
      continue;
    }
    session.Run(
        fmt::format("UPDATE {} SET entity = ? WHERE article_row = ? AND found = ? AND form = ?", kTables[name.table]),
        {after, name.article_row, name.found, name.form});
    if (mention) {
      auto& [less, fewer] = counts[{before, name.form}];
      less -= times;
      --fewer;
      auto& [more, further] = counts[{after, name.form}];
      more += times;
      ++further;
    }
  }
  for (const auto& [name, change] : counts) {
    if (change.first != 0 || change.second != 0) {
      CountForm(session, name.first, name.second, change.first, change.second);
    }
  }
}

void MoveStatements(Session& session, std::span<const StatementRef> statements) {
  const Settled settled = Settled::Read(session);
  std::set<std::int64_t> left_behind;
  std::vector<std::int64_t> moved;
  for (const StatementRef& statement : statements) {
    std::string before;
    std::string after;
    std::int64_t told = 0;
    session.Run(
        "SELECT s.entity, s.found, s.form, a.id, s.told FROM statements s "
        "JOIN articles a ON a.article_row = s.article_row WHERE s.statement_row = ?",
        {statement.row}, [&](const Row& row) {
          before = row.Text(0);
          after = settled.EntityOf(row.Text(1), row.Text(2), row.Text(3));
          told = row.Int(4);
        });
    if (before == after) {
      continue;
    }
    session.Run("UPDATE statements SET entity = ?, told = statement_row WHERE statement_row = ?",
                {after, statement.row});
    left_behind.insert(told);
    moved.push_back(statement.row);
  }
  for (const std::int64_t told : left_behind) {
    LeaveTold(session, INT64_MIN, told);
  }
  for (const std::int64_t row : moved) {
    JoinTold(session, row);
  }
}

// The first of them, at most as many as go at once; but those that are told as one are not parted.
std::span<const StatementRef> NextBatch(std::span<const StatementRef> statements) {
  std::size_t size = std::min(kStatementsAtOnce, statements.size());
  while (size < statements.size() && size < 4 * kStatementsAtOnce &&
         statements[size].told == statements[size - 1].told) {
    ++size;
  }
  return statements.first(size);
}

template <class Batch, class Move>
Result<void> Write(Database& database, Batch batch, Move move) {
  auto written = database.Write([&](Session& session) -> Result<void> {
    move(session, batch);
    return {};
  });
  if (written) {
    std::this_thread::sleep_for(kPause);
  }
  return written;
}

Result<void> MoveAll(Database& database, const Left& left) {
  std::span<const NameRow> names(left.names);
  while (!names.empty()) {
    const auto batch = names.first(std::min(kMentionsAtOnce, names.size()));
    if (auto written = Write(database, batch, MoveNames); !written) {
      return written;
    }
    names = names.subspan(batch.size());
  }
  std::span<const StatementRef> statements(left.statements);
  while (!statements.empty()) {
    const auto batch = NextBatch(statements);
    if (auto written = Write(database, batch, MoveStatements); !written) {
      return written;
    }
    statements = statements.subspan(batch.size());
  }
  return {};
}

}  // namespace

void NoteUnsettled(Session& session, const std::vector<std::string>& touched) {
  std::string note = session.Words("SELECT value FROM notes WHERE name = ?", {kNote}).value_or("");
  for (const std::string& entity : touched) {
    note += (note.empty() ? "" : "\n") + entity;
  }
  session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
              {kNote, note});
}

Result<void> SettleRows(Database& database) {
  while (true) {
    Left left;
    auto listed = database.Read([&](Session& session) -> Result<void> {
      left = LeftToMove(session);
      return {};
    });
    if (!listed || left.note.empty()) {
      return listed;
    }
    if (left.empty()) {
      // A note that grew meanwhile is looked at once more.
      auto done = database.Write([&](Session& session) -> Result<void> {
        session.Run("DELETE FROM notes WHERE name = ? AND value = ?", {kNote, left.note});
        return {};
      });
      if (!done) {
        return done;
      }
      continue;
    }
    if (auto moved = MoveAll(database, left); !moved) {
      return moved;
    }
  }
}

}  // namespace headwater::store
