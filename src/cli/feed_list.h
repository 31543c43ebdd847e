// The default list of feeds of world media.
#pragma once

#include <vector>

#include "store/views.h"

namespace headwater::cli {

// The rows of data/feeds.tsv.
std::vector<store::FeedRow> DefaultFeeds();

}  // namespace headwater::cli
