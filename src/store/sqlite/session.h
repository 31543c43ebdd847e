// A conversation with SQLite over one connection, its statements prepared once.
#pragma once

#include <sqlite3.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "store/port.h"

namespace headwater::store::sqlite {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};

// Not safe for use by several threads at once.
class SqliteSession final : public Session {
 public:
  SqliteSession(sqlite3* connection, std::string path) : connection_(connection), path_(std::move(path)) {}

  void RunWith(std::string_view sql, std::span<const Value> values, const EachRow& each) override;
  std::int64_t Changed() override { return changed_; }
  bool Good() const override { return !error_; }
  void AddText(const IndexedText& text) override;
  void RemoveText(const IndexedText& text) override;
  void AddStatement(std::int64_t row, std::string_view content, std::string_view language,
                    const std::vector<std::string>& facts) override;
  void RemoveStatement(std::int64_t row, std::string_view content, std::string_view language,
                       const std::vector<std::string>& facts) override;
  void RemoveAllText() override;
  std::vector<std::int64_t> FindText(const TextQuestion& question) override;
  void EachFacets(const TextQuestion& question, const EachRow& each) override;

  // Several statements, parted by `;`, without values.
  void RunScript(std::string_view script);
  // The fault since the last call, which is forgotten then: the session can be used again.
  std::optional<Error> TakeError();
  sqlite3* connection() const { return connection_.get(); }

 private:
  Prepared Take(std::string_view sql);
  void Bind(sqlite3_stmt* statement, std::span<const Value> values);

  std::unique_ptr<sqlite3, Close> connection_;
  std::string path_;
  // Those that are not running now. Declared after the connection: they must go first.
  std::map<std::string, Prepared, std::less<>> idle_;
  std::optional<Error> error_;
  std::int64_t changed_ = 0;
};

}  // namespace headwater::store::sqlite
