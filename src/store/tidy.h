// Rows that nothing else removes: they go when they are old.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "store/port.h"
#include "store/store.h"

namespace headwater::store {

// Removes some of what is too old: work that was given up, addresses that could not be had or read, what was brought
// along for articles that never came, who waits for what, answered errands, letters that were sent, hits of alerts
// whose stories are gone. True where there is more.
Result<bool> Tidy(Store& store, std::chrono::sys_seconds now);

// The page that was had last of an address that no article could be read from: an earlier one of that address goes, and
// with 0 so does this one's.
void SetUnreadPage(Session& session, std::string_view address, std::int64_t page_row);

}  // namespace headwater::store
