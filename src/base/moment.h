// A point in time as a document states it: an instant with the publisher's own offset, or just a day.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace headwater {

struct Moment {
  // The instant. Where only the day is known: midnight UTC at its start.
  std::chrono::sys_seconds at{};
  // False where only the day is known.
  bool has_time = false;
  // The publisher's own distance from UTC. Absent where a time of day is given without a zone
  // (it is then read as UTC and written with the offset -00:00, RFC 3339, 4.3).
  std::optional<std::chrono::minutes> offset;

  friend bool operator==(const Moment&, const Moment&) = default;
};

// The calendar day at the publisher.
std::chrono::year_month_day DayOf(const Moment& moment);

Moment MomentOfDay(std::chrono::year_month_day day);
// With time of day, in UTC.
Moment MomentOfInstant(std::chrono::sys_seconds at);

// `2022-01-12T14:05:00+02:00`, or `2022-01-12` where only the day is known.
std::string FormatMoment(const Moment& moment);

// `2022-01-12`.
std::string FormatDay(std::chrono::year_month_day day);

// RFC 3339, 5.6, and what ISO 8601 allows beside it in feeds and pages: a blank for the T, seconds left out,
// fractions (dropped), offsets as +02:00, +0200, +02 or Z, or none. Nothing where the text is no valid time.
std::optional<Moment> ParseMoment(std::string_view text);

}  // namespace headwater
