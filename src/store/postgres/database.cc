// Transactions: readers with a snapshot of one moment, writers one after the other behind an advisory lock.
#include "store/postgres/database.h"

#include <fmt/format.h>

#include <thread>

#include "base/random.h"
#include "store/address.h"
#include "store/postgres/fault.h"

namespace headwater::store {
namespace postgres {
namespace {

constexpr std::size_t kMostIdle = 8;
constexpr std::chrono::milliseconds kTryAgain{100};
// A conversation that was used a moment ago needs no asking whether it is still there.
constexpr std::chrono::seconds kSurelyThere{1};

constexpr std::string_view kReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr std::string_view kWriting = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

}  // namespace

PgDatabase::PgDatabase(std::string address, Manners manners)
    : address_(std::move(address)), manners_(manners), own_(RandomHex(8)) {}

Result<void> PgDatabase::Open() {
  auto session = Take();
  if (!session) {
    return tl::unexpected(session.error());
  }
  auto place = Migrate(**session);
  if (!place) {
    return tl::unexpected(place.error());
  }
  place_ = *std::move(place);
  (*session)->Settle();
  GiveBack(*std::move(session));
  return {};
}

Result<PgDatabase::Conversation> PgDatabase::Take() {
  {
    const std::lock_guard lock(idle_mutex_);
    while (!idle_.empty()) {
      Conversation session = std::move(idle_.back());
      idle_.pop_back();
      if (session->Alive()) {
        return session;
      }
    }
  }
  const auto until = std::chrono::steady_clock::now() + manners_.lock_wait;
  while (true) {
    bool may_come_back = false;
    auto link = Connect(address_, manners_, &may_come_back);
    if (link) {
      return std::make_unique<PgSession>(*std::move(link), PlainAddress(address_));
    }
    if (!may_come_back || std::chrono::steady_clock::now() >= until) {
      return tl::unexpected(link.error());
    }
    std::this_thread::sleep_for(kTryAgain);
  }
}

void PgDatabase::GiveBack(Conversation session) {
  session->TakeError();
  if (session->spoilt() || !session->Alive() || session->InTransaction()) {
    return;
  }
  const std::lock_guard lock(idle_mutex_);
  if (idle_.size() < kMostIdle) {
    idle_.push_back(std::move(session));
  }
}

Result<PgDatabase::Conversation> PgDatabase::Begin(std::string_view begin, bool for_writing, bool check) {
  const auto until = std::chrono::steady_clock::now() + manners_.lock_wait;
  while (true) {
    auto session = Take();
    if (!session) {
      return session;
    }
    (*session)->Run(begin);
    if (for_writing) {
      (*session)->Run("SELECT pg_advisory_xact_lock(?)", {place_.lock});
    }
    if (!check && std::chrono::steady_clock::now() - (*session)->used() < kSurelyThere) {
      return session;
    }
    if ((*session)->Good()) {
      return session;
    }
    const bool gone = !(*session)->Alive();
    auto error = (*session)->TakeError();
    // Nothing was done yet, so that it may be tried again.
    if (!gone || std::chrono::steady_clock::now() >= until) {
      return tl::unexpected(error.value_or(Error{Fault::kUnreachable, PlainAddress(address_)}));
    }
  }
}

Result<void> PgDatabase::Transact(PgSession& session, const InSession& work, bool* wrote) {
  Result<void> outcome = work(session);
  std::string transaction;
  if (outcome && wrote != nullptr) {
    // Who changed nothing has no number, and wakes nobody.
    session.Run(
        "SELECT CAST(pg_current_xact_id_if_assigned() AS TEXT), CASE WHEN pg_current_xact_id_if_assigned() IS NOT NULL "
        "THEN CAST(pg_notify(?, ?) AS TEXT) END",
        {place_.channel, own_}, [&](const Row& row) { transaction = row.Text(0); });
  }
  // The database's own fault comes first: what the work concluded from missing rows is not to be believed.
  if (!session.Good()) {
    outcome = tl::unexpected(*session.TakeError());
  }
  session.Settle();
  session.TakeError();
  if (!outcome) {
    session.Run("ROLLBACK");
    session.Settle();
    session.TakeError();
    return outcome;
  }
  session.Run("COMMIT");
  session.Settle();
  if (auto error = session.TakeError()) {
    const bool unheard = !transaction.empty() && !session.Alive();
    outcome = unheard ? Ascertain(transaction, std::move(*error)) : Result<void>(tl::unexpected(std::move(*error)));
  }
  if (wrote != nullptr) {
    *wrote = outcome.has_value() && !transaction.empty();
  }
  return outcome;
}

Result<void> PgDatabase::Ascertain(const std::string& transaction, Error broke) {
  const auto until = std::chrono::steady_clock::now() + manners_.lock_wait;
  std::string state = "in progress";
  while (state == "in progress" && std::chrono::steady_clock::now() < until) {
    auto session = Take();
    if (!session) {
      break;
    }
    state = (*session)->Words("SELECT pg_xact_status(CAST(? AS XID8))", {transaction}).value_or("");
    (*session)->Settle();
    if (state == "in progress") {
      std::this_thread::sleep_for(kTryAgain);
    }
    GiveBack(*std::move(session));
  }
  if (state == "committed") {
    return {};
  }
  return tl::unexpected(std::move(broke));
}

Result<void> PgDatabase::Read(const InSession& work) {
  auto session = Begin(kReading, false, false);
  if (!session) {
    return tl::unexpected(session.error());
  }
  auto outcome = Transact(**session, work, nullptr);
  GiveBack(*std::move(session));
  return outcome;
}

Result<void> PgDatabase::Write(const InSession& work) {
  Result<void> outcome;
  bool wrote = false;
  {
    // Who waits in this process takes no connection meanwhile.
    const std::lock_guard lock(writer_mutex_);
    auto session = Begin(kWriting, true, true);
    if (!session) {
      return tl::unexpected(session.error());
    }
    outcome = Transact(**session, work, &wrote);
    GiveBack(*std::move(session));
  }
  if (wrote) {
    Changed();
  }
  return outcome;
}

void PgDatabase::Changed() {
  {
    const std::lock_guard lock(change_mutex_);
    ++change_;
  }
  changed_.notify_all();
}

std::uint64_t PgDatabase::WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most) {
  {
    const std::lock_guard lock(listener_mutex_);
    if (!listener_) {
      listener_.emplace(address_, place_.channel, own_, [this] { Changed(); });
    }
  }
  std::unique_lock lock(change_mutex_);
  changed_.wait_for(lock, at_most, [&] { return change_ > since; });
  return change_;
}

}  // namespace postgres

bool IsPostgres(std::string_view address) {
  return address.starts_with("postgres://") || address.starts_with("postgresql://");
}

std::string NameOfStore(const std::string& address) {
  return address.find("://") != std::string::npos ? postgres::PlainAddress(address) : address;
}

Result<std::unique_ptr<Database>> OpenPostgres(const std::string& address, std::chrono::milliseconds busy) {
  auto database = std::make_unique<postgres::PgDatabase>(address, postgres::Manners{busy, std::chrono::seconds(120)});
  if (auto opened = database->Open(); !opened) {
    return tl::unexpected(opened.error());
  }
  return database;
}

}  // namespace headwater::store
