// The full-text index, made anew where it was made otherwise than it would be now.
#pragma once

#include "store/port.h"

namespace headwater::store {

// One transaction; does nothing where the index is as it should be.
Result<void> RefreshIndex(Database& database);

}  // namespace headwater::store
