// The pulse of the house: what moves, in a few numbers that are cheap to take.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/result.h"

namespace headwater::store {

class Store;

struct Pulse {
  std::int64_t latest = 0;    // when the latest placed article was first seen
  std::int64_t placed = 0;    // placed articles first seen since the second asked for
  std::int64_t waiting = 0;   // pages that wait to be fetched or read; 100,000 where there are more
  std::int64_t unplaced = 0;  // articles that wait for their story; the same
  std::int64_t answered = 0;  // errands that have their answer: the last one's number
  std::int64_t taken = 0;     // articles that were removed, or left the lists, ever
  std::int64_t sessions = 0;  // another number when somebody signs in or out
  std::int64_t checked = 0;   // grows whenever a check (store/checks.h) gets on
  std::int64_t hits = 0;      // of anyone's alerts: the last one's number
};

// Takes time by what came since, not by what there is.
Result<Pulse> TakePulse(Store& store, std::chrono::sys_seconds since);

}  // namespace headwater::store
