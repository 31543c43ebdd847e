// The thread that says again and again that what is held is under way. Inside the room only.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace headwater::queue {

class Pulse {
 public:
  explicit Pulse(std::chrono::milliseconds pause)
      : beating_([this, pause](const std::stop_token& stop) { Work(stop, pause); }) {}

  // `beat` is called until Drop has returned.
  void Add(const void* owner, std::function<void()> beat) {
    const std::scoped_lock lock(mutex_);
    beats_.emplace_back(owner, std::move(beat));
  }
  void Drop(const void* owner) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(beats_, [owner](const auto& each) { return each.first == owner; });
  }

 private:
  void Work(const std::stop_token& stop, std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
      woken_.wait_for(lock, stop, pause, [] { return false; });
      std::ranges::for_each(beats_, [](const auto& each) { each.second(); });
    }
  }

  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::vector<std::pair<const void*, std::function<void()>>> beats_;
  std::jthread beating_;  // last: it uses the rest
};

}  // namespace headwater::queue
