// The full-text index, made anew where it was made otherwise than it would be now.
#pragma once

#include "store/port.h"

namespace headwater::store {

// In many transactions, each of a few hundred articles; cut short, the next call goes on. Does nothing where the index
// is as it should be.
Result<void> RefreshIndex(Database& database);

}  // namespace headwater::store
