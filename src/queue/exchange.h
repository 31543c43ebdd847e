// The exchange is the queue that many machines share: lines of work on NATS JetStream, and leases in its key-value
// store.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "queue/leases.h"
#include "queue/queue.h"
#include "store/store.h"

namespace headwater::queue {

struct ExchangeSettings {
  std::string servers{};           // `nats://vellmar.example:4222`, several of a cluster with commas between them
  std::string name = "headwater";  // its streams are called so, for several collections on one server
  std::string credentials_file{};  // of NATS (.creds); empty: none
  std::string ca_file{};           // trusted instead of the machine's, for tls://
  int replicas = 0;                // of every stream; 0: three where the cluster has as many servers, else one
  // Who says nothing for so long has died: work and leases go to others.
  std::chrono::milliseconds silence{4'000};
};

// Hosts are shared out by what their addresses hash to.
inline constexpr std::size_t kShards = 16;
std::string ShardOf(std::string_view address);
std::string ShardName(std::size_t shard);

class Exchange {
 public:
  // kUsage where the address makes no sense, kUnreachable where nobody answers there. Connects again by itself later.
  static Result<std::unique_ptr<Exchange>> Connect(const ExchangeSettings& settings);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;

  // One line of work, made where it is not there yet. With shards, work without a part is of the one that its key
  // hashes to. What is given up is noted in `store`, which must outlive the queue, and so must the exchange.
  // A queue is for one thread at a time.
  virtual Result<std::unique_ptr<Queue>> Line(const std::string& line, bool shards, store::Store& store,
                                              const Limits& limits) = 0;
  virtual Leases& leases() = 0;
  // Asks the servers once, for a few seconds at most. May be called from any thread.
  virtual Result<void> Reach() = 0;
  // A value by name that all who share the exchange go by: the one that was set first, or this one.
  virtual Result<std::string> Agree(const std::string& name, const std::string& value) = 0;

 protected:
  Exchange() = default;
};

}  // namespace headwater::queue
