// Subscriptions as OPML 2.0, for other readers of feeds.
#pragma once

#include <string>

#include "news/feed.h"

namespace headwater::form {

// Each entry's `url` and `title` in an outline within those of its `folders`, with its further attributes; what has no
// folder stands first. An attribute called `0/name` is one of the first of the entry's folders, and so on. Namespaces
// of attributes are declared anew, under prefixes of ours.
std::string WriteOpml(const news::Feed& subscriptions);

}  // namespace headwater::form
