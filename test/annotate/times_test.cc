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

TEST(TimesTest, QuartersAndTimesOfDay) {
  EXPECT_EQ(Times("Sales fell in the third quarter."), List{"the third quarter 2021-Q3"});
  EXPECT_EQ(Times("Doors open at 3:30 p.m. on Thursday, he wrote."), List{"3:30 p.m. on Thursday 2022-01-06T15:30"});
}

}  // namespace
}  // namespace headwater::annotate
