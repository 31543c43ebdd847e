// Pages as rows: what does not fit a column of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "news/page.h"

namespace headwater::store {

using Headers = std::vector<std::pair<std::string, std::string>>;

// `name: value`, a header a line.
std::string WriteHeaders(const Headers& headers);
Headers ReadHeaders(std::string_view lines);

// JSON; empty where there is none. What cannot be read is none.
std::string WriteAnnouncement(const std::optional<news::Announcement>& announcement);
std::optional<news::Announcement> ReadAnnouncement(std::string_view json);

}  // namespace headwater::store
