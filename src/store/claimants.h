// Who asked for takedowns: kept for as long as an answer may have to be given for it, and then forgotten.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

inline constexpr std::int64_t kClaimantDays = 180;

// A face of the store, made where it is needed.
class Claimants {
 public:
  explicit Claimants(Store& store) : store_(store) {}

  // How many days after the decision it is kept who asked; 0: for ever. kClaimantDays where nobody said otherwise.
  Result<std::int64_t> Days();
  // kUsage for what is no number of days up to a hundred years. Stands in the log.
  Result<void> SetDays(std::int64_t days, std::string_view by, std::chrono::sys_seconds now);
  // Who asked, where they are reached and what they wrote goes, where the decision is older than that. How many there
  // were; what was asked for, what became of it and the tombstones stay. A request that is not decided stays whole.
  Result<std::int64_t> Forget(std::chrono::sys_seconds now);

 private:
  Store& store_;
};

}  // namespace headwater::store
