// Times: expressions of time and their values.
#include "annotate/times.h"

#include <gtest/gtest.h>

#include "annotate/annotate.h"
#include "news/spelling.h"

namespace headwater::annotate {
namespace {

// `text value` of each time, in an article of Wednesday, 12 January 2022.
std::vector<std::string> Times(const std::string& text, bool dated = true) {
  news::Article article;
  article.text = text;
  article.language = "en";
  if (dated) {
    article.published = ParseMoment("2022-01-12");
  }
  Annotate(article);
  std::vector<std::string> times;
  for (const news::Time& time : article.annotations->times) {
    times.push_back(time.text + " " + time.value);
  }
  return times;
}

using List = std::vector<std::string>;

TEST(TimesTest, DatesAreRead) {
  EXPECT_EQ(Times("It opened on March 3, 2013, and closed on 4 May 2014."),
            (List{"March 3, 2013 2013-03-03", "4 May 2014 2014-05-04"}));
  EXPECT_EQ(Times("It was built in 1956, in the 1970s it burned."), (List{"1956 1956", "the 1970s 197"}));
  EXPECT_EQ(Times("The bridge may close, and people march."), List{});
}

TEST(TimesTest, DaysAreReckonedFromTheArticles) {
  EXPECT_EQ(Times("She left on Monday and is back today."), (List{"Monday 2022-01-10", "today 2022-01-12"}));
  EXPECT_EQ(Times("They meet next Friday, he said yesterday."),
            (List{"next Friday 2022-01-14", "yesterday 2022-01-11"}));
  EXPECT_EQ(Times("It rained in December."), List{"December 2021-12"});
  EXPECT_EQ(Times("It rained last week and last year."), (List{"last week 2022-W01", "last year 2021"}));
  EXPECT_EQ(Times("Two weeks ago it rained."), List{"Two weeks ago 2021-W52"});
}

TEST(TimesTest, AnArticleWithoutADayLeavesThemOpen) {
  EXPECT_EQ(Times("She left on Monday.", false), List{"Monday XXXX-WXX-1"});
}

TEST(TimesTest, StretchesAndSets) {
  EXPECT_EQ(Times("It took five years. In the past two months nothing moved."),
            (List{"five years P5Y", "the past two months P2M"}));
  EXPECT_EQ(Times("The five-day fair is visited daily."), (List{"five-day P5D", "daily P1D"}));
}

TEST(TimesTest, HalvesAndYearsInWordsAreCounted) {
  EXPECT_EQ(Times("It took 2 1/2 years and a minute and a half."),
            (List{"2 1/2 years P2Y6M", "a minute and a half PT1M30S"}));
  EXPECT_EQ(Times("It burned in nineteen ninety-six, in the winter of 1994 and in the year two thousand."),
            (List{"nineteen ninety-six 1996", "the winter of 1994 1994-WI", "the year two thousand 2000"}));
  EXPECT_EQ(Times("He has been away for years."), List{"years PXY"});
}

TEST(TimesTest, WordsAroundAWeekdayTellWhetherItIsToCome) {
  EXPECT_EQ(Times("The talks are set to resume Monday."), List{"Monday 2022-01-17"});
  EXPECT_EQ(Times("They have until 9 a.m. Tuesday."), List{"9 a.m. Tuesday 2022-01-18T09:00"});
  EXPECT_EQ(Times("The talks broke off Monday."), List{"Monday 2022-01-10"});
  EXPECT_EQ(Times("They end this Friday."), List{"this Friday 2022-01-14"});
}

TEST(TimesTest, AReportOfAQuarterComparesItWithTheSameOneAYearEarlier) {
  EXPECT_EQ(Times("Profit rose in the fourth quarter. It earned $3 million, up from $2 million a year earlier."),
            (List{"the fourth quarter 2021-Q4", "a year earlier 2020-Q4"}));
  EXPECT_EQ(Times("She left a year earlier."), List{"a year earlier 2021"});
}

TEST(TimesTest, HolidaysAndEndsOfStretchesAreDays) {
  EXPECT_EQ(Times("It sank on Thanksgiving Day, not at Christmas."),
            (List{"Thanksgiving Day 2021-11-25", "Christmas 2021-12-25"}));
  EXPECT_EQ(Times("It opens by the end of the year, or in mid-March."),
            (List{"the end of the year 2022", "mid-March 2022-03"}));
}

TEST(TimesTest, RatesAgesAndTitlesAreNoTimes) {
  EXPECT_EQ(Times("It costs $3 million a year."), List{});
  EXPECT_EQ(Times("He is 52 years old and was seen on This Week."), List{});
}

TEST(TimesTest, EndsOfEndsAreSurvived) {
  std::string text;
  for (int i = 0; i < 90'000; ++i) {
    text += "the end of ";
  }
  EXPECT_EQ(Times(text + "the year."), List{"the end of the year 2022"});
}

TEST(TimesTest, QuartersAndTimesOfDay) {
  EXPECT_EQ(Times("Sales fell in the third quarter."), List{"the third quarter 2021-Q3"});
  EXPECT_EQ(Times("Doors open at 3:30 p.m. on Thursday, he wrote."), List{"3:30 p.m. on Thursday 2022-01-06T15:30"});
}

}  // namespace
}  // namespace headwater::annotate
