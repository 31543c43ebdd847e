// Days, weeks and quarters written as TIMEX3 values.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::annotate {

// What expressions are reckoned from; relative ones stay open (`XXXX-XX-XX`) where the document has no date.
class Calendar {
 public:
  explicit Calendar(std::optional<std::chrono::sys_days> today) : today_(today) {}

  std::string Year(int shift) const;
  std::string Decade(int shift) const;
  std::string Century(int shift) const;
  std::string Month(int shift) const;
  std::string Week(int shift) const;
  std::string Weekend(int shift) const;
  // The one that began last, or is to come on a Thursday or later.
  std::string LatestWeekend() const;
  std::string Quarter(int shift) const;
  std::string Day(int shift) const;
  // The quarter 1 to 4 that began last.
  std::string QuarterOf(unsigned quarter) const;
  // shift -1: before today, 0: the last one or today, 1: after today. Weekdays count from 1, Monday.
  std::string Weekday(int weekday, int shift) const;
  // Whether today is the weekday.
  bool IsWeekday(int weekday) const;
  // `12-25`, or month, weekday and which of them: `11/4/4` is the fourth Thursday of November, `5/1/-1` the last Monday
  // of May. The year as below.
  std::string Holiday(std::string_view rule, int shift) const;
  // The year is the one that brings month and day nearest, rather the past one; day 0 leaves it out.
  std::string NearestMonth(int month, int day, int shift) const;
  // Of a season (`SU`), as of a month.
  std::string Season(const std::string& code, int shift) const;

 private:
  int NearestYear(int month, int day, int shift) const;

  std::optional<std::chrono::sys_days> today_;
};

}  // namespace headwater::annotate
