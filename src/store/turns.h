// Who moved in some articles: turns of positions that these tell for the first time. Inside the room.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

struct MovedTurn {
  std::string article;
  std::uint32_t position = 0;  // of the statement
  // As rows keep it: who, and the stances before and after, parted by tabs.
  std::string detail;
};

// Of one speaker. Takes as long as Store::Positions.
Result<std::vector<MovedTurn>> TurnsOf(Store& store, const std::string& speaker, const std::set<std::string>& articles);

}  // namespace headwater::store
