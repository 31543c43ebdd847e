// A PostgreSQL database: connections in a pool, one writer at a time over all processes, and who waits for changes.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "store/port.h"
#include "store/postgres/listener.h"
#include "store/postgres/migrate.h"
#include "store/postgres/session.h"

namespace headwater::store::postgres {

class PgDatabase final : public Database {
 public:
  PgDatabase(std::string address, Manners manners);

  // Connects and brings the schema up to date; once, before anything else.
  Result<void> Open();

  Result<void> Read(const InSession& work) override;
  Result<void> Write(const InSession& work) override;
  std::uint64_t WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most) override;
  void Wake() override { Changed(); }
  Result<std::vector<std::string>> Check() override;
  std::int64_t BytesOnDisk() override;
  Result<void> Scrub() override;
  Result<void> ScrubWhole() override;
  Result<void> CopyTo(const std::string& path) override;
  Result<void> ReplaceBy(const std::string& path) override;
  Result<Bytes> BytesInUse() override;
  Result<void> Shrink() override;
  Result<std::vector<Table>> Tables() override;
  Result<void> Fill(const InSession& work) override;

 private:
  using Conversation = std::unique_ptr<PgSession>;

  Result<Conversation> Take();
  void GiveBack(Conversation session);
  // A conversation in which the statements have just been answered well; those that broke while nobody used them are
  // replaced, and a server that is being started is waited for.
  Result<Conversation> Begin(std::string_view begin, bool for_writing, bool check);
  Result<void> Transact(PgSession& session, const InSession& work, bool* wrote);
  // Whether the transaction whose end was not heard was carried out.
  Result<void> Ascertain(const std::string& transaction, Error broke);
  Result<void> Vacuum(bool whole);
  void Changed();

  const std::string address_;
  const Manners manners_;
  const std::string own_;  // by which our own notifications are known
  Place place_;
  std::mutex idle_mutex_;
  std::vector<Conversation> idle_;
  std::mutex writer_mutex_;
  std::mutex change_mutex_;
  std::condition_variable changed_;
  std::uint64_t change_ = 1;
  // Declared last: it must stop before what it tells.
  std::mutex listener_mutex_;
  std::optional<Listener> listener_;
};

}  // namespace headwater::store::postgres
