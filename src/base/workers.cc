// An ordered pool: a reader, some workers, and the finishing of results in input order.
#include "base/workers.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace headwater {
namespace {

struct Slot {
  Job job;
  Finish finish;
  bool done = false;
};

// Shared between the threads of one run; every member is guarded by the mutex.
struct Bench {
  std::mutex mutex;
  std::condition_variable work_came;
  std::condition_variable work_done;
  std::deque<Slot*> waiting;
  bool closed = false;
};

void Work(Bench& bench) {
  std::unique_lock lock(bench.mutex);
  while (true) {
    bench.work_came.wait(lock, [&] { return bench.closed || !bench.waiting.empty(); });
    if (bench.waiting.empty()) {
      return;
    }
    Slot& slot = *bench.waiting.front();
    bench.waiting.pop_front();
    lock.unlock();
    Finish finish = slot.job();
    lock.lock();
    slot.finish = std::move(finish);
    slot.done = true;
    bench.work_done.notify_one();
  }
}

void FinishOldest(Bench& bench, std::deque<std::unique_ptr<Slot>>& ordered) {
  Slot& oldest = *ordered.front();
  {
    std::unique_lock lock(bench.mutex);
    bench.work_done.wait(lock, [&] { return oldest.done; });
  }
  if (oldest.finish) {
    oldest.finish();
  }
  ordered.pop_front();
}

}  // namespace

std::size_t CoreCount() { return std::max<std::size_t>(1, std::thread::hardware_concurrency()); }

void RunInOrder(std::size_t jobs, const std::function<Job()>& next) {
  if (jobs <= 1) {
    while (const Job job = next()) {
      if (const Finish finish = job()) {
        finish();
      }
    }
    return;
  }
  constexpr std::size_t kAheadPerJob = 8;
  Bench bench;
  std::deque<std::unique_ptr<Slot>> ordered;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < jobs; ++i) {
    threads.emplace_back([&bench] { Work(bench); });
  }
  while (Job job = next()) {
    ordered.push_back(std::make_unique<Slot>(Slot{std::move(job), nullptr, false}));
    {
      const std::lock_guard lock(bench.mutex);
      bench.waiting.push_back(ordered.back().get());
    }
    bench.work_came.notify_one();
    if (ordered.size() >= jobs * kAheadPerJob) {
      FinishOldest(bench, ordered);
    }
  }
  while (!ordered.empty()) {
    FinishOldest(bench, ordered);
  }
  {
    const std::lock_guard lock(bench.mutex);
    bench.closed = true;
  }
  bench.work_came.notify_all();
  for (std::thread& thread : threads) {
    thread.join();
  }
}

}  // namespace headwater
