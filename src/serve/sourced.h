// Primary sources in answers of the API: whatever item stands in one leads to its own.
#pragma once

#include "screen/visit.h"

namespace headwater::serve {

// The answer with `primary_sources` and `traced` in each object that tells of an article, a story or a statement and
// does not have them yet, however deep it stands. What is no JSON, and no good answer, stays as it is.
http::Reply WithSources(const screen::Visit& visit, http::Reply reply);

}  // namespace headwater::serve
