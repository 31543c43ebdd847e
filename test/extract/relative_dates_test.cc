// Times told from the writer's own.
#include "extract/relative_dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace headwater::extract {
namespace {

using testing::ElementsAre;

// A Thursday.
const Moment kNow = *ParseMoment("2031-01-16T14:30:00+02:00");

std::string Ago(std::string_view line) {
  const auto moment = MomentAgo(line, kNow);
  return moment ? FormatMoment(*moment) : "none";
}

std::vector<std::string> Days(const std::string& text, std::string_view language = "en") {
  std::vector<std::string> days;
  for (const NamedDays& each : DaysNamed(text, TokensOf(text), std::chrono::sys_days(DayOf(kNow)), language)) {
    std::string words = text.substr(each.begin, each.end - each.begin) + " = " + FormatDay(each.first);
    if (each.last != each.first) {
      words += ".." + FormatDay(each.last);
    }
    days.push_back(words);
  }
  return days;
}

TEST(RelativeDatesTest, MinutesAndHoursAgoAreTimesInManyLanguages) {
  for (const char* line : {"2 hours ago",
                           "Updated 2 hours ago",
                           "vor 2 Stunden",
                           "il y a 2 heures",
                           "hace 2 horas",
                           "2 часа назад",
                           "há 2 horas",
                           "2 ore fa",
                           "2 godziny temu",
                           "2時間前",
                           "2 saat önce",
                           "2小时前",
                           "قبل ساعتين",
                           "před 2 hodinami",
                           "2 giờ trước",
                           "2 jam yang lalu",
                           "2시간 전",
                           "2 години тому",
                           "för 2 timmar sedan",
                           "2 órával ezelőtt",
                           "πριν από 2 ώρες",
                           "acum 2 ore",
                           "for 2 timer siden",
                           "2 tuntia sitten",
                           "2 ชั่วโมงที่ผ่านมา",
                           "לפני שעתיים",
                           "преди 2 часа",
                           "prije 2 sata",
                           "pred 2 hodinami",
                           "2 tunni eest",
                           "pirms 2 stundām",
                           "prieš 2 valandas",
                           "2 घंटे पहले",
                           "২ ঘন্টা আগে",
                           "۲ ساعت پیش",
                           "2 uur geleden",
                           "2h"}) {
    EXPECT_EQ(Ago(line), "2031-01-16T12:30:00+02:00") << line;
  }
  EXPECT_EQ(Ago("12 minutes ago"), "2031-01-16T14:18:00+02:00");
  EXPECT_EQ(Ago("just now"), "2031-01-16T14:30:00+02:00");
  EXPECT_EQ(Ago("an hour ago"), "2031-01-16T13:30:00+02:00");
}

TEST(RelativeDatesTest, DaysAndMoreAgoAreDays) {
  EXPECT_EQ(Ago("3 days ago"), "2031-01-13");
  EXPECT_EQ(Ago("yesterday"), "2031-01-15");
  EXPECT_EQ(Ago("vor 2 Monaten"), "2030-11-16");
  EXPECT_EQ(Ago("gestern"), "2031-01-15");
}

TEST(RelativeDatesTest, LinesThatSayMoreAreNone) {
  for (const char* line : {"", "2", "Roads closed", "5 min read",
                           "The minister spoke 2 hours ago to a group of farmers "
                           "who had come down from the hills to see her"}) {
    EXPECT_EQ(Ago(line), "none") << line;
  }
}

TEST(RelativeDatesTest, WeekdaysAreTheLastUnlessSaidOtherwise) {
  EXPECT_THAT(Days("On Wednesday it rained, on Friday it did not; it will next Monday."),
              ElementsAre("Wednesday = 2031-01-15", "Friday = 2031-01-10", "next Monday = 2031-01-20"));
  EXPECT_THAT(Days("Mercredi dernier", "fr"), ElementsAre("Mercredi dernier = 2031-01-15"));
  EXPECT_THAT(Days("в прошлую среду", "ru"), ElementsAre("в прошлую среду = 2031-01-15"));
}

TEST(RelativeDatesTest, ADayWithoutItsYearIsTheNearestThatIsHardlyAhead) {
  EXPECT_THAT(Days("It began December 30. It ended January 3. They meet February 1. They met May 14."),
              ElementsAre("December 30 = 2030-12-30", "January 3 = 2031-01-03", "February 1 = 2031-02-01",
                          "May 14 = 2030-05-14"));
}

TEST(RelativeDatesTest, MonthsAndWeeksAreStretches) {
  EXPECT_THAT(Days("Last March, last week, yesterday, in May 2029."),
              ElementsAre("Last March = 2030-03-01..2030-03-31", "last week = 2031-01-06..2031-01-12",
                          "yesterday = 2031-01-15", "in May 2029 = 2029-05-01..2029-05-31"));
  EXPECT_THAT(Days("Im vergangenen März", "de"), ElementsAre("vergangenen März = 2030-03-01..2030-03-31"));
}

}  // namespace
}  // namespace headwater::extract
