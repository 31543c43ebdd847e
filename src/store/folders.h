// Folders of subscriptions: renamed as a whole, and feeds moved between them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "news/ids.h"

namespace headwater::store {

class Store;

// The folder and those within it; with an empty `to` its feeds lie in no folder, or in those that lay within it. Bounds
// of retention and rules for them come along. Returns how many feeds moved. kUsage where one is renamed into itself.
Result<int> RenameFolder(Store& store, std::string_view from, std::string_view to);
// Feeds that are not here are passed over.
Result<int> MoveFeeds(Store& store, std::span<const news::FeedId> feeds, std::string_view folder);

// A folder as it is kept: no blanks or empty steps around its slashes, at most 200 bytes.
std::string PlainFolder(std::string_view typed);

}  // namespace headwater::store
