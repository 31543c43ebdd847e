// Where a story's news is from and about.
#pragma once

#include <vector>

#include "base/result.h"
#include "news/ids.h"
#include "store/views.h"

namespace headwater::store {

class Store;

// The places that its articles name and whose whereabouts are known, most articles first; of large stories the earliest
// 500 articles count.
Result<std::vector<std::pair<news::EntityId, PlaceLine>>> PlacesOfStory(Store& store, const news::StoryId& story,
                                                                        std::size_t limit);

}  // namespace headwater::store
