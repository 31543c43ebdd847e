// JSON Feed 1.0 and 1.1 (jsonfeed.org).
#pragma once

#include <string_view>

#include "base/result.h"
#include "news/feed.h"
#include "read/read.h"

namespace headwater::read {

// Fails with kBadInput where the text is no JSON, or JSON that is no feed.
Result<news::Feed> ReadJsonFeed(std::string_view text, std::string_view address, const Limits& limits);

}  // namespace headwater::read
