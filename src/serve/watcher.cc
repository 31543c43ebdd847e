// Waits on the store's change counter and turns what it finds into events.
#include "serve/watcher.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/log.h"
#include "store/pulse.h"

namespace headwater::serve {
namespace {

// A stop is noticed so late at most.
constexpr std::chrono::milliseconds kLookUp{500};
constexpr std::chrono::minutes kForgotten{1};

class StoreWatcher final : public Watcher {
 public:
  StoreWatcher(store::Store& store, const Clock& clock, std::function<void()> tell, std::chrono::milliseconds pause)
      : store_(store), started_(clock.Now()), tell_(std::move(tell)), pause_(pause) {
    thread_ = std::jthread([this](const std::stop_token& stop) { Watch(stop); });
  }

  std::string Next(std::string& heard) override {
    const std::lock_guard lock(mutex_);
    asked_ = std::chrono::steady_clock::now();
    wanted_.notify_all();
    if (event_.empty() || heard == id_) {
      return {};
    }
    heard = id_;
    return event_;
  }

 private:
  void Watch(const std::stop_token& stop) {
    std::uint64_t change = 0;
    while (!stop.stop_requested()) {
      if (!SomebodyListens(stop)) {
        continue;
      }
      const std::uint64_t now = store_.WaitForChange(change, kLookUp);
      if (now == change) {
        continue;
      }
      change = now;
      if (Look()) {
        tell_();
      }
      std::unique_lock lock(mutex_);
      pausing_.wait_for(lock, stop, pause_, [] { return false; });
    }
  }

  // Waits until somebody does, or for a while.
  bool SomebodyListens(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto listens = [&] { return std::chrono::steady_clock::now() - asked_ < kForgotten; };
    return wanted_.wait_for(lock, stop, std::chrono::seconds(10), listens);
  }

  // True where there is a new event.
  bool Look() {
    const auto pulse = store::TakePulse(store_, started_);
    if (!pulse) {
      Log(LogLevel::kWarning, "events: {}", pulse.error().text);
      return false;
    }
    std::string data = fmt::format(R"({{"placed":{},"waiting":{},"unplaced":{},"answered":{}}})", pulse->placed,
                                   pulse->waiting, pulse->unplaced, pulse->answered);
    const std::lock_guard lock(mutex_);
    if (data == data_) {
      return false;
    }
    data_ = std::move(data);
    // The start tells the events of one run from those of another.
    id_ = fmt::format("{}-{}", started_.time_since_epoch().count(), ++number_);
    event_ = fmt::format("id: {}\nevent: pulse\ndata: {}\n\n", id_, data_);
    return true;
  }

  store::Store& store_;
  const std::chrono::sys_seconds started_;
  const std::function<void()> tell_;
  const std::chrono::milliseconds pause_;
  std::mutex mutex_;
  std::condition_variable_any wanted_;
  std::condition_variable_any pausing_;
  // Never, until somebody does.
  std::chrono::steady_clock::time_point asked_ = std::chrono::steady_clock::now() - 2 * kForgotten;
  std::string data_;
  std::string id_;
  std::string event_;
  std::uint64_t number_ = 0;
  // Last, so that it ends before what it uses.
  std::jthread thread_;
};

}  // namespace

std::unique_ptr<Watcher> Watcher::Start(store::Store& store, const Clock& clock, std::function<void()> tell,
                                        std::chrono::milliseconds pause) {
  return std::make_unique<StoreWatcher>(store, clock, std::move(tell), pause);
}

http::Reply OpenEvents(const screen::Visit& visit) {
  constexpr std::size_t kMostBytes = 64;
  http::Reply reply;
  reply.content_type = "text/event-stream";
  reply.headers.emplace_back("cache-control", "no-store");
  // Proxies are asked to hand each event on at once.
  reply.headers.emplace_back("x-accel-buffering", "no");
  reply.live = true;
  reply.heard = std::string(web::FindHeader(visit.request.headers, "last-event-id").substr(0, kMostBytes));
  reply.body = "retry: 5000\n\n";
  return reply;
}

}  // namespace headwater::serve
