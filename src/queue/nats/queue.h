// One line of work as a stream of JetStream. Inside the room only.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "queue/nats/pulse.h"
#include "queue/nats/wire.h"
#include "queue/queue.h"

namespace headwater::queue {

// Each piece is a message under a subject of its own (its line, its part, a hash of its key), so that a key is there
// once: a second message under a subject that has one is refused. Who takes a piece has it as long as he acknowledges
// progress, which a pulse does for all that is held, until limits.lease is over.
class NatsQueue final : public Queue {
 public:
  // What the queue uses and does not own.
  struct Place {
    Wire& wire;
    Pulse& pulse;
    kvStore* returns = nullptr;
    store::Store& store;
  };
  NatsQueue(const Place& place, std::string line, bool shards, const Limits& limits);
  ~NatsQueue() override;
  Result<void> Open();

  Result<void> Put(const std::vector<Work>& work, std::chrono::sys_seconds now) override;
  Result<std::vector<Work>> Take(std::size_t limit, std::chrono::sys_seconds now) override;
  Result<std::vector<Work>> Await(std::size_t limit, std::chrono::sys_seconds now,
                                  std::chrono::milliseconds at_most) override;
  void Serve(std::vector<std::string> parts) override;
  using Queue::Done;
  Result<void> Done(const std::vector<Work>& work) override;
  Result<void> Return(const std::vector<Work>& work, std::chrono::sys_seconds from) override;
  Result<void> Hold(const std::vector<Work>& work, std::chrono::sys_seconds now) override;
  Result<bool> Failed(const Work& work, const std::string& error, std::chrono::sys_seconds now) override;
  Result<std::size_t> Waiting() override;
  Result<std::size_t> Room() override;
  Result<bool> Replay(const std::string& name, std::chrono::sys_seconds now) override;

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Held {
    Message message;
    std::string pieces;  // the subject of those that it was sent in
    std::string part;
    std::uint64_t returned = 0;
    Time until;
  };
  struct Part {
    Subscription subscription;
    Time next{};  // when it is asked again, after it had nothing
    std::chrono::milliseconds pause{0};
  };

  // Says of all that is held that it is under way; on the pulse's thread.
  void Beat();
  std::string StreamName() const;
  std::string SubjectOf(const std::string& part, const std::string& key) const;
  std::string PartOf(const Work& work) const;
  Result<Outgoing> MessageOf(const Work& work);
  Result<std::string> Whole(std::string_view bytes, std::string& pieces);
  Result<void> Settle(const std::vector<Outgoing>& messages);
  Result<void> Fetch(const std::string& part, std::size_t limit, std::chrono::milliseconds at_most,
                     std::vector<Work>& taken, std::chrono::sys_seconds now);
  Result<void> Receive(Message message, const std::string& part, std::vector<Work>& taken,
                       std::chrono::sys_seconds now);
  Result<std::uint64_t> ReturnedBefore(const std::string& key);
  Result<void> GiveUp(const Work& work, const std::string& error, std::chrono::sys_seconds now);
  // Out of what is held; without a message where it is not held any more.
  Held Let(const std::string& key);

  Wire& wire_;
  Pulse& pulse_;
  kvStore* const returns_;
  store::Store& store_;
  const std::string line_;
  const bool shards_;
  const Limits limits_;
  std::map<std::string, Part> parts_;
  std::vector<std::string> served_;
  std::size_t turn_ = 0;  // the part that is asked first
  Time filled_at_{};
  Wire::Fill fill_{};
  std::mutex mutex_;
  std::unordered_map<std::string, Held> held_;
};

}  // namespace headwater::queue
