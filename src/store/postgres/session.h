// A conversation with PostgreSQL over one connection: statements are prepared once, and those that answer nothing are
// sent without waiting for each.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "store/port.h"
#include "store/postgres/row.h"
#include "store/postgres/values.h"

namespace headwater::store::postgres {

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Link = std::unique_ptr<PGconn, Finish>;

// How a connection behaves towards the server.
struct Manners {
  std::chrono::milliseconds lock_wait{10'000};  // for another writer
  std::chrono::seconds statement{120};          // the longest that one statement may take; 0: as long as it likes
};

// Connects and sets what every conversation needs. kUnreachable where the server does not answer; `may_come_back` tells
// whether it is worth another try.
Result<Link> Connect(const std::string& address, const Manners& manners, bool* may_come_back = nullptr);

// Not safe for use by several threads at once. What fails within a pipeline is known when an answer is next asked for:
// by a question, Changed, Good, or the end of the transaction.
class PgSession final : public Session {
 public:
  PgSession(Link link, std::string where);
  ~PgSession() override;

  void RunWith(std::string_view sql, std::span<const Value> values, const EachRow& each) override;
  std::int64_t Changed() override;
  bool Good() const override;
  void AddText(const IndexedText& text) override;
  void RemoveText(const IndexedText& text) override;
  void AddStatement(std::int64_t row, std::string_view content, std::string_view language,
                    const std::vector<std::string>& facts) override;
  void RemoveStatement(std::int64_t row, std::string_view content, std::string_view language,
                       const std::vector<std::string>& facts) override;
  void RemoveAllText() override;
  std::vector<std::int64_t> FindText(const TextQuestion& question) override;
  void EachFacets(const TextQuestion& question, const EachRow& each) override;

  // Several statements, parted by `;`, without values; outside of a pipeline, so that VACUUM can be among them.
  void RunScript(const std::string& script);
  // Waits for all that was sent. After a fault the pipeline is whole again, and the server's transaction still open.
  void Settle();
  // The fault since the last call, which is forgotten then: the session can be used again.
  std::optional<Error> TakeError();
  // False once the connection broke, or was closed by the server while nobody used it.
  bool Alive() const;
  // After a fault nobody knows which statements the server has prepared.
  bool spoilt() const { return spoilt_; }
  // In a transaction by what the server said last.
  bool InTransaction() const;
  const std::string& where() const { return where_; }
  std::chrono::steady_clock::time_point used() const { return used_; }

 private:
  struct Statement {
    std::string name;
    std::list<std::string>::iterator place;
  };
  // A question whose rows are being handed over: a statement that comes in between has the rest read into memory.
  struct Streaming {
    std::deque<Answer> rest;
    bool all_read = false;
  };

  void Send(std::string_view sql, const Values& values, const EachRow& each);
  const std::string& NameOf(std::string_view sql, const Values& values);
  void Forget(const std::string& name);
  // Reads the answers to all that was sent before what is asked now.
  void Collect();
  void TakeAnswer(PGresult* answer, bool counts);
  void HandOver(const EachRow& each);
  void ReadRest();
  void Broke();

  Link link_;
  std::string where_;
  // By their text and the types of their values; the least used go first.
  std::unordered_map<std::string, Statement> prepared_;
  std::list<std::string> by_use_;
  std::uint64_t next_name_ = 0;
  // What was sent and not answered yet: true for a statement, false for its preparation or end.
  std::deque<bool> awaited_;
  Streaming* streaming_ = nullptr;
  std::optional<Error> error_;
  bool spoilt_ = false;
  std::int64_t changed_ = 0;
  std::chrono::steady_clock::time_point used_;
};

}  // namespace headwater::store::postgres
