// What the entries of a live blog are known by when their page is fetched again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "news/article.h"

namespace headwater::extract {

// A number of nine digits for each entry, different within the page: of its own address or anchor; else of the time
// that the page tells of it and of its opening words. `untimed[i]` are entries whose time was reckoned from when the
// page was fetched ("12 minutes ago"): it is another each time, and counts for nothing. Anchors that only count the
// entries from the newest on name another one with each that is added, and count for nothing either.
std::vector<std::uint32_t> EntryKeys(std::string_view page_url, const std::vector<news::Item>& entries,
                                     const std::vector<bool>& untimed);

}  // namespace headwater::extract
