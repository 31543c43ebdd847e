// How often programs may ask: so many requests a minute each, and a burst of as many at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "web/message.h"

namespace headwater::serve {

// What is left to one of them.
struct Allowance {
  bool allowed = true;
  std::int64_t left = 0;
  std::chrono::seconds until_full{0};
  std::chrono::seconds retry_after{0};  // where it is not allowed
};

// Safe from several threads. Who has all of his allowance again is forgotten.
class Rate {
 public:
  // 0: as often as they like.
  explicit Rate(std::int64_t per_minute) : per_minute_(per_minute) {}

  bool limits() const { return per_minute_ > 0; }
  // Counts one request of `who`.
  Allowance Take(const std::string& who, std::chrono::steady_clock::time_point now);
  // RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers), and Retry-After (RFC 9110, 10.2.3).
  void Tell(const Allowance& allowance, web::Headers& headers) const;

 private:
  using Clock = std::chrono::steady_clock;

  std::int64_t per_minute_;
  std::mutex mutex_;
  std::unordered_map<std::string, Clock::time_point> full_at_;  // when each has all of it again
};

}  // namespace headwater::serve
