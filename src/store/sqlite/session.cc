// Running statements, and the full-text index, in SQLite's words.
#include "store/sqlite/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "store/sqlite/fault.h"
#include "store/sqlite/tokenizer.h"

namespace headwater::store::sqlite {
namespace {

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool IsNull(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t Int(int column) const override { return sqlite3_column_int64(statement_, column); }
  double Real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string_view Text(int column) const override {
    const void* const bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr ? std::string_view{}
                            : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }

 private:
  sqlite3_stmt* statement_;
};

struct Binder {
  sqlite3_stmt* statement;
  int at;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, at); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, at, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, at, value); }
  // An empty view may have no address, which SQLite would take for NULL.
  int operator()(std::string_view value) const {
    return sqlite3_bind_text64(statement, at, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(Blob value) const {
    return sqlite3_bind_blob64(statement, at, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(),
                               SQLITE_STATIC);
  }
};

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    quoted.append(c == '"' ? 2 : 1, c);
  }
  return quoted.append(1, '"');
}

}  // namespace

Prepared SqliteSession::Take(std::string_view sql) {
  if (const auto found = idle_.find(sql); found != idle_.end()) {
    Prepared taken = std::move(found->second);
    idle_.erase(found);
    return taken;
  }
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(connection(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) {
    error_ = ErrorOf(connection(), result, path_);
  }
  return Prepared(statement);
}

void SqliteSession::Bind(sqlite3_stmt* statement, std::span<const Value> values) {
  int at = 0;
  for (const Value& value : values) {
    const int result = std::visit(Binder{statement, ++at}, value);
    if (result != SQLITE_OK) {
      error_ = ErrorOf(connection(), result, path_);
      return;
    }
  }
}

void SqliteSession::RunWith(std::string_view sql, std::span<const Value> values, const EachRow& each) {
  if (error_) {
    return;
  }
  Prepared statement = Take(sql);
  if (error_) {
    return;
  }
  Bind(statement.get(), values);
  int result = SQLITE_OK;
  while (!error_ && (result = sqlite3_step(statement.get())) == SQLITE_ROW) {
    if (each) {
      each(SqliteRow(statement.get()));
    }
  }
  if (!error_ && result != SQLITE_DONE) {
    error_ = ErrorOf(connection(), result, path_);
  }
  changed_ = sqlite3_changes64(connection());
  sqlite3_reset(statement.get());
  sqlite3_clear_bindings(statement.get());
  idle_.emplace(sql, std::move(statement));
}

void SqliteSession::RunScript(std::string_view script) {
  const std::string whole(script);
  const char* rest = whole.c_str();
  const char* const end = rest + whole.size();
  while (!error_ && rest < end) {
    sqlite3_stmt* statement = nullptr;
    int result = sqlite3_prepare_v2(connection(), rest, static_cast<int>(end - rest), &statement, &rest);
    const Prepared owned(statement);
    while (result == SQLITE_OK && statement != nullptr) {
      const int step = sqlite3_step(statement);
      if (step == SQLITE_DONE) {
        break;
      }
      result = step == SQLITE_ROW ? SQLITE_OK : step;
    }
    if (result != SQLITE_OK) {
      error_ = ErrorOf(connection(), result, path_);
    }
  }
}

std::optional<Error> SqliteSession::TakeError() {
  std::optional<Error> taken = std::move(error_);
  error_.reset();
  return taken;
}

void SqliteSession::AddText(const IndexedText& text) {
  Run("INSERT INTO article_words (rowid, headline, about, text, facts) VALUES (?, ?, ?, ?, ?)",
      {text.row, TextToIndex(text.headline, text.language), TextToIndex(text.about, ""),
       TextToIndex(text.text, text.language), FactsToIndex(text.facts)},
      {});
}

void SqliteSession::RemoveText(const IndexedText& text) {
  Run("INSERT INTO article_words (article_words, rowid, headline, about, text, facts) VALUES ('delete', ?, ?, ?, ?, ?)",
      {text.row, TextToIndex(text.headline, text.language), TextToIndex(text.about, ""),
       TextToIndex(text.text, text.language), FactsToIndex(text.facts)},
      {});
}

void SqliteSession::AddStatement(std::int64_t row, std::string_view content, std::string_view language,
                                 const std::vector<std::string>& facts) {
  Run("INSERT INTO statement_words (rowid, content, facts) VALUES (?, ?, ?)",
      {row, TextToIndex(content, language), FactsToIndex(facts)}, {});
}

void SqliteSession::RemoveStatement(std::int64_t row, std::string_view content, std::string_view language,
                                    const std::vector<std::string>& facts) {
  Run("INSERT INTO statement_words (statement_words, rowid, content, facts) VALUES ('delete', ?, ?, ?)",
      {row, TextToIndex(content, language), FactsToIndex(facts)}, {});
}

void SqliteSession::RemoveAllText() {
  Run("INSERT INTO article_words (article_words) VALUES ('delete-all')", {}, {});
  Run("INSERT INTO statement_words (statement_words) VALUES ('delete-all')", {}, {});
}

namespace {

// FTS5's own syntax never sees a person's words outside quotation marks.
std::string OneOf(const std::vector<std::string>& alternatives) {
  std::string any;
  for (const std::string& each : alternatives) {
    any.append(any.empty() ? "" : " OR ").append(Quoted(each));
  }
  return any;
}

std::string MatchOf(const TextQuestion& question) {
  std::vector<std::string> groups;
  for (const Term& term : question.terms) {
    std::vector<std::string> any{term.phrase ? PhraseToFind(term.words) : WordsToFind(term.words, question.language)};
    std::ranges::transform(term.phrases, std::back_inserter(any), PhraseToFind);
    std::ranges::transform(term.facts, std::back_inserter(any),
                           [](const std::string& fact) { return FactsToIndex({fact}); });
    groups.push_back(OneOf(any));
  }
  for (const std::vector<std::string>& facts : question.facts) {
    std::vector<std::string> any;
    std::ranges::transform(facts, std::back_inserter(any),
                           [](const std::string& fact) { return FactsToIndex({fact}); });
    groups.push_back(OneOf(any));
  }
  std::string match;
  for (const std::string& group : groups) {
    match.append(match.empty() ? "(" : " AND (").append(group).append(")");
  }
  return match;
}

}  // namespace

namespace {

std::string_view TableOf(const TextQuestion& question) {
  return question.statements ? "statement_words" : "article_words";
}

// The hits as FTS5 walks them: the first page costs the same however many there are.
std::string HitsOf(const TextQuestion& question) {
  return fmt::format("SELECT rowid FROM {0} WHERE {0} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid{1} LIMIT ?",
                     TableOf(question), question.lowest_first ? "" : " DESC");
}

}  // namespace

std::vector<std::int64_t> SqliteSession::FindText(const TextQuestion& question) {
  std::vector<std::int64_t> rows;
  const std::string match = MatchOf(question);
  if (match.empty()) {
    return rows;
  }
  std::int64_t from = question.from.value_or(INT64_MIN);
  const std::int64_t before = question.before.value_or(INT64_MAX);
  const auto limit = static_cast<std::int64_t>(question.limit);
  const auto offset = static_cast<std::int64_t>(question.offset);
  const auto take = [&](const Row& row) { rows.push_back(row.Int(0)); };
  const bool ranked = question.by_rank && !question.terms.empty() && !question.statements;
  if (!ranked && question.provenance.empty()) {
    Run(HitsOf(question) + " OFFSET ?", {match, from, before, limit, offset}, take);
    return rows;
  }
  constexpr std::string_view kOfProvenance = "JOIN article_facets f ON f.article_row = w.rowid AND f.provenance = ? ";
  if (!ranked) {
    Run(fmt::format("SELECT w.rowid FROM ({}) w {} ORDER BY w.rowid{} LIMIT ? OFFSET ?", HitsOf(question),
                    kOfProvenance, question.lowest_first ? "" : " DESC"),
        {match, from, before, kMostRanked, question.provenance, limit, offset}, take);
    return rows;
  }
  // The row of the last one that is looked at.
  from = Number(
             "SELECT rowid FROM article_words WHERE article_words MATCH ? AND rowid >= ? AND rowid < ? "
             "ORDER BY rowid DESC LIMIT 1 OFFSET ?",
             {match, from, before, kMostRanked - 1})
             .value_or(from);
  const std::string narrowed = question.provenance.empty() ? std::string() : std::string(kOfProvenance);
  const std::string sql = fmt::format(
      "SELECT w.rowid FROM (SELECT rowid, headwater_rank(article_words) AS worth FROM article_words "
      "WHERE article_words MATCH ? AND rowid >= ? AND rowid < ?) w {}"
      "ORDER BY w.worth DESC, w.rowid DESC LIMIT ? OFFSET ?",
      narrowed);
  if (narrowed.empty()) {
    Run(sql, {match, from, before, limit, offset}, take);
  } else {
    Run(sql, {match, from, before, question.provenance, limit, offset}, take);
  }
  return rows;
}

void SqliteSession::EachFacets(const TextQuestion& question, const EachRow& each) {
  const std::string match = MatchOf(question);
  if (match.empty()) {
    return;
  }
  Run(fmt::format("SELECT f.article_row, f.provenance, f.codes FROM ({}) w "
                  "JOIN article_facets f ON f.article_row = w.rowid",
                  HitsOf(question)),
      {match, question.from.value_or(INT64_MIN), question.before.value_or(INT64_MAX), kMostRanked}, each);
}

}  // namespace headwater::store::sqlite
