// What the queue does with libnats, as values that free themselves. Inside the room only.
#pragma once

#include <nats/nats.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "queue/exchange.h"

namespace headwater::queue {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
using Message = std::unique_ptr<natsMsg, Freed<natsMsg_Destroy>>;
using Subscription = std::unique_ptr<natsSubscription, Freed<natsSubscription_Destroy>>;
using Bucket = std::unique_ptr<kvStore, Freed<kvStore_Destroy>>;
using Entry = std::unique_ptr<kvEntry, Freed<kvEntry_Destroy>>;
using StreamInfo = std::unique_ptr<jsStreamInfo, Freed<jsStreamInfo_Destroy>>;

// kUnreachable with what the library says.
tl::unexpected<Error> Broken(std::string_view what, natsStatus status);

// A message to be put into a stream.
struct Outgoing {
  std::string subject;
  std::string bytes;
  std::string id;  // the same id is taken once within the stream's window
  // Only where no other message is under that subject, or where this is the last one's number.
  bool alone = false;
  std::uint64_t after = 0;
};

// What became of it: taken with a number, something else is there, no room, or no server said so in time.
enum class Outcome { kTaken, kThere, kFull, kLost };
struct Published {
  Outcome outcome = Outcome::kLost;
  std::uint64_t number = 0;
};

// One connection to the servers. Safe for use from several threads.
class Wire {
 public:
  static Result<std::unique_ptr<Wire>> Connect(const ExchangeSettings& settings);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  // What was said last is sent first.
  ~Wire();

  // Sends all and waits for what became of them, in order; what no server took in time is kLost.
  std::vector<Published> Publish(const std::vector<Outgoing>& messages,
                                 std::chrono::milliseconds at_most = std::chrono::milliseconds{4'000});

  // Makes the stream where it is not there yet.
  Result<void> EnsureStream(jsStreamConfig config);
  Result<Subscription> Pull(const std::string& stream, const std::string& durable, const std::string& subject);
  struct Fill {
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
  };
  Result<Fill> FillOf(const std::string& stream);
  // The last message of a subject; nothing where there is none.
  Result<std::optional<std::string>> Last(const std::string& stream, const std::string& subject);
  void Purge(const std::string& stream, const std::string& subject);
  Result<Bucket> OpenBucket(const std::string& name, std::chrono::milliseconds kept);
  void Flush();

  const ExchangeSettings& settings() const { return settings_; }
  std::size_t max_payload() const;

 private:
  struct Waiting;
  Wire(ExchangeSettings settings) : settings_(std::move(settings)) {}
  static void Answered(jsCtx* context, natsMsg* message, jsPubAck* taken, jsPubAckErr* error, void* wire);
  int Replicas() const;

  ExchangeSettings settings_;
  natsConnection* connection_ = nullptr;
  jsCtx* context_ = nullptr;
  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::map<natsMsg*, std::pair<Waiting*, std::size_t>> sent_;
};

}  // namespace headwater::queue
