// What was here once.
#pragma once

#include <string_view>

#include "base/result.h"

namespace headwater::store {

class Store;

// An article (or a story that it founded) had this id and was removed.
Result<bool> WasHere(Store& store, std::string_view id);

}  // namespace headwater::store
