// How far the work is that a person asked for on a page.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

struct Progress {
  std::int64_t done = 0;
  std::int64_t whole = 0;   // 0: nothing that could be counted
  std::int64_t failed = 0;  // of those done
  bool feeds = false;       // feeds that are read for the first time; else stories that are traced again
  // When the errand was answered; nothing while it is not.
  std::optional<std::chrono::sys_seconds> answered;
};

// Of an errand that subscribes to feeds: how many of those that came with it were read. kNotFound.
Result<Progress> ProgressOf(Store& store, std::int64_t errand);

// How many of the stories that users' decisions concern were traced again, for the errands that wait for it.
Result<void> TellRetraced(Store& store, std::int64_t done, std::int64_t whole);

}  // namespace headwater::store
