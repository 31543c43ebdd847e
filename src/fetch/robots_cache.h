// The robots.txt of every host that was fetched from, kept for as long as RFC 9309 allows.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "fetch/robots.h"
#include "fetch/target.h"
#include "fetch/transfer.h"

namespace headwater::fetch {

struct RobotsVerdict {
  bool allowed = true;
  // Why there are no rules, and nothing is allowed.
  std::optional<Error> failure;
  std::optional<std::chrono::milliseconds> crawl_delay;
};

// Safe for use from several threads.
class RobotsCache {
 public:
  explicit RobotsCache(std::string agent) : agent_(std::move(agent)) {}

  // Nothing where no rules are known for the address's origin, or they are too old.
  std::optional<RobotsVerdict> Look(const Target& target, std::chrono::sys_seconds now) const;

  // What the rules prefer for the address, however old they are.
  RobotsPreferences PreferencesFor(const Target& target) const;

  // What asking for an origin's robots.txt brought (RFC 9309, 2.3.1): rules with 2xx, no rules with 4xx, nothing
  // allowed with anything else, unless older rules are known.
  void Learn(const Target& target, const Result<Exchange>& answer, std::chrono::sys_seconds now);

 private:
  struct Known {
    Robots robots;
    std::optional<Error> failure;
    std::chrono::sys_seconds expires{};
  };

  void ForgetHalf(const std::string& spared);

  std::string agent_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Known> origins_;
  std::size_t bytes_ = 0;  // of all their rules
};

}  // namespace headwater::fetch
