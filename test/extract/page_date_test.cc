// Dates as pages state them.
#include "extract/page_date.h"

#include <gtest/gtest.h>

namespace headwater::extract {
namespace {

std::string Iso(std::string_view text, bool month_first = false) {
  const auto moment = ParsePageDate(text, month_first);
  return moment ? FormatMoment(*moment) : "none";
}

TEST(PageDateTest, FormsOfManyLanguagesAreRead) {
  EXPECT_EQ(Iso("2023-11-06T18:30:00+01:00"), "2023-11-06T18:30:00+01:00");
  EXPECT_EQ(Iso("Mon, 06 Nov 2023 18:30:00 GMT"), "2023-11-06T18:30:00Z");
  EXPECT_EQ(Iso("November 6, 2023 6:30 pm EST"), "2023-11-06T18:30:00-05:00");
  EXPECT_EQ(Iso("Published 6 November 2023"), "2023-11-06");
  EXPECT_EQ(Iso("06.11.2023, 18:30 Uhr"), "2023-11-06T18:30:00-00:00");
  EXPECT_EQ(Iso("6. März 2023"), "2023-03-06");
  EXPECT_EQ(Iso("6 de noviembre de 2023"), "2023-11-06");
  EXPECT_EQ(Iso("6 ноября 2023"), "2023-11-06");
  EXPECT_EQ(Iso("2023年11月6日"), "2023-11-06");
  EXPECT_EQ(Iso("20231106"), "2023-11-06");
  EXPECT_EQ(Iso("1699295400"), "2023-11-06T18:30:00Z");
}

TEST(PageDateTest, FiguresAndYearsOfOtherCalendarsAreRead) {
  EXPECT_EQ(Iso("۱۴۰۳/۰۲/۲۵ - ۱۸:۳۰"), "2024-05-14T18:30:00-00:00");
  EXPECT_EQ(Iso("۲۵ اردیبهشت ۱۴۰۳"), "2024-05-14");
  EXPECT_EQ(Iso("الثلاثاء ١٤ أيار/مايو ٢٠٢٤"), "2024-05-14");
  EXPECT_EQ(Iso("14 พ.ค. 2567"), "2024-05-14");
  EXPECT_EQ(Iso("Thứ ba, ngày 14 tháng 5 năm 2024"), "2024-05-14");
}

TEST(PageDateTest, AShortMonthStandsBesideANumber) { EXPECT_EQ(Iso("Mise à jour des 14/05/2024 pages"), "2024-05-14"); }

TEST(PageDateTest, NumbersAloneAreDayBeforeMonthUnlessToldOtherwise) {
  EXPECT_EQ(Iso("03/04/2023"), "2023-04-03");
  EXPECT_EQ(Iso("03/04/2023", true), "2023-03-04");
  EXPECT_EQ(Iso("12/31/2023"), "2023-12-31");
}

TEST(PageDateTest, WhatIsNoFullDateIsNone) {
  for (const char* text : {"", "November 2023", "yesterday", "6 November", "31.02.2023", "5 min read", "1234567"}) {
    EXPECT_EQ(Iso(text), "none") << text;
  }
}

TEST(PageDateTest, AnAddressMayHoldADay) {
  EXPECT_EQ(FormatMoment(DateOfAddress("https://a.example/2023/11/06/dam").value()), "2023-11-06");
  EXPECT_EQ(FormatMoment(DateOfAddress("https://a.example/news/2023-11-06-dam").value()), "2023-11-06");
  EXPECT_EQ(FormatMoment(DateOfAddress("https://a.example/22/20231106-dam.html").value()), "2023-11-06");
  EXPECT_FALSE(DateOfAddress("https://a.example/id20231106"));
  EXPECT_FALSE(DateOfAddress("https://a.example/202311061"));
  EXPECT_FALSE(DateOfAddress("https://a.example/12023/11/06/dam"));
  EXPECT_FALSE(DateOfAddress("https://a.example/2023/dam"));
}

// Found by fuzzing: it overflowed.
TEST(PageDateTest, ANumberThatIsNoDistanceFromUtcIsNoOffset) {
  const auto moment = ParsePageDate("2024-03-01T09:05+51709190");
  ASSERT_TRUE(moment);
  EXPECT_FALSE(moment->offset && *moment->offset > std::chrono::hours(24));
}

}  // namespace
}  // namespace headwater::extract
