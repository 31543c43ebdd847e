// What waits for one of several desks.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "store/store.h"

namespace headwater::store {

// As Store::Unplaced, but only articles in one of the languages (two letters), or in none of them.
Result<std::vector<news::Article>> UnplacedIn(Store& store, std::span<const std::string> languages, bool none,
                                              std::size_t limit);

}  // namespace headwater::store
