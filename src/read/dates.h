// Dates as feeds write them: RFC 822 and its abuses, ISO 8601, and what else is in use.
#pragma once

#include <optional>
#include <string_view>

#include "base/moment.h"

namespace headwater::read {

// Nothing where the text names no full day: a year or a month alone is no date. A time of day without a zone, or with
// one that has several meanings, keeps its offset absent.
std::optional<Moment> ReadDate(std::string_view text);

}  // namespace headwater::read
