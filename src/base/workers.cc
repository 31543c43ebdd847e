// An ordered pool: workers take the oldest job, the submitting thread finishes results in order.
#include "base/workers.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace headwater {

class OrderedWorkers::Bench {
 public:
  explicit Bench(std::size_t workers) {
    for (std::size_t i = 0; workers > 1 && i < workers; ++i) {
      threads_.emplace_back([this] { Work(); });
    }
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  ~Bench() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    work_came_.notify_all();
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }

  void Submit(Job job) {
    if (threads_.empty()) {
      if (const Finish finish = job()) {
        finish();
      }
      return;
    }
    ordered_.push_back(std::make_unique<Slot>(Slot{std::move(job), nullptr, false}));
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(ordered_.back().get());
    }
    work_came_.notify_one();
    if (ordered_.size() >= threads_.size() * kAheadPerWorker) {
      FinishOldest();
    }
  }

  void Drain() {
    while (!ordered_.empty()) {
      FinishOldest();
    }
  }

 private:
  static constexpr std::size_t kAheadPerWorker = 8;

  struct Slot {
    Job job;
    Finish finish;
    bool done = false;
  };

  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      work_came_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) {
        return;
      }
      Slot& slot = *waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      Finish finish = slot.job();
      lock.lock();
      slot.finish = std::move(finish);
      slot.done = true;
      work_done_.notify_one();
    }
  }

  void FinishOldest() {
    Slot& oldest = *ordered_.front();
    {
      std::unique_lock lock(mutex_);
      work_done_.wait(lock, [&oldest] { return oldest.done; });
    }
    if (oldest.finish) {
      oldest.finish();
    }
    ordered_.pop_front();
  }

  std::deque<std::unique_ptr<Slot>> ordered_;  // of the submitting thread alone
  std::mutex mutex_;
  std::condition_variable work_came_;
  std::condition_variable work_done_;
  std::deque<Slot*> waiting_;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

OrderedWorkers::OrderedWorkers(std::size_t workers) : bench_(std::make_unique<Bench>(workers)) {}

OrderedWorkers::~OrderedWorkers() { Drain(); }

void OrderedWorkers::Submit(Job job) { bench_->Submit(std::move(job)); }

void OrderedWorkers::Drain() { bench_->Drain(); }

std::size_t CoreCount() { return std::max<std::size_t>(1, std::thread::hardware_concurrency()); }

}  // namespace headwater
