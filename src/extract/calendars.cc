// Calendars by ICU.
#include "extract/calendars.h"

#include <unicode/calendar.h>
#include <unicode/locid.h>

#include <memory>

namespace headwater::extract {
namespace {

using tables::Calendar;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;
constexpr int kBuddhistYears = 543;
constexpr double kDay = 86'400'000.0;  // milliseconds

// Making one costs more than a day: one of each a thread.
icu::Calendar* Counting(Calendar calendar) {
  const auto make = [](const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> made(
        icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale(locale), status));
    if (U_FAILURE(status) != 0) {
      made.reset();
    } else {
      made->setLenient(0);
    }
    return made;
  };
  thread_local const std::unique_ptr<icu::Calendar> persian = make("fa@calendar=persian");
  thread_local const std::unique_ptr<icu::Calendar> islamic = make("ar@calendar=islamic-umalqura");
  return calendar == Calendar::kPersian ? persian.get() : islamic.get();
}

std::optional<double> InstantOf(Calendar calendar, int year, unsigned month, unsigned day) {
  icu::Calendar* const counting = Counting(calendar);
  if (counting == nullptr || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  UErrorCode status = U_ZERO_ERROR;
  counting->clear();
  counting->set(year, static_cast<std::int32_t>(month) - 1, static_cast<std::int32_t>(day));
  const double instant = counting->getTime(status);
  return U_FAILURE(status) != 0 ? std::nullopt : std::optional(instant);
}

}  // namespace

bool IsYearOf(Calendar calendar, int year) {
  switch (calendar) {
    case Calendar::kPersian:
      return year >= 1279 && year <= 1478;
    case Calendar::kIslamic:
      return year >= 1318 && year <= 1523;
    case Calendar::kBuddhist:
      return year >= kFirstYear + kBuddhistYears && year <= kLastYear + kBuddhistYears;
    default:
      return year >= kFirstYear && year <= kLastYear;
  }
}

std::optional<std::chrono::year_month_day> GregorianDay(Calendar calendar, int year, unsigned month, unsigned day) {
  if (!IsYearOf(calendar, year)) {
    return std::nullopt;
  }
  if (calendar == Calendar::kPersian || calendar == Calendar::kIslamic) {
    const auto instant = InstantOf(calendar, year, month, day);
    return instant ? std::optional(std::chrono::year_month_day(
                         std::chrono::sys_days(std::chrono::days(static_cast<int>(*instant / kDay)))))
                   : std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(calendar == Calendar::kBuddhist ? year - kBuddhistYears : year), std::chrono::month(month),
      std::chrono::day(day)};
  return date.ok() ? std::optional(date) : std::nullopt;
}

unsigned LastDayOfMonth(Calendar calendar, int year, unsigned month) {
  unsigned day = 31;
  while (day > 28 && !GregorianDay(calendar, year, month, day)) {
    --day;
  }
  return day;
}

}  // namespace headwater::extract
