// The queue of one machine: rows in the store.
#include "queue/queue.h"

#include <algorithm>

#include "store/given_up.h"
#include "store/reclaim.h"

namespace headwater::queue {
namespace {

std::vector<std::string> KeysOf(const std::vector<Work>& work) {
  std::vector<std::string> keys;
  keys.reserve(work.size());
  for (const Work& each : work) {
    keys.push_back(each.key);
  }
  return keys;
}

class LocalQueue final : public Queue {
 public:
  LocalQueue(store::Store& store, const Limits& limits) : store_(store), limits_(limits) {}

  Result<void> Put(const std::vector<Work>& work, std::chrono::sys_seconds now) override {
    std::vector<store::WorkRow> rows;
    rows.reserve(work.size());
    for (const Work& each : work) {
      rows.push_back({each.key, each.kind, each.payload, 0});
    }
    return store_.PutWork(rows, now);
  }

  Result<std::vector<Work>> Take(std::size_t limit, std::chrono::sys_seconds now) override {
    std::vector<Work> taken;
    // What is given up makes room for what comes after it.
    for (bool more = true; more && taken.empty();) {
      auto rows = store_.TakeWork(limit, now, limits_.lease);
      if (!rows) {
        return tl::unexpected(rows.error());
      }
      more = !rows->empty();
      for (store::WorkRow& row : *rows) {
        // Handed out again and again without a word: who took it died of it, or hangs.
        if (row.tries > limits_.max_tries) {
          if (auto given_up = store_.GiveUpWork(row.key, "it was tried several times, and never came to an end", now);
              !given_up) {
            return tl::unexpected(given_up.error());
          }
          continue;
        }
        taken.push_back({std::move(row.key), std::move(row.kind), std::move(row.payload), row.tries});
      }
    }
    return taken;
  }

  Result<std::vector<Work>> Await(std::size_t limit, std::chrono::sys_seconds now,
                                  std::chrono::milliseconds /*at_most*/) override {
    return Take(limit, now);
  }

  void Serve(std::vector<std::string> /*parts*/) override {}

  using Queue::Done;
  Result<void> Done(const std::vector<Work>& work) override { return store_.FinishWork(KeysOf(work)); }

  Result<void> Return(const std::vector<Work>& work, std::chrono::sys_seconds from) override {
    return store_.ReturnWork(KeysOf(work), from);
  }

  Result<void> Reclaim(const std::vector<std::string>& tried, std::chrono::sys_seconds now) override {
    return store::ReclaimWork(store_, tried, now);
  }

  Result<void> Hold(const std::vector<Work>& work, std::chrono::sys_seconds now) override {
    return store_.HoldWork(KeysOf(work), now + limits_.lease);
  }

  Result<bool> Failed(const Work& work, const std::string& error, std::chrono::sys_seconds now) override {
    if (work.tries >= limits_.max_tries) {
      return store_.GiveUpWork(work.key, error, now).map([] { return true; });
    }
    return store_.PostponeWork(work.key, now + limits_.rest * work.tries * work.tries).map([] { return false; });
  }

  Result<std::size_t> Waiting() override { return store_.WaitingWork(); }

  // As long as the disk has room, which the store says itself.
  Result<std::size_t> Room() override { return limits_.max_waiting; }

  Result<bool> Replay(const std::string& name, std::chrono::sys_seconds now) override {
    return store::TryAgain(store_, name, now);
  }

 private:
  store::Store& store_;
  const Limits limits_;
};

}  // namespace

Result<void> Queue::Reclaim(const std::vector<std::string>& /*tried*/, std::chrono::sys_seconds /*now*/) { return {}; }

std::unique_ptr<Queue> Queue::Local(store::Store& store, const Limits& limits) {
  return std::make_unique<LocalQueue>(store, limits);
}

}  // namespace headwater::queue
