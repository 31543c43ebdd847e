// The port to the database: what the queries need of one, so that SQLite and PostgreSQL can stand behind them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace headwater::store {

// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

// What a statement's `?` is given; texts and bytes are borrowed for the call. std::monostate is NULL.
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, Blob>;

// One row of an answer. Columns count from 0; NULL reads as 0 or as the empty text. Texts live as long as the call that
// the row was handed to.
class Row {
 public:
  Row() = default;
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  virtual ~Row() = default;
  virtual bool IsNull(int column) const = 0;
  virtual std::int64_t Int(int column) const = 0;
  virtual double Real(int column) const = 0;
  virtual std::string_view Text(int column) const = 0;  // or bytes
};

using EachRow = std::function<void(const Row&)>;

// An article as the full-text index sees it. To take it out again it must be the same, byte for byte.
struct IndexedText {
  std::int64_t row = 0;  // the article's; grows with its time
  std::string_view headline;
  std::string_view about;  // who wrote and published it
  std::string_view text;
  std::string_view language;
  std::vector<std::string> facts;  // words that filters ask for, compared as they are
};

// One thing that a hit must have: a word in any inflection, or a phrase as it stands.
struct Term {
  std::string words;
  bool phrase = false;
  std::vector<std::string> phrases = {};  // that do as well
  std::vector<std::string> facts = {};    // that do as well
};

struct TextQuestion {
  bool statements = false;                      // statements are asked for, not articles; rows are theirs
  std::vector<Term> terms;                      // all of them
  std::vector<std::vector<std::string>> facts;  // one of each
  std::string language;                         // of the terms; empty: any
  std::optional<std::int64_t> from;             // rows from here on
  std::optional<std::int64_t> before;           // rows below this one
  bool lowest_first = false;
  // Of articles, and among the newest kMostRanked hits.
  std::string provenance = {};  // only those that came so to their publishers; empty: any
  bool by_rank = false;         // those first that have the terms in their headlines, and most often
  std::size_t limit = 30;
  std::size_t offset = 0;
};
// Hits of a search that are put in an order, narrowed or counted by what the index does not have.
inline constexpr std::int64_t kMostRanked = 10'000;

// One conversation with the database, within one transaction. After a fault further calls do nothing, and the
// transaction ends with that fault: who asks need not look after each call.
class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  // Runs one statement with `?` for values.
  virtual void RunWith(std::string_view sql, std::span<const Value> values, const EachRow& each) = 0;
  void Run(std::string_view sql, std::initializer_list<Value> values, const EachRow& each) {
    RunWith(sql, {values.begin(), values.size()}, each);
  }
  void Run(std::string_view sql, std::initializer_list<Value> values = {}) { Run(sql, values, {}); }
  // How many rows the last Run changed.
  virtual std::int64_t Changed() = 0;
  virtual bool Good() const = 0;

  virtual void AddText(const IndexedText& text) = 0;
  virtual void RemoveText(const IndexedText& text) = 0;
  // A statement's content; its row grows with its article's.
  virtual void AddStatement(std::int64_t row, std::string_view content, std::string_view language,
                            const std::vector<std::string>& facts) = 0;
  virtual void RemoveStatement(std::int64_t row, std::string_view content, std::string_view language,
                               const std::vector<std::string>& facts) = 0;
  virtual void RemoveAllText() = 0;
  // Rows of articles or statements that answer the question, the highest first where it does not say otherwise.
  virtual std::vector<std::int64_t> FindText(const TextQuestion& question) = 0;
  // Rows and facets (provenance, codes) of the articles that answer it, the newest kMostRanked of them.
  virtual void EachFacets(const TextQuestion& question, const EachRow& each) = 0;

  // The first column of the first row; nothing where there is no row or it is NULL.
  std::optional<std::int64_t> Number(std::string_view sql, std::initializer_list<Value> values = {});
  std::optional<std::string> Words(std::string_view sql, std::initializer_list<Value> values = {});
};

using InSession = std::function<Result<void>(Session&)>;

// A table as it may be copied into another database.
struct Column {
  enum class Kind : std::uint8_t { kNumber, kReal, kText, kBytes };
  std::string name;
  Kind kind = Kind::kText;
};
struct Table {
  std::string name;
  std::vector<Column> columns;   // by name
  std::vector<std::string> key;  // its columns, in their order
};

class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  // All that the work reads is of one moment. Does not wait for writers.
  virtual Result<void> Read(const InSession& work) = 0;
  // One transaction, undone where the work or the database fails; one at a time, so not from within another's work.
  virtual Result<void> Write(const InSession& work) = 0;
  virtual std::uint64_t WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most) = 0;
  virtual void Wake() = 0;
  virtual Result<std::vector<std::string>> Check() = 0;
  virtual std::int64_t BytesOnDisk() = 0;
  // Leaves nothing of deleted rows in the files.
  virtual Result<void> Scrub() = 0;
  // The same however large the files are, the full-text index written anew. kTimeout where a reader holds on to what
  // was.
  virtual Result<void> ScrubWhole() = 0;
  // Writes all that is there at one moment into a new file, without holding up who writes.
  virtual Result<void> CopyTo(const std::string& path) = 0;
  // Puts all of another database's file in the place of what is here, as one write; other connections go on with it.
  virtual Result<void> ReplaceBy(const std::string& path) = 0;
  // That hold rows, and that are free for further ones.
  struct Bytes {
    std::int64_t used = 0;
    std::int64_t free = 0;
  };
  virtual Result<Bytes> BytesInUse() = 0;
  // Gives what is free back to the disk.
  virtual Result<void> Shrink() = 0;

  // All tables but the full-text index and the record of migrations, those first that others refer to.
  virtual Result<std::vector<Table>> Tables() = 0;
  // A write that the database's own counting does not follow, and after which it numbers on from what is there: for
  // who brings all rows of another one.
  virtual Result<void> Fill(const InSession& work) = 0;
};

// Opens a SQLite file and brings it up to date. `busy` is how long to wait for another process's write, `max_bytes` how
// large the file may grow (0: no bound).
Result<std::unique_ptr<Database>> OpenSqlite(const std::string& path, std::chrono::milliseconds busy,
                                             std::int64_t max_bytes);

// Opens a PostgreSQL database (postgres://user@host:port/name, or any address that libpq takes) and brings it up to
// date. `busy` is how long to wait for another process's write, and for a server that is just being started.
Result<std::unique_ptr<Database>> OpenPostgres(const std::string& address, std::chrono::milliseconds busy);

// Looks over a SQLite file as a whole, without changing it; kStorage says what is wrong.
Result<void> CheckSqlite(const std::string& path);
// The number of the last migration.
std::int64_t NewestSchema();

// `work` is Result<T>(Session&); gives back what it returned, or the database's fault.
template <class Work>
auto ReadAs(Database& database, Work&& work) -> std::invoke_result_t<Work&, Session&> {
  std::invoke_result_t<Work&, Session&> answer{};
  const Result<void> done = database.Read([&](Session& session) -> Result<void> {
    answer = work(session);
    return answer ? Result<void>{} : Result<void>(tl::unexpected(answer.error()));
  });
  if (!done) {
    return tl::unexpected(done.error());
  }
  return answer;
}

template <class Work>
auto WriteAs(Database& database, Work&& work) -> std::invoke_result_t<Work&, Session&> {
  std::invoke_result_t<Work&, Session&> answer{};
  const Result<void> done = database.Write([&](Session& session) -> Result<void> {
    answer = work(session);
    return answer ? Result<void>{} : Result<void>(tl::unexpected(answer.error()));
  });
  if (!done) {
    return tl::unexpected(done.error());
  }
  return answer;
}

}  // namespace headwater::store
