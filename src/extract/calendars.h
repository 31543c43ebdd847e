// Days of other calendars, told in the Gregorian one.
#pragma once

#include <chrono>
#include <optional>

#include "tables/months.h"

namespace headwater::extract {

// The Gregorian day of a day that is counted in the calendar: Persian by its astronomical rules, Islamic as the civil
// calendars of news sites count (Umm al-Qura). Nothing where it has no such day, or the year lies outside the times of
// news (Gregorian 1900 to 2100).
std::optional<std::chrono::year_month_day> GregorianDay(tables::Calendar calendar, int year, unsigned month,
                                                        unsigned day);

// The last day of a month, in the calendar's own count.
unsigned LastDayOfMonth(tables::Calendar calendar, int year, unsigned month);

// Whether news of 1900 to 2100 could bear the year.
bool IsYearOf(tables::Calendar calendar, int year);

}  // namespace headwater::extract
