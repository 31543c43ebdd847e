// Keeping of robots.txt.
#include "fetch/robots_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "fetch/lifetime.h"

namespace headwater::fetch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxOrigins = 50'000;
constexpr std::size_t kMaxBytes = 64U << 20U;
constexpr seconds kAfterError = minutes{10};
constexpr seconds kAfterSilence = minutes{1};
// It was this machine that could not ask.
constexpr seconds kAfterOwnFault{1};

seconds RestAfter(const Result<Exchange>& answer) {
  if (answer) {
    return kAfterError;
  }
  return answer.error().fault == Fault::kStorage ? kAfterOwnFault : kAfterSilence;
}

}  // namespace

std::optional<RobotsVerdict> RobotsCache::Look(const Target& target, std::chrono::sys_seconds now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = origins_.find(target.origin);
  if (found == origins_.end() || found->second.expires <= now) {
    return std::nullopt;
  }
  const Known& known = found->second;
  const bool allowed = !known.failure && known.robots.Allows(target.path);
  return RobotsVerdict{allowed, known.failure, known.robots.crawl_delay()};
}

RobotsPreferences RobotsCache::PreferencesFor(const Target& target) const {
  const std::scoped_lock lock(mutex_);
  const auto found = origins_.find(target.origin);
  return found == origins_.end() ? RobotsPreferences() : found->second.robots.PreferencesFor(target.path);
}

void RobotsCache::Learn(const Target& target, const Result<Exchange>& answer, std::chrono::sys_seconds now) {
  Known known;
  const int status = answer ? answer->status : 0;
  if (status >= 200 && status < 300) {
    known.robots = Robots(answer->body, agent_);
    known.expires = now + Lifetime(answer->headers);
  } else if (status >= 300 && status < 500) {
    known.expires = now + Lifetime(answer->headers);
  } else {
    known.failure = answer ? Error{Fault::kUnreachable, fmt::format("{}: its robots.txt cannot be read (status {}), so "
                                                                    "nothing is fetched",
                                                                    target.host, status)}
                           : answer.error();
    known.expires = now + RestAfter(answer);
  }
  const std::scoped_lock lock(mutex_);
  const auto [found, fresh] = origins_.try_emplace(target.origin);
  Known& before = found->second;
  if (!fresh && known.failure && !before.failure) {
    before.expires = known.expires;
    return;
  }
  bytes_ += known.robots.bytes();
  bytes_ -= before.robots.bytes();
  before = std::move(known);
  if (origins_.size() > kMaxOrigins || bytes_ > kMaxBytes) {
    ForgetHalf(target.origin);
  }
}

// Those that expire first: seldom, and so cheaply.
void RobotsCache::ForgetHalf(const std::string& spared) {
  std::vector<std::chrono::sys_seconds> ends;
  ends.reserve(origins_.size());
  for (const auto& [origin, known] : origins_) {
    ends.push_back(known.expires);
  }
  const auto middle = ends.begin() + static_cast<std::ptrdiff_t>(ends.size() / 2);
  std::nth_element(ends.begin(), middle, ends.end());
  std::erase_if(origins_, [&, last = *middle](const auto& entry) {
    const bool goes = entry.second.expires <= last && entry.first != spared;
    bytes_ -= goes ? entry.second.robots.bytes() : 0;
    return goes;
  });
}

}  // namespace headwater::fetch
