// What a story's columns say beyond its articles: whether it has a single origin, who followed whom, and how much
// it weighs on the front page.
#pragma once

#include <string>

#include "store/port.h"

namespace headwater::store {

// After a story's articles, origins and independence were written.
void ReckonStory(Session& session, const std::string& id);

}  // namespace headwater::store
