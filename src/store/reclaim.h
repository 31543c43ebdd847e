// Work that somebody had taken who is no more.
#pragma once

#include <chrono>
#include <span>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// All work that is neither done nor given up waits again from now on, whoever had it and whatever it was to wait for,
// as if it had not been handed out the last time; what is named counts as tried all the same.
Result<void> ReclaimWork(Store& store, std::span<const std::string> tried, std::chrono::sys_seconds now);

}  // namespace headwater::store
