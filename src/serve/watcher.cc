// Waits on the store's change counter and turns what it finds into events.
#include "serve/watcher.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include "base/log.h"
#include "store/people.h"
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

  // True where those who listen are to look.
  bool Look() {
    const auto pulse = store::TakePulse(store_, started_);
    if (!pulse) {
      Log(LogLevel::kWarning, "events: {}", pulse.error().text);
      return false;
    }
    std::string data = fmt::format(
        R"({{"placed":{},"waiting":{},"unplaced":{},"answered":{},"taken":{},"checked":{},"hits":{}}})", pulse->placed,
        pulse->waiting, pulse->unplaced, pulse->answered, pulse->taken, pulse->checked, pulse->hits);
    const std::lock_guard lock(mutex_);
    const bool signed_out = std::exchange(sessions_, pulse->sessions) != pulse->sessions;
    if (data == data_) {
      // Nothing to tell but that those who listen are asked again whether they may.
      return signed_out;
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
  std::int64_t sessions_ = 0;
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

namespace {

// The visitor's session must still be there; who needed none listens while nobody has a name.
std::function<bool()> WhileItLasts(const screen::Visit& visit) {
  const auto now = [then = visit.now, begin = std::chrono::steady_clock::now()] {
    return then + std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - begin);
  };
  if (visit.entry == screen::Entry::kSession) {
    return [&store = visit.store, session = visit.session, person = visit.person.id, now] {
      const auto who = store::People(store).BySession(session, now());
      return who && *who && (*who)->person.id == person;
    };
  }
  if (visit.entry == screen::Entry::kEveryone) {
    return [&store = visit.store] { return store::People(store).Nobody().value_or(false); };
  }
  return {};
}

}  // namespace

http::Reply OpenEvents(const screen::Visit& visit) {
  constexpr std::size_t kMostBytes = 64;
  http::Reply reply;
  reply.content_type = "text/event-stream";
  reply.headers.emplace_back("cache-control", "no-store");
  // Proxies are asked to hand each event on at once.
  reply.headers.emplace_back("x-accel-buffering", "no");
  reply.live = true;
  reply.may_go_on = WhileItLasts(visit);
  reply.heard = std::string(web::FindHeader(visit.request.headers, "last-event-id").substr(0, kMostBytes));
  reply.body = "retry: 5000\n\n";
  return reply;
}

}  // namespace headwater::serve
