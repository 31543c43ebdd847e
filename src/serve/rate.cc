// Counts by one time each: when all of an allowance is there again (the generic cell rate algorithm).
#include "serve/rate.h"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::serve {
namespace {

constexpr std::size_t kMostRemembered = 20'000;

}  // namespace

Allowance Rate::Take(const std::string& who, std::chrono::steady_clock::time_point now) {
  using std::chrono::ceil;
  using std::chrono::nanoseconds;
  using std::chrono::seconds;
  constexpr nanoseconds kMinute = std::chrono::minutes(1);
  if (!limits()) {
    return {};
  }
  const nanoseconds each = kMinute / per_minute_;
  const std::lock_guard lock(mutex_);
  if (full_at_.size() >= kMostRemembered) {
    std::erase_if(full_at_, [&](const auto& row) { return row.second <= now; });
  }
  Clock::time_point& full_at = full_at_.try_emplace(who, now).first->second;
  const Clock::time_point after = std::max(full_at, now) + each;
  if (after - now > kMinute) {
    return {false, 0, ceil<seconds>(full_at - now), std::max(seconds(1), ceil<seconds>(after - now - kMinute))};
  }
  full_at = after;
  return {true, (kMinute - (after - now)) / each, ceil<seconds>(after - now), seconds(0)};
}

void Rate::Tell(const Allowance& allowance, web::Headers& headers) const {
  if (!limits()) {
    return;
  }
  headers.emplace_back("ratelimit-policy", fmt::format("\"minute\";q={};w=60", per_minute_));
  headers.emplace_back("ratelimit", fmt::format("\"minute\";r={};t={}", allowance.left, allowance.until_full.count()));
  if (!allowance.allowed) {
    headers.emplace_back("retry-after", fmt::format("{}", allowance.retry_after.count()));
  }
}

}  // namespace headwater::serve
