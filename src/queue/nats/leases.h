// Leases in a bucket of the key-value store. Inside the room only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "queue/leases.h"
#include "queue/nats/wire.h"

namespace headwater::queue {

// A lease is a value that its holder writes again and again. It is over for its holder three quarters of `silence`
// after the last time that was begun, for others when it stood unchanged for all of it.
class NatsLeases final : public Leases {
 public:
  // Tokens count from `epoch` on: whatever becomes of the bucket, later ones are greater.
  static Result<std::unique_ptr<NatsLeases>> Open(Wire& wire, std::uint32_t epoch);
  ~NatsLeases() override;

  Result<std::optional<std::uint64_t>> Take(const std::string& name) override;
  bool Holds(const std::string& name) const override;
  void Release(const std::string& name) override;
  Result<std::vector<std::string>> Held(const std::string& prefix) override;
  void ReleaseAll() override;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Own {
    std::uint64_t token = 0;
    std::uint64_t revision = 0;
    Time until;
  };
  struct Seen {
    std::uint64_t revision = 0;
    Time first;
  };

  NatsLeases(Wire& wire, Bucket bucket, std::uint32_t epoch);
  std::string SubjectOf(const std::string& name) const;
  void Renew();
  bool Adopt(const std::string& name, Own& own);
  void Work(const std::stop_token& stop);

  Wire& wire_;
  Bucket bucket_;
  const std::uint64_t epoch_;
  const std::string me_;
  mutable std::mutex mutex_;
  std::mutex asking_;  // one change at a time
  std::condition_variable_any woken_;
  std::map<std::string, Own> own_;
  std::map<std::string, Seen> seen_;  // of others
  std::jthread renewing_;             // last: it uses the rest
};

}  // namespace headwater::queue
