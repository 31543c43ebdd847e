// Statements that say the same are connected, however far apart; of those that are connected the first is told.
#include "store/told.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "store/alike.h"

namespace headwater::store {
namespace {

// Words that everyone uses all the time connect no more than these.
constexpr std::int64_t kMostOfMark = 400;
// Of those that are told as one already, so many are held against a new one at most.
constexpr int kMostOfTold = 24;
// A statement that stands in more articles than this is not looked at again for what connects them.
constexpr std::size_t kMostAnew = 500;

struct Statement {
  std::int64_t row = 0;
  std::string entity;
  std::string content;
};

std::optional<Statement> Find(Session& session, std::int64_t row) {
  std::optional<Statement> found;
  session.Run("SELECT entity, content FROM statements WHERE statement_row = ? AND entity IS NOT NULL", {row},
              [&](const Row& each) {
                found = Statement{row, std::string(each.Text(0)), std::string(each.Text(1))};
              });
  return found;
}

// What orders statements: by time, and where that is the same by what does not depend on when they were stored.
using Order = std::tuple<std::int64_t, std::string, std::int64_t>;

Order OrderOf(Session& session, std::int64_t row) {
  Order order;
  session.Run(
      "SELECT s.at, a.id FROM statements s JOIN articles a ON a.article_row = s.article_row WHERE s.statement_row = ?",
      {row}, [&](const Row& each) {
        order = {each.Int(0), std::string(each.Text(1)), PositionOf(row)};
      });
  return order;
}

// Under which rows those are told that say the same as this statement.
std::set<std::int64_t> ToldLike(Session& session, const Statement& statement) {
  const Wording wording = WordingOf(statement.content);
  std::set<std::int64_t> alike;
  std::map<std::int64_t, int> tried;
  std::set<std::int64_t> seen;
  for (const std::int64_t mark : wording.marks) {
    session.Run(
        "SELECT s.statement_row, s.told, s.content FROM statement_marks m "
        "JOIN statements s ON s.statement_row = m.statement_row "
        "WHERE m.mark = ? AND s.entity = ? AND s.statement_row <> ? ORDER BY m.statement_row LIMIT ?",
        {mark, statement.entity, statement.row, kMostOfMark}, [&](const Row& row) {
          const std::int64_t told = row.Int(1);
          if (alike.contains(told) || !seen.insert(row.Int(0)).second || ++tried[told] > kMostOfTold) {
            return;
          }
          if (SaysTheSame(wording, WordingOf(row.Text(2)))) {
            alike.insert(told);
          }
        });
  }
  return alike;
}

// What is told under one row is told under another from now on. One by one, since SQLite sets a table of its own aside
// for an UPDATE that changes what it looks rows up by.
void TellUnder(Session& session, std::int64_t told, std::int64_t first) {
  session.Run("DELETE FROM told_sources WHERE told = ?", {told});
  std::vector<std::int64_t> rows;
  session.Run("SELECT statement_row FROM statements WHERE told = ?", {told},
              [&](const Row& row) { rows.push_back(row.Int(0)); });
  for (const std::int64_t row : rows) {
    session.Run("UPDATE statements SET told = ? WHERE statement_row = ?", {first, row});
  }
}

}  // namespace

void JoinTold(Session& session, std::int64_t statement_row) {
  const auto statement = Find(session, statement_row);
  if (!statement || statement->content.empty()) {
    return;
  }
  std::set<std::int64_t> alike = ToldLike(session, *statement);
  if (alike.empty()) {
    return;
  }
  alike.insert(statement_row);
  std::int64_t first = statement_row;
  Order earliest = OrderOf(session, statement_row);
  for (const std::int64_t told : alike) {
    Order order = OrderOf(session, told);
    if (order < earliest) {
      earliest = std::move(order);
      first = told;
    }
  }
  for (const std::int64_t told : alike) {
    if (told != first) {
      TellUnder(session, told, first);
    }
  }
}

void LeaveTold(Session& session, std::int64_t statement_row, std::int64_t told) {
  // They are fewer now: the desk counts their sources anew.
  session.Run("DELETE FROM told_sources WHERE told = ?", {told});
  std::vector<std::int64_t> others;
  session.Run("SELECT statement_row FROM statements WHERE told = ? AND statement_row <> ?", {told, statement_row},
              [&](const Row& row) { others.push_back(row.Int(0)); });
  if (others.empty()) {
    return;
  }
  if (others.size() > kMostAnew) {
    if (told == statement_row) {
      const std::int64_t first =
          *std::ranges::min_element(others, {}, [&](std::int64_t row) { return OrderOf(session, row); });
      session.Run("UPDATE statements SET told = ? WHERE told = ? AND statement_row <> ?", {first, told, statement_row});
    }
    return;
  }
  // It may have been what connected them.
  for (const std::int64_t other : others) {
    session.Run("UPDATE statements SET told = statement_row WHERE statement_row = ?", {other});
  }
  for (const std::int64_t other : others) {
    JoinTold(session, other);
  }
}

void WriteMarks(Session& session, std::int64_t statement_row, std::string_view content) {
  for (const std::int64_t mark : WordingOf(content).marks) {
    session.Run("INSERT INTO statement_marks (mark, statement_row) VALUES (?, ?) ON CONFLICT DO NOTHING",
                {mark, statement_row});
  }
}

void RemoveMarks(Session& session, std::int64_t statement_row, std::string_view content) {
  for (const std::int64_t mark : WordingOf(content).marks) {
    session.Run("DELETE FROM statement_marks WHERE mark = ? AND statement_row = ?", {mark, statement_row});
  }
}

}  // namespace headwater::store
