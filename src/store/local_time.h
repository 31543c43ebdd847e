// Time as people's clocks show it: zones by their names, from ICU's tables.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace headwater::store {

// The name of the setting (user_settings) that holds a person's zone: `Europe/Tallinn`; empty: UTC.
inline constexpr std::string_view kZoneSetting = "zone";

bool IsZone(std::string_view zone);

// The clock there at that moment, as if it were UTC. An unknown zone is UTC.
std::chrono::sys_seconds LocalOf(std::string_view zone, std::chrono::sys_seconds at);

// The first moment after `now` at which the clock there shows this hour and minute, on that weekday (1, Monday, to 7)
// or any (0). A time that summer time leaves out is an hour later, one that comes twice is met once.
std::chrono::sys_seconds NextAt(std::string_view zone, int weekday, int hour, int minute, std::chrono::sys_seconds now);

// Whether the clock there is between the two, in minutes of the day; over midnight where the first is the later. The
// same twice: never.
bool IsBetween(std::string_view zone, int from_minute, int to_minute, std::chrono::sys_seconds now);

}  // namespace headwater::store
