// The log of rights: what was asked, granted, refused, removed and reversed, by whom and when. It only grows.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/port.h"
#include "store/store.h"

namespace headwater::store {

// An entry holds no word of what was removed, and nothing that tells who a claimant is.
struct LogEntry {
  std::int64_t entry = 0;
  std::chrono::sys_seconds at{};
  std::string who;   // `claimant`, `Headwater`, or the name of a user
  std::string what;  // asked, proven, granted, refused, removed, withheld, kept out, clean, reversed
  std::int64_t takedown = 0;
  std::string detail;  // an article's id, an address, a count
  std::string hash;    // SHA-256 of the entry and the hash of the one before it
};

// Within a write. The database refuses to change or delete what is there.
void AddToLog(Session& session, std::chrono::sys_seconds now, std::string_view who, std::string_view what,
              std::int64_t takedown, std::string_view detail);

class RightsLog {
 public:
  explicit RightsLog(Store& store) : database_(store.database()) {}

  // The latest first; of one takedown where it is not 0. `before` an entry's number, 0: from the end.
  Result<std::vector<LogEntry>> Latest(std::size_t limit, std::int64_t before = 0, std::int64_t takedown = 0);
  // The number of the first entry that does not follow from the one before it; 0 where all do.
  Result<std::int64_t> FirstBroken();

 private:
  Database& database_;
};

}  // namespace headwater::store
