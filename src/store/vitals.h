// The vitals of a collection, for whoever watches over it: what waits, how long it has, and how much there is.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/result.h"

namespace headwater::store {

class Store;

// What waits for one stage. Counted up to kMostWaiting.
struct Waiting {
  std::int64_t count = 0;
  std::chrono::seconds oldest{0};  // how long the one that has waited longest has; 0 where none waits
};
inline constexpr std::int64_t kMostWaiting = 100'000;

struct Vitals {
  Waiting due;                 // pages whose turn it is, and that nobody has in hand
  std::int64_t later = 0;      // pages in somebody's hand, or put off
  std::int64_t given_up = 0;   // pages that were tried in vain
  Waiting unplaced;            // articles that wait for their story
  Waiting deliveries;          // of hubs, that were not read yet
  Waiting errands;             // what people asked for
  Waiting mails;               // whose time has come
  Waiting webhooks;            // the same
  std::int64_t stirred = 0;    // stories that are to be held against alerts
  std::int64_t feeds_due = 0;  // counted up to kMostWaiting
  std::int64_t last_hit = 0;   // of anyone's alerts: grows
};

// Takes time by what waits, up to kMostWaiting of each, not by what there is.
Result<Vitals> TakeVitals(Store& store, std::chrono::sys_seconds now);

}  // namespace headwater::store
