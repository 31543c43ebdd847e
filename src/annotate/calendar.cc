// Reckoning from the document's day.
#include "annotate/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace headwater::annotate {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kMonths = 12;

year_month_day Date(sys_days day) { return year_month_day(day); }
int YearOf(sys_days day) { return static_cast<int>(Date(day).year()); }
int MonthOf(sys_days day) { return static_cast<int>(static_cast<unsigned>(Date(day).month())); }
int IsoWeekday(sys_days day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

// ISO 8601: the week of the year's first Thursday is its first.
std::string IsoWeek(sys_days day) {
  const sys_days thursday = day + days(4 - IsoWeekday(day));
  const sys_days new_year = sys_days(Date(thursday).year() / 1 / 1);
  return fmt::format("{:04}-W{:02}", YearOf(thursday), (thursday - new_year).count() / 7 + 1);
}

}  // namespace

std::string Calendar::Year(int shift) const { return today_ ? fmt::format("{:04}", YearOf(*today_) + shift) : "XXXX"; }

std::string Calendar::Decade(int shift) const {
  return today_ ? fmt::format("{:03}", YearOf(*today_) / 10 + shift) : "XXX";
}

std::string Calendar::Century(int shift) const {
  return today_ ? fmt::format("{:02}", YearOf(*today_) / 100 + shift) : "XX";
}

std::string Calendar::Month(int shift) const {
  if (!today_) {
    return "XXXX-XX";
  }
  const int months = YearOf(*today_) * kMonths + MonthOf(*today_) - 1 + shift;
  return fmt::format("{:04}-{:02}", months / kMonths, months % kMonths + 1);
}

std::string Calendar::Week(int shift) const { return today_ ? IsoWeek(*today_ + days(7 * shift)) : "XXXX-WXX"; }

std::string Calendar::Weekend(int shift) const { return Week(shift) + "-WE"; }

std::string Calendar::LatestWeekend() const {
  constexpr int kThursday = 4;
  return Weekend(today_ && IsoWeekday(*today_) < kThursday ? -1 : 0);
}

std::string Calendar::Quarter(int shift) const {
  if (!today_) {
    return "XXXX-QX";
  }
  const int quarters = YearOf(*today_) * 4 + (MonthOf(*today_) - 1) / 3 + shift;
  return fmt::format("{:04}-Q{}", quarters / 4, quarters % 4 + 1);
}

std::string Calendar::Day(int shift) const {
  if (!today_) {
    return "XXXX-XX-XX";
  }
  const year_month_day date = Date(*today_ + days(shift));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string Calendar::QuarterOf(unsigned quarter) const {
  if (!today_) {
    return fmt::format("XXXX-Q{}", quarter);
  }
  const bool begun = static_cast<unsigned>(MonthOf(*today_) - 1) / 3 + 1 >= quarter;
  return fmt::format("{:04}-Q{}", YearOf(*today_) - (begun ? 0 : 1), quarter);
}

std::string Calendar::Weekday(int weekday, int shift) const {
  if (!today_) {
    return fmt::format("XXXX-WXX-{}", weekday);
  }
  const int back = (IsoWeekday(*today_) - weekday + 7) % 7;
  if (shift > 0) {
    return Day(back == 0 ? 7 : 7 - back);
  }
  return Day(shift < 0 && back == 0 ? -7 : -back);
}

bool Calendar::IsWeekday(int weekday) const { return today_ && IsoWeekday(*today_) == weekday; }

std::string Calendar::Holiday(std::string_view rule, int shift) const {
  std::array<int, 3> part{};
  std::size_t parts = 0;
  for (std::string_view rest = rule; !rest.empty() && parts < part.size();) {
    const std::size_t end = std::min(rest.find_first_of("-/", 1), rest.size());
    std::from_chars(rest.data(), rest.data() + end, part[parts++]);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (parts < 3 || !today_) {
    return NearestMonth(part[0], part[1], shift);
  }
  const auto weekday = std::chrono::weekday(static_cast<unsigned>(part[1]) % 7U);
  const auto month = std::chrono::year(NearestYear(part[0], 7 * std::max(part[2], 1), shift)) /
                     std::chrono::month(static_cast<unsigned>(part[0]));
  const sys_days day = part[2] > 0 ? sys_days(month / weekday[static_cast<unsigned>(part[2])])
                                   : sys_days(month / weekday[std::chrono::last]);
  return fmt::format("{:04}-{:02}-{:02}", YearOf(day), MonthOf(day), static_cast<unsigned>(Date(day).day()));
}

int Calendar::NearestYear(int month, int day, int shift) const {
  const int year = YearOf(*today_);
  const auto distance = [&](int candidate) {
    const sys_days date =
        sys_days(std::chrono::year(candidate) / std::chrono::month(static_cast<unsigned>(month)) / 1) +
        days(day > 0 ? day - 1 : 0);
    const auto away = (date - *today_).count();
    if ((shift < 0 && away > 0) || (shift > 0 && away < 0)) {
      return 10000L;
    }
    // Months without a day are mostly past.
    const long bias = day > 0 ? 3 : 6;
    return away > 0 ? away * bias / 2 : -away;
  };
  const int candidates[] = {year, year - 1, year + 1};
  return *std::min_element(std::begin(candidates), std::end(candidates),
                           [&](int one, int other) { return distance(one) < distance(other); });
}

std::string Calendar::NearestMonth(int month, int day, int shift) const {
  const std::string year = today_ ? fmt::format("{:04}", NearestYear(month, day, shift)) : "XXXX";
  return day > 0 ? fmt::format("{}-{:02}-{:02}", year, month, day) : fmt::format("{}-{:02}", year, month);
}

std::string Calendar::Season(const std::string& code, int shift) const {
  const int month = code == "SP" ? 4 : code == "SU" ? 7 : code == "FA" ? 10 : 1;
  return (today_ ? fmt::format("{:04}", NearestYear(month, 0, shift)) : std::string("XXXX")) + "-" + code;
}

}  // namespace headwater::annotate
