// Queues, one a host.
#include "fetch/turns.h"

#include <algorithm>

namespace headwater::fetch {

void Turns::Join(const std::string& host, InTurn& joiner) {
  const Time now = std::chrono::steady_clock::now();
  ForgetIdle(now);
  Host& queue = hosts_[host];
  joiner.behind = nullptr;
  if (queue.first == nullptr) {
    queue.first = queue.last = &joiner;
  } else if (!joiner.urgent) {
    queue.last->behind = &joiner;
    queue.last = &joiner;
    return;  // the host is listed already
  } else {
    InTurn** place = &queue.first;
    while (*place != nullptr && (*place)->urgent) {
      place = &(*place)->behind;
    }
    joiner.behind = *place;
    *place = &joiner;
    if (joiner.behind == nullptr) {
      queue.last = &joiner;
    }
  }
  if (!queue.busy) {
    List(queue, now);
  }
}

void Turns::List(Host& host, Time now) {
  ++host.listed;
  if (host.free_at > now) {
    pausing_.emplace(host.free_at, &host);
  } else {
    (host.first->urgent ? urgent_ : free_).push_back(&host);
  }
}

InTurn* Turns::Take(Host& host) {
  InTurn* const taken = host.first;
  host.first = taken->behind;
  if (host.first == nullptr) {
    host.last = nullptr;
  }
  taken->behind = nullptr;
  host.busy = true;
  return taken;
}

InTurn* Turns::NextOf(std::deque<Host*>& list, Time now, bool urgent_only) {
  while (!list.empty()) {
    Host& host = *list.front();
    list.pop_front();
    --host.listed;
    if (host.busy || host.first == nullptr) {
      continue;
    }
    if (host.free_at > now || (urgent_only && !host.first->urgent)) {
      List(host, now);
      continue;
    }
    return Take(host);
  }
  return nullptr;
}

InTurn* Turns::Next(Time now, bool urgent_only) {
  while (!pausing_.empty() && pausing_.top().first <= now) {
    Host& host = *pausing_.top().second;
    pausing_.pop();
    --host.listed;
    if (!host.busy && host.first != nullptr) {
      List(host, now);
    }
  }
  InTurn* const urgent = NextOf(urgent_, now, true);
  return urgent != nullptr || urgent_only ? urgent : NextOf(free_, now, false);
}

void Turns::Leave(const std::string& host, Time now, std::chrono::milliseconds pause) {
  Host& left = hosts_[host];
  left.busy = false;
  left.free_at = now + pause;
  if (left.first != nullptr) {
    List(left, now);
  }
}

bool Turns::Awaited(const std::string& host) const {
  const auto found = hosts_.find(host);
  return found != hosts_.end() && found->second.first != nullptr;
}

std::optional<Turns::Time> Turns::Soonest() const {
  return pausing_.empty() ? std::nullopt : std::optional(pausing_.top().first);
}

// When there are many, and then when there are twice as many as were left: seldom enough to cost nothing.
void Turns::ForgetIdle(Time now) {
  constexpr std::size_t kMany = 4096;
  if (hosts_.size() < many_) {
    return;
  }
  std::erase_if(hosts_, [now](const auto& entry) {
    const Host& host = entry.second;
    return !host.busy && host.first == nullptr && host.listed == 0 && host.free_at <= now;
  });
  many_ = std::max(kMany, hosts_.size() * 2);
}

}  // namespace headwater::fetch
