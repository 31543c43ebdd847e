// Times that are told from the writer's own: "12 minutes ago", "Wednesday", "last March", "on May 14".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "extract/plain_tokens.h"

namespace headwater::extract {

// What a line of time says of itself, told at `now`: "12 minutes ago", "vor 2 Std.", "yesterday", "5m". Minutes and
// hours give a time, days and more a day. Nothing where the line (of at most 12 words) says more, or nothing of the
// kind.
std::optional<Moment> MomentAgo(std::string_view line, const Moment& now);

// Days that words name, from the first to the last that they may mean.
struct NamedDays {
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  std::chrono::sys_days first;
  std::chrono::sys_days last;
};

// The days that a text names, resolved against the day it is told on: absolute ones, days without a year (the nearest
// that is not more than a month ahead), weekdays (the last before that day or that day itself, unless the words say
// "next"), months ("last March", "in March"), yesterday, last week. In the order of the text. `language` (ISO 639-1)
// may be empty.
std::vector<NamedDays> DaysNamed(std::string_view text, const std::vector<Token>& tokens, std::chrono::sys_days told,
                                 std::string_view language);

}  // namespace headwater::extract
