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
  std::chrono::seconds rest{60};    // of work that failed until its next try: so long, then four times, nine times …
  // Of a shared queue: beyond them Put is refused.
  std::size_t max_waiting = 200'000;
  std::size_t max_bytes = 1ULL << 30U;  // less where the server has less
};

// A page that was announced and waits to be fetched; or, of a shared queue, one on its way from stage to stage.
struct Work {
  std::string key;   // the same key is queued once
  std::string kind;  // `page`
  std::string payload;
  int tries = 0;
  // Of a shared queue: whoever serves this part is handed it; empty: as the queue finds.
  std::string part{};
  // What people know it by when it is given up; empty: its key.
  std::string about{};

  const std::string& name() const { return about.empty() ? key : about; }
};

class Queue {
 public:
  // Rows in the store; `store` must outlive the queue. queue/exchange.h has the one that many machines share.
  static std::unique_ptr<Queue> Local(store::Store& store, const Limits& limits = {});
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  virtual ~Queue() = default;

  // kTooLarge where it is full: who puts waits, and puts all of it again (what was taken is not queued twice).
  virtual Result<void> Put(const std::vector<Work>& work, std::chrono::sys_seconds now) = 0;
  virtual Result<std::vector<Work>> Take(std::size_t limit, std::chrono::sys_seconds now) = 0;
  // The same, but of a shared queue it waits for the first piece until the time is over.
  virtual Result<std::vector<Work>> Await(std::size_t limit, std::chrono::sys_seconds now,
                                          std::chrono::milliseconds at_most) = 0;
  // Of a shared queue: only work of these parts is handed out from now on. All of it until then, and always of rows.
  virtual void Serve(std::vector<std::string> parts) = 0;
  virtual Result<void> Done(const std::vector<Work>& work) = 0;
  Result<void> Done(const Work& work) { return Done(std::vector<Work>{work}); }
  // Not done, and not tried either: handed out again from then on.
  virtual Result<void> Return(const std::vector<Work>& work, std::chrono::sys_seconds from) = 0;
  // Of rows, by the one process that takes them and before it does: what one that died had taken waits again at once,
  // as if it had not been handed out; but these count as tried. Others know by themselves who died.
  virtual Result<void> Reclaim(const std::vector<std::string>& tried, std::chrono::sys_seconds now);
  // Under way still: the leases begin anew.
  virtual Result<void> Hold(const std::vector<Work>& work, std::chrono::sys_seconds now) = 0;
  // Handed out again later, or given up after limits.max_tries; then true, and the store has it among what is
  // unreadable.
  virtual Result<bool> Failed(const Work& work, const std::string& error, std::chrono::sys_seconds now) = 0;
  // Neither done nor given up.
  virtual Result<std::size_t> Waiting() = 0;
  // How many more pieces fit, about.
  virtual Result<std::size_t> Room() = 0;
  // Work that was given up, by its name, as it was put: waits again. False where there is none.
  virtual Result<bool> Replay(const std::string& name, std::chrono::sys_seconds now) = 0;

 protected:
  Queue() = default;
};

}  // namespace headwater::queue
