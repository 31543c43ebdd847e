// Waiting for a host's turn.
#include "fetch/turns.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kManyHosts = 4096;

}  // namespace

Turns::Turn Turns::Wait(const std::string& host) {
  std::unique_lock lock(mutex_);
  if (hosts_.size() > kManyHosts) {
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(hosts_, [now](const auto& entry) {
      return !entry.second.busy && entry.second.waiting == 0 && entry.second.free_at <= now;
    });
  }
  // References into the map stay valid while others are put in or taken out.
  State& state = hosts_[host];
  ++state.waiting;
  while (!stopped_ && (state.busy || state.free_at > std::chrono::steady_clock::now())) {
    if (state.busy) {
      freed_.wait(lock);
    } else {
      freed_.wait_until(lock, state.free_at);
    }
  }
  --state.waiting;
  state.busy = true;
  return {*this, host};
}

void Turns::Release(const std::string& host, std::chrono::milliseconds pause) {
  const std::scoped_lock lock(mutex_);
  State& state = hosts_[host];
  state.busy = false;
  state.free_at = std::chrono::steady_clock::now() + pause;
  freed_.notify_all();
}

void Turns::Stop() {
  const std::scoped_lock lock(mutex_);
  stopped_ = true;
  freed_.notify_all();
}

}  // namespace headwater::fetch
