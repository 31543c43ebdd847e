// Dates as pages state them: in metadata, in <time>, in the line under the headline, in the address.
#pragma once

#include <optional>
#include <string_view>

#include "base/moment.h"

namespace headwater::extract {

// ISO 8601, RFC 5322, epoch seconds, and day, month and year in words or figures with or without a time of day.
// Numbers alone are read as day before month, unless only the other way is possible or `month_first`. Nothing where
// the text states no full date, or one before 1990.
std::optional<Moment> ParsePageDate(std::string_view text, bool month_first = false);

// The day that a path holds: /2024/03/01/, /2024-03-01-, /20240301.
std::optional<Moment> DateOfAddress(std::string_view url);

}  // namespace headwater::extract
