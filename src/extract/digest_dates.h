// The days of a digest's items, from the days they name and the order they stand in.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "news/article.h"

namespace headwater::extract {

// Fills in published_between of the items that state no day, and gives the digest's own. Dates mostly lack the year: a
// list that runs back in time (or forward) tells where the year turns, and what its items say with a year (past, or to
// come) tells which it is. A blurb is written within a month of the day that it names as past. Where several years
// remain possible, the intervals reach over all of them, or stay open.
std::optional<news::PublishedBetween> DateItems(std::vector<news::Item>& items, std::string_view language);

}  // namespace headwater::extract
