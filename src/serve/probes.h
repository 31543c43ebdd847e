// Probes: what whoever runs the house asks it. Does the process live, is it ready, and what was counted.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/address.h"
#include "http/caller.h"
#include "http/guard.h"
#include "http/message.h"
#include "store/store.h"

namespace headwater::serve {

struct ProbeSettings {
  // Who may read the figures besides administrators: requests that come straight from these networks, under a name
  // that the house answers to, and whoever shows the token (`Authorization: Bearer …`).
  http::Proxies metrics_from;
  std::string metrics_token;  // empty: none
  // Not ready while anything waits longer than this for a stage; 0: it may wait.
  std::chrono::seconds ready_lag{900};
  bool fetches = true;  // false: what waits to be fetched waits for good
  std::string folder;   // on whose disk the store lies; empty: not looked at
  // Of what the store does not answer for, as a queue elsewhere: its name in one word, and whether it can be reached.
  std::vector<std::pair<std::string, std::function<Result<void>()>>> reach = {};
};

// Safe from several threads at once. `store` and `clock` must outlive it.
class Probes {
 public:
  Probes(ProbeSettings settings, store::Store& store, const Clock& clock);

  // `/healthz` and `/readyz`, for anyone, and `/metrics` for those whom the settings name; nothing where the request is
  // for something else, or for the figures by somebody who may be an administrator.
  std::optional<http::Reply> Answer(const http::Request& request, const http::Caller& caller,
                                    const http::Target& target, const http::Hosts& hosts) const;
  static bool AsksForFigures(const http::Request& request, const http::Target& target);
  // For who may read them.
  http::Reply Figures() const;

 private:
  bool MayRead(const http::Request& request, const http::Caller& caller, const http::Hosts& hosts) const;
  http::Reply Ready() const;
  http::Reply Look() const;

  ProbeSettings settings_;
  store::Store& store_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  // The last answer: whoever asks often costs nothing.
  mutable std::chrono::steady_clock::time_point asked_{};
  mutable std::optional<http::Reply> ready_;
};

}  // namespace headwater::serve
