// Errands for apps, which expect that what they ask for is done when they are answered.
#pragma once

#include <string_view>

#include "base/result.h"
#include "reader/reader.h"

namespace headwater::reader {

// Leaves the errand and waits a little for its answer, which may still be to come then. While another app is waiting,
// it is not waited for.
Result<store::Errand> RunErrand(const Call& call, store::ErrandKind kind, std::string_view payload);

}  // namespace headwater::reader
