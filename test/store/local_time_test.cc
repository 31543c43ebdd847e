// Hours of people's own clocks.
#include "store/local_time.h"

#include <gtest/gtest.h>

namespace headwater::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;

TEST(LocalTimeTest, TheNextMorningIsByTheZonesOwnClock) {
  const auto noon = sys_days(year(2025) / 5 / 12) + hours(12);
  EXPECT_EQ(NextAt("Europe/Tallinn", 0, 7, 30, noon), sys_days(year(2025) / 5 / 13) + hours(4) + minutes(30));
  EXPECT_EQ(NextAt("", 0, 7, 30, noon), sys_days(year(2025) / 5 / 13) + hours(7) + minutes(30));
  EXPECT_EQ(NextAt("Europe/Tallinn", 0, 18, 0, noon), sys_days(year(2025) / 5 / 12) + hours(15));
}

TEST(LocalTimeTest, AWeekdayIsWaitedFor) {
  // A Monday.
  const auto noon = sys_days(year(2025) / 5 / 12) + hours(12);
  EXPECT_EQ(NextAt("", 1, 7, 0, noon), sys_days(year(2025) / 5 / 19) + hours(7));
  EXPECT_EQ(NextAt("", 3, 7, 0, noon), sys_days(year(2025) / 5 / 14) + hours(7));
}

TEST(LocalTimeTest, SummerTimeMovesTheHourAndNotTheClock) {
  // Clocks went forward on 30 March 2025.
  const auto before = sys_days(year(2025) / 3 / 29) + hours(12);
  EXPECT_EQ(NextAt("Europe/Tallinn", 0, 7, 0, before), sys_days(year(2025) / 3 / 30) + hours(4));
  EXPECT_EQ(NextAt("Europe/Tallinn", 0, 7, 0, sys_days(year(2025) / 3 / 28) + hours(12)),
            sys_days(year(2025) / 3 / 29) + hours(5));
}

TEST(LocalTimeTest, QuietHoursGoOverMidnight) {
  const auto at = [](int hour) { return sys_days(year(2025) / 1 / 12) + hours(hour); };
  EXPECT_TRUE(IsBetween("", 22 * 60, 7 * 60, at(23)));
  EXPECT_TRUE(IsBetween("", 22 * 60, 7 * 60, at(6)));
  EXPECT_FALSE(IsBetween("", 22 * 60, 7 * 60, at(7)));
  EXPECT_FALSE(IsBetween("", 0, 0, at(0)));
  EXPECT_TRUE(IsZone("Europe/Tallinn"));
  EXPECT_FALSE(IsZone("Nowhere/Land"));
}

}  // namespace
}  // namespace headwater::store
