// The queue hands out work to whoever is free, each piece until it is done or given up.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::queue {

struct Limits {
  int max_tries = 3;
  std::chrono::seconds lease{300};  // work not finished by then is handed out again
};

// Pages that were announced and wait to be fetched and read.
struct Work {
  std::string key;   // the same key is queued once
  std::string kind;  // `page`
  std::string payload;
  int tries = 0;
};

class Queue {
 public:
  // Rows in the store; `store` must outlive the queue.
  static std::unique_ptr<Queue> Local(store::Store& store, const Limits& limits = {});
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  virtual ~Queue() = default;

  virtual Result<void> Put(const std::vector<Work>& work, std::chrono::sys_seconds now) = 0;
  virtual Result<std::vector<Work>> Take(std::size_t limit, std::chrono::sys_seconds now) = 0;
  virtual Result<void> Done(const std::vector<Work>& work) = 0;
  Result<void> Done(const Work& work) { return Done(std::vector<Work>{work}); }
  // Not done, and not tried either: handed out again from then on.
  virtual Result<void> Return(const std::vector<Work>& work, std::chrono::sys_seconds from) = 0;
  // Of rows, by the one process that takes them and before it does: what one that died had taken waits again at once,
  // as if it had not been handed out; but these count as tried. Others know by themselves who died.
  virtual Result<void> Reclaim(const std::vector<std::string>& tried, std::chrono::sys_seconds now);
  // Under way still: the leases begin anew.
  virtual Result<void> Hold(const std::vector<Work>& work, std::chrono::sys_seconds now) = 0;
  // Handed out again later, or given up after limits.max_tries; then true.
  virtual Result<bool> Failed(const Work& work, const std::string& error, std::chrono::sys_seconds now) = 0;
  virtual Result<std::size_t> Waiting() = 0;

 protected:
  Queue() = default;
};

}  // namespace headwater::queue
