// Walks tables of two databases side by side in the order of their keys, and writes what differs.
#include "store/transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "store/address.h"
#include "store/findings.h"
#include "store/rows.h"
#include "store/sha256.h"
#include "store/store.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kAtOnce = 100;
constexpr std::string_view kNote = "moving";

// One cell, owned.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
using Cells = std::vector<Cell>;

std::string Quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

template <class Names>
std::string Listed(const Names& names, std::string_view between, std::string_view after = "") {
  std::string list;
  for (const auto& name : names) {
    list.append(list.empty() ? "" : between).append(Quoted(name)).append(after);
  }
  return list;
}

// A table's statements, and where its key stands among its columns.
class Walk {
 public:
  Walk(Session& session, const Table& table) : session_(session), table_(table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) {
      names.push_back(column.name);
    }
    for (const std::string& key : table.key) {
      key_.push_back(static_cast<std::size_t>(std::ranges::find(names, key) - names.begin()));
    }
    const std::string keys = Listed(table.key, ", ");
    std::string places;
    for (std::size_t n = 0; n < table.key.size(); ++n) {
      places += n == 0 ? "?" : ", ?";
    }
    first_ = fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT ?", Listed(names, ", "), Quoted(table.name), keys);
    next_ = fmt::format("SELECT {} FROM {} WHERE ({}) > ({}) ORDER BY {} LIMIT ?", Listed(names, ", "),
                        Quoted(table.name), keys, places, keys);
  }

  // Null at the end.
  const Cells* Here() {
    if (at_ == rows_.size() && !ended_) {
      ReadMore();
    }
    return at_ < rows_.size() ? &rows_[at_] : nullptr;
  }
  void Next() { ++at_; }
  // Those of before, at, or after the other.
  int Compare(const Cells& one, const Cells& other) const {
    for (const std::size_t n : key_) {
      if (one[n] != other[n]) {
        return one[n] < other[n] ? -1 : 1;
      }
    }
    return 0;
  }
  Cells KeyOf(const Cells& row) const {
    Cells key;
    for (const std::size_t n : key_) {
      key.push_back(row[n]);
    }
    return key;
  }

  static std::vector<Value> Borrowed(const Cells& cells, const Table* table) {
    std::vector<Value> values;
    for (std::size_t n = 0; n < cells.size(); ++n) {
      const bool bytes = table != nullptr && table->columns[n].kind == Column::Kind::kBytes;
      if (const auto* const text = std::get_if<std::string>(&cells[n])) {
        values.push_back(bytes ? Value(Blob{*text}) : Value(std::string_view(*text)));
      } else if (const auto* const number = std::get_if<std::int64_t>(&cells[n])) {
        values.emplace_back(*number);
      } else if (const auto* const real = std::get_if<double>(&cells[n])) {
        values.emplace_back(*real);
      } else {
        values.emplace_back();
      }
    }
    return values;
  }

 private:
  Cell Read(const Row& row, int column, Column::Kind kind) const {
    if (row.IsNull(column)) {
      return {};
    }
    switch (kind) {
      case Column::Kind::kNumber:
        return row.Int(column);
      case Column::Kind::kReal:
        return row.Real(column);
      case Column::Kind::kBytes:
        return std::string(row.Text(column));
      case Column::Kind::kText:
        break;
    }
    // As every database takes it.
    std::string text(row.Text(column));
    if (!text::IsUtf8(text)) {
      text = text::RepairUtf8(text);
    }
    for (std::size_t at = text.find('\0'); at != std::string::npos; at = text.find('\0', at)) {
      text.replace(at, 1, "\xEF\xBF\xBD");
    }
    return text;
  }

  void ReadMore() {
    Cells last = rows_.empty() ? Cells() : KeyOf(rows_.back());
    std::vector<Value> values = Borrowed(last, nullptr);
    values.emplace_back(kAtOnce);
    const bool first = rows_.empty();
    rows_.clear();
    at_ = 0;
    session_.RunWith(first ? first_ : next_, values, [&](const Row& row) {
      Cells& cells = rows_.emplace_back();
      cells.reserve(table_.columns.size());
      for (std::size_t n = 0; n < table_.columns.size(); ++n) {
        cells.push_back(Read(row, static_cast<int>(n), table_.columns[n].kind));
      }
    });
    ended_ = rows_.size() < static_cast<std::size_t>(kAtOnce);
  }

  Session& session_;
  const Table& table_;
  std::vector<std::size_t> key_;
  std::string first_;
  std::string next_;
  std::vector<Cells> rows_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

struct Write {
  std::string put;
  std::string remove;
};

Write StatementsOf(const Table& table) {
  std::vector<std::string> names;
  std::string places;
  std::string set;
  for (const Column& column : table.columns) {
    names.push_back(column.name);
    places += places.empty() ? "?" : ", ?";
    if (std::ranges::find(table.key, column.name) == table.key.end()) {
      set += fmt::format("{}{} = excluded.{}", set.empty() ? "" : ", ", Quoted(column.name), Quoted(column.name));
    }
  }
  return {fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO {}", Quoted(table.name), Listed(names, ", "),
                      places, Listed(table.key, ", "), set.empty() ? "NOTHING" : "UPDATE SET " + set),
          fmt::format("DELETE FROM {} WHERE {}", Quoted(table.name), Listed(table.key, " AND ", " = ?"))};
}

bool IsNote(const Table& table, const Cells& row) {
  return table.name == "notes" && std::get<std::string>(row.front()) == kNote;
}

struct Done {
  std::int64_t written = 0;
  std::int64_t removed = 0;
  std::int64_t rows = 0;
};

// Rows that are only in `to` go.
void RemoveStrangers(Session& from, Session& to, const Table& table, Done& done) {
  const Write statements = StatementsOf(table);
  Walk there(from, table);
  Walk here(to, table);
  while (const Cells* const row = here.Here()) {
    const Cells* const same = there.Here();
    const int order = same == nullptr ? -1 : here.Compare(*row, *same);
    if (order < 0 && !IsNote(table, *row)) {
      to.RunWith(statements.remove, Walk::Borrowed(here.KeyOf(*row), nullptr), {});
      ++done.removed;
    }
    if (order <= 0) {
      here.Next();
    }
    if (order >= 0) {
      there.Next();
    }
  }
}

// Rows of `from` that `to` does not have so.
void BringRows(Session& from, Session& to, const Table& table, Done& done) {
  const Write statements = StatementsOf(table);
  Walk there(from, table);
  Walk here(to, table);
  while (const Cells* const row = there.Here()) {
    ++done.rows;
    const Cells* same = here.Here();
    while (same != nullptr && here.Compare(*same, *row) < 0) {
      here.Next();
      same = here.Here();
    }
    if (same == nullptr || *same != *row) {
      to.RunWith(statements.put, Walk::Borrowed(*row, &table), {});
      ++done.written;
    }
    there.Next();
  }
}

// The index of articles after `last`, which it moves on; how many there were.
std::int64_t IndexSome(Session& session, std::int64_t& last) {
  std::vector<std::pair<std::int64_t, std::string>> some;
  session.Run(
      "SELECT a.article_row, t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
      "WHERE a.listed = 1 AND a.article_row > ? ORDER BY a.article_row LIMIT ?",
      {last, kAtOnce}, [&](const Row& row) { some.emplace_back(row.Int(0), row.Text(1)); });
  for (const auto& [row, json] : some) {
    if (const auto article = Unpack(json)) {
      IndexWords(session, *article, row);
    }
    last = row;
  }
  return static_cast<std::int64_t>(some.size());
}

void IndexAll(Session& session, std::int64_t& indexed) {
  session.RemoveAllText();
  std::int64_t last = INT64_MIN;
  while (const std::int64_t some = session.Good() ? IndexSome(session, last) : 0) {
    indexed += some;
  }
}

Result<void> Alike(const std::vector<Table>& from, const std::vector<Table>& to) {
  for (const Table& table : from) {
    const auto same = std::ranges::find(to, table.name, &Table::name);
    const bool fits = same != to.end() && same->key == table.key &&
                      std::ranges::equal(same->columns, table.columns, [](const Column& one, const Column& other) {
                        return one.name == other.name && one.kind == other.kind;
                      });
    if (!fits) {
      return Fail(Fault::kStorage, fmt::format("the table {} is not the same in both stores", table.name));
    }
  }
  return {};
}

Result<void> Outcome(Session& session) {
  // The transaction ends with the session's own fault.
  return session.Good() ? Result<void>() : Fail(Fault::kStorage, "the store it is written to does not take it");
}

}  // namespace

void BringTable(Session& from, Session& to, const Table& table) {
  Done done;
  BringRows(from, to, table, done);
}

Result<std::vector<TableDigest>> DigestOf(Session& session, const std::vector<Table>& tables) {
  std::vector<TableDigest> digests;
  for (const Table& table : tables) {
    TableDigest digest{table.name, 0, {}};
    Sha256 hash;
    Walk walk(session, table);
    while (const Cells* const row = walk.Here()) {
      if (!IsNote(table, *row)) {
        ++digest.rows;
        for (const Cell& cell : *row) {
          std::string bytes = fmt::format("{}:", cell.index());
          if (const auto* const text = std::get_if<std::string>(&cell)) {
            bytes += fmt::format("{}:{}", text->size(), *text);
          } else if (const auto* const number = std::get_if<std::int64_t>(&cell)) {
            bytes += fmt::to_string(*number);
          } else if (const auto* const real = std::get_if<double>(&cell)) {
            bytes += fmt::format("{:a}", *real);
          }
          hash.Add(bytes.append(";"));
        }
      }
      walk.Next();
    }
    digest.sha256 = hash.Hex();
    digests.push_back(std::move(digest));
  }
  return digests;
}

Result<void> CopyAll(Session& session, Database& from, Database& to) {
  const auto tables = from.Tables();
  const auto theirs = to.Tables();
  if (!tables || !theirs) {
    return tl::unexpected(tables ? theirs.error() : tables.error());
  }
  if (auto alike = Alike(*tables, *theirs); !alike) {
    return alike;
  }
  return to.Fill([&](Session& target) -> Result<void> {
    Done done;
    for (auto table = tables->rbegin(); table != tables->rend(); ++table) {
      target.Run(fmt::format("DELETE FROM {}", Quoted(table->name)));
    }
    for (const Table& table : *tables) {
      BringRows(session, target, table, done);
    }
    std::int64_t indexed = 0;
    IndexAll(target, indexed);
    return Outcome(target);
  });
}

namespace {

// One round: what is only in `to` goes, children before their parents, then comes what is missing there.
Result<void> Bring(Session& source, Database& to, const std::vector<Table>& tables, MoveReport& report,
                   const TellMove& tell) {
  auto removed = to.Fill([&](Session& target) -> Result<void> {
    Done done;
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
      RemoveStrangers(source, target, *table, done);
    }
    report.removed += done.removed;
    return Outcome(target);
  });
  for (const Table& table : tables) {
    if (!removed) {
      break;
    }
    Done done;
    removed = to.Fill([&](Session& target) -> Result<void> {
      done = {};
      BringRows(source, target, table, done);
      return Outcome(target);
    });
    report.written += done.written;
    tell(table.name, done.rows);
  }
  return removed;
}

Result<void> MayMoveTo(Database& to) {
  return to.Write([&](Session& session) -> Result<void> {
    const bool begun = session.Words("SELECT value FROM notes WHERE name = ?", {kNote}).has_value();
    const bool empty = session.Number(
                           "SELECT (SELECT count(*) FROM (SELECT 1 FROM pages LIMIT 1) p) + (SELECT count(*) "
                           "FROM (SELECT 1 FROM feeds LIMIT 1) f)") == 0;
    if (!begun && !empty) {
      return Fail(Fault::kUsage, "there is a collection in it already; name an empty database");
    }
    session.Run("INSERT INTO notes (name, value) VALUES (?, '1') ON CONFLICT (name) DO NOTHING", {kNote});
    return {};
  });
}

Result<MoveReport> MoveAll(Database& from, Database& to, const TellMove& tell) {
  const auto tables = from.Tables();
  const auto theirs = to.Tables();
  if (!tables || !theirs) {
    return tl::unexpected(tables ? theirs.error() : tables.error());
  }
  if (auto alike = Alike(*tables, *theirs); !alike) {
    return tl::unexpected(alike.error());
  }
  if (auto may = MayMoveTo(to); !may) {
    return tl::unexpected(may.error());
  }
  MoveReport report;
  // Most of it, while the source goes on.
  if (auto first = from.Read([&](Session& source) { return Bring(source, to, *tables, report, tell); }); !first) {
    return tl::unexpected(first.error());
  }
  std::vector<TableDigest> theirs_now;
  const auto last = from.Write([&](Session& source) -> Result<void> {
    if (auto brought = Bring(source, to, *tables, report, [](const std::string&, std::int64_t) {}); !brought) {
      return brought;
    }
    auto digests = DigestOf(source, *tables);
    if (!digests) {
      return tl::unexpected(digests.error());
    }
    report.tables = *std::move(digests);
    return {};
  });
  if (!last) {
    return tl::unexpected(last.error());
  }
  const auto checked = to.Read([&](Session& target) -> Result<void> {
    auto digests = DigestOf(target, *tables);
    if (!digests) {
      return tl::unexpected(digests.error());
    }
    theirs_now = *std::move(digests);
    return {};
  });
  if (!checked) {
    return tl::unexpected(checked.error());
  }
  for (std::size_t n = 0; n < report.tables.size(); ++n) {
    if (report.tables[n] != theirs_now[n]) {
      return Fail(Fault::kStorage, fmt::format("{}: {} rows were read and {} are there, or they differ; run it again",
                                               report.tables[n].table, report.tables[n].rows, theirs_now[n].rows));
    }
  }
  const auto indexed = to.Fill([&](Session& target) -> Result<void> {
    report.indexed = 0;
    IndexAll(target, report.indexed);
    target.Run("DELETE FROM notes WHERE name = ?", {kNote});
    return Outcome(target);
  });
  if (!indexed) {
    return tl::unexpected(indexed.error());
  }
  return report;
}

}  // namespace

Result<void> CheckMoved(Database& database) {
  return database.Read([](Session& session) -> Result<void> {
    if (session.Words("SELECT value FROM notes WHERE name = ?", {kNote})) {
      return Fail(Fault::kUsage, "a move into it was cut short; run `headwater move` again, it goes on where it was");
    }
    return {};
  });
}

Result<MoveReport> MoveStore(Store& from, const std::string& to, const TellMove& tell) {
  constexpr std::chrono::seconds kBusy{10};
  auto target = IsPostgres(to) ? OpenPostgres(to, kBusy) : OpenSqlite(to, kBusy, 0);
  if (!target) {
    return tl::unexpected(target.error());
  }
  auto moved = MoveAll(from.database(), **target, tell);
  if (!moved) {
    return Fail(moved.error().fault, fmt::format("{}: {}", NameOfStore(to), moved.error().text));
  }
  return moved;
}

}  // namespace headwater::store
