// Statements go through libpq's pipeline (its manual, 34.5), values and rows in binary.
#include "store/postgres/session.h"

#include <fmt/format.h>
#include <poll.h>

#include <charconv>
#include <cstring>

#include "store/postgres/fault.h"

namespace headwater::store::postgres {
namespace {

// So many answers wait at most: they must fit into the socket's buffers.
constexpr std::size_t kMostAwaited = 200;
constexpr std::size_t kMostPrepared = 500;

// `?` outside of quotation marks becomes $1, $2 and so on.
std::string Numbered(std::string_view sql) {
  std::string numbered;
  numbered.reserve(sql.size() + 16);
  int number = 0;
  char quoted = '\0';
  for (const char c : sql) {
    if (quoted != '\0') {
      quoted = c == quoted ? '\0' : quoted;
    } else if (c == '\'' || c == '"') {
      quoted = c;
    } else if (c == '?') {
      numbered += fmt::format("${}", ++number);
      continue;
    }
    numbered.push_back(c);
  }
  return numbered;
}

}  // namespace

PgSession::PgSession(Link link, std::string where)
    : link_(std::move(link)), where_(std::move(where)), used_(std::chrono::steady_clock::now()) {}

PgSession::~PgSession() = default;

void PgSession::Broke() {
  if (!error_) {
    error_ = ErrorOf(link_.get(), where_);
  }
}

void PgSession::Forget(const std::string& name) {
  const std::string sql = fmt::format("DEALLOCATE {}", name);
  if (PQsendQueryParams(link_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1) == 0) {
    Broke();
    return;
  }
  awaited_.push_back(false);
}

const std::string& PgSession::NameOf(std::string_view sql, const Values& values) {
  std::string key(sql);
  for (const Oid type : values.types()) {
    key.push_back(static_cast<char>(type & 0x7FU));
    key.push_back(static_cast<char>(type >> 7U));
  }
  if (const auto found = prepared_.find(key); found != prepared_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, found->second.place);
    return found->second.name;
  }
  if (prepared_.size() >= kMostPrepared) {
    const auto oldest = prepared_.find(by_use_.back());
    Forget(oldest->second.name);
    prepared_.erase(oldest);
    by_use_.pop_back();
  }
  by_use_.push_front(key);
  Statement& statement = prepared_[key];
  statement = {fmt::format("s{}", next_name_++), by_use_.begin()};
  if (PQsendPrepare(link_.get(), statement.name.c_str(), Numbered(sql).c_str(), values.count(),
                    values.types().data()) == 0) {
    Broke();
  } else {
    awaited_.push_back(false);
  }
  return statement.name;
}

void PgSession::RunWith(std::string_view sql, std::span<const Value> values, const EachRow& each) {
  if (!error_) {
    Send(sql, Values(values), each);
  }
}

void PgSession::Send(std::string_view sql, const Values& values, const EachRow& each) {
  if (streaming_ != nullptr) {
    ReadRest();
  }
  if (each || awaited_.size() >= kMostAwaited) {
    Collect();
  }
  if (error_) {
    return;
  }
  const std::string& name = NameOf(sql, values);
  if (error_) {
    return;
  }
  if (PQsendQueryPrepared(link_.get(), name.c_str(), values.count(), values.bytes(), values.sizes(), values.formats(),
                          1) == 0) {
    Broke();
    return;
  }
  awaited_.push_back(true);
  if (each) {
    HandOver(each);
  }
}

void PgSession::TakeAnswer(PGresult* answer, bool counts) {
  switch (PQresultStatus(answer)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE: {
      const std::string_view command = PQcmdStatus(answer);
      if (counts && !command.starts_with("SELECT")) {
        const char* const number = PQcmdTuples(answer);
        changed_ = 0;
        std::from_chars(number, number + std::strlen(number), changed_);
      }
      return;
    }
    case PGRES_PIPELINE_ABORTED:
      return;
    default:
      if (!error_) {
        error_ = ErrorOf(answer, where_);
      }
  }
}

void PgSession::Collect() {
  if (awaited_.empty()) {
    return;
  }
  if (PQsendFlushRequest(link_.get()) == 0 || PQflush(link_.get()) != 0) {
    Broke();
  }
  while (!awaited_.empty()) {
    const bool counts = awaited_.front();
    awaited_.pop_front();
    while (Answer answer{PQgetResult(link_.get())}) {
      TakeAnswer(answer.get(), counts);
    }
    if (PQstatus(link_.get()) != CONNECTION_OK) {
      Broke();
      awaited_.clear();
    }
  }
}

// The last that was sent is the question; what was sent before it is its preparation at most.
void PgSession::HandOver(const EachRow& each) {
  if (PQsendFlushRequest(link_.get()) == 0 || PQflush(link_.get()) != 0) {
    Broke();
    return;
  }
  while (awaited_.size() > 1) {
    awaited_.pop_front();
    while (Answer answer{PQgetResult(link_.get())}) {
      TakeAnswer(answer.get(), false);
    }
  }
  awaited_.clear();
  PQsetSingleRowMode(link_.get());
  Streaming streaming;
  const auto next = [&]() -> Answer {
    if (!streaming.rest.empty()) {
      Answer answer = std::move(streaming.rest.front());
      streaming.rest.pop_front();
      return answer;
    }
    return streaming.all_read ? nullptr : Answer(PQgetResult(link_.get()));
  };
  while (const Answer answer = next()) {
    if (PQresultStatus(answer.get()) != PGRES_SINGLE_TUPLE) {
      TakeAnswer(answer.get(), true);
      continue;
    }
    if (!error_) {
      streaming_ = &streaming;
      each(PgRow(answer.get(), 0));
      streaming_ = nullptr;
    }
  }
  if (PQstatus(link_.get()) != CONNECTION_OK) {
    Broke();
  }
}

void PgSession::ReadRest() {
  Streaming& streaming = *streaming_;
  if (!streaming.all_read) {
    while (Answer answer{PQgetResult(link_.get())}) {
      streaming.rest.push_back(std::move(answer));
    }
    streaming.all_read = true;
  }
}

std::int64_t PgSession::Changed() {
  Collect();
  return changed_;
}

bool PgSession::Good() const {
  const_cast<PgSession*>(this)->Collect();
  return !error_;
}

void PgSession::Settle() {
  used_ = std::chrono::steady_clock::now();
  if (PQstatus(link_.get()) != CONNECTION_OK || PQpipelineStatus(link_.get()) == PQ_PIPELINE_OFF) {
    Broke();
    return;
  }
  if (PQpipelineSync(link_.get()) == 0) {
    Broke();
    return;
  }
  while (true) {
    Answer answer(PQgetResult(link_.get()));
    if (!answer) {
      // The end of one statement's answers, or of the connection.
      if (PQstatus(link_.get()) != CONNECTION_OK) {
        Broke();
        break;
      }
      continue;
    }
    if (PQresultStatus(answer.get()) == PGRES_PIPELINE_SYNC) {
      break;
    }
    TakeAnswer(answer.get(), false);
  }
  awaited_.clear();
}

void PgSession::RunScript(const std::string& script) {
  if (error_) {
    return;
  }
  Settle();
  if (error_) {
    return;
  }
  if (PQexitPipelineMode(link_.get()) == 0) {
    Broke();
    return;
  }
  const Answer answer(PQexec(link_.get(), script.c_str()));
  TakeAnswer(answer.get(), false);
  if (PQenterPipelineMode(link_.get()) == 0) {
    Broke();
  }
}

std::optional<Error> PgSession::TakeError() {
  std::optional<Error> taken = std::move(error_);
  spoilt_ = spoilt_ || taken;
  error_.reset();
  return taken;
}

bool PgSession::Alive() const {
  if (PQstatus(link_.get()) != CONNECTION_OK) {
    return false;
  }
  // Nothing is awaited: what can be read is the server's farewell.
  pollfd readable{PQsocket(link_.get()), POLLIN, 0};
  return poll(&readable, 1, 0) == 0;
}

bool PgSession::InTransaction() const { return PQtransactionStatus(link_.get()) != PQTRANS_IDLE; }

}  // namespace headwater::store::postgres
