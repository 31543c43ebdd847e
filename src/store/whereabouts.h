// Where a story's news is from and about, as far as that is sure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "news/ids.h"
#include "store/views.h"

namespace headwater::store {

class Store;

// The places that its articles name and whose whereabouts are sure, most articles first; of large stories the earliest
// 500 articles count.
Result<std::vector<std::pair<news::EntityId, PlaceLine>>> PlacesOfStory(Store& store, const news::StoryId& story,
                                                                        std::size_t limit);

// Of an entity's places those that are sure, by the articles that name it.
Result<std::vector<PlaceLine>> SurePlaces(Store& store, const news::EntityId& entity,
                                          const std::vector<PlaceLine>& places);

// A name alone says little of where a place is: many are called so, and invented ones too. It is sure of a place that
// the tables know (a country, a state, a capital), and of one in a country that the same articles bear out: by naming
// it or a part of it that the tables know, by two further places in it, or by who publishes them (`homes`, countries).
// What lies exactly where another place does was put there for want of better.
bool IsSure(const PlaceLine& place, const std::vector<PlaceLine>& around, const std::vector<std::string>& homes);

}  // namespace headwater::store
