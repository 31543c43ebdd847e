// Figures, times and findings in words.
#include "screen/wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::screen {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;
using testing::HasSubstr;
using testing::Not;

TEST(WordingTest, TheSentenceSaysHowManySourcesThereReallyAre) {
  EXPECT_EQ(SourcesSentence(23, news::Independence{2, 2, 0}), "23 articles, 2 independent sources");
  EXPECT_EQ(SourcesSentence(1, news::Independence{1, 1, 0}), "1 article, 1 independent source");
  EXPECT_EQ(SourcesSentence(1204, news::Independence{2, 9, 7}),
            "1,204 articles, at least 2, at most 9 independent sources; 7 articles untraced");
}

TEST(WordingTest, WhatWasNotTracedIsNeverCounted) {
  EXPECT_EQ(SourcesSentence(4, news::Independence{0, 4, 4}), "4 articles, source untraced");
  EXPECT_EQ(SourcesSentence(1, news::Independence{1, 1, 1}), "1 article, source untraced");
  EXPECT_THAT(SourcesDotsHtml(1, news::Independence{1, 1, 1}), Not(HasSubstr("<i></i>")));
  EXPECT_THAT(SourcesDotsHtml(2, news::Independence{1, 2, 1}), HasSubstr("<i></i><i class=\"maybe\"></i>"));
  EXPECT_EQ(SourcesSentence(4, std::nullopt), "4 articles, sources not yet traced");
}

TEST(WordingTest, TimesKeepThePublishersZone) {
  EXPECT_EQ(TimeWords(*ParseMoment("2025-03-11T23:10:00-05:00")), "11 March 2025, 23:10 −05:00");
  EXPECT_EQ(TimeWords(*ParseMoment("2025-03-11T08:10:00Z")), "11 March 2025, 08:10 UTC");
  EXPECT_EQ(TimeWords(*ParseMoment("2025-03-11T08:10:00")), "11 March 2025, 08:10 (zone not given)");
  EXPECT_EQ(TimeWords(*ParseMoment("2025-03-11")), "11 March 2025");
  EXPECT_EQ(TimeHtml(*ParseMoment("2025-03-11")), "<time datetime=\"2025-03-11\">11 March 2025</time>");
}

TEST(WordingTest, AClockTimeStandsWithoutItsDayOnlyWhereThereIsButOneDay) {
  const auto first = ParseMoment("2025-03-11T08:10:00Z");
  const auto later = ParseMoment("2025-03-11T18:00:00Z");
  const auto last = ParseMoment("2025-03-12T09:00:00Z");
  EXPECT_EQ(ShortTimeWords(*first, first, later), "08:10");
  EXPECT_EQ(ShortTimeWords(*first, first, last), "11 March 08:10");
  EXPECT_EQ(ShortTimeWords(*first, first, ParseMoment("2026-01-01")), "11 March 2025 08:10");
}

TEST(WordingTest, AnIntervalIsNeverShownAsADate) {
  news::PublishedBetween between;
  between.from = year_month_day{year(2024), month(3), day(1)};
  between.to = year_month_day{year(2024), month(3), day(31)};
  between.evidence = {"last <month>"};
  const std::string html = PublishedHtml(std::nullopt, between);
  EXPECT_THAT(html, HasSubstr("between 1 and 31 March 2024"));
  EXPECT_THAT(html, HasSubstr("“last &lt;month&gt;”"));
  EXPECT_THAT(html, Not(HasSubstr("<time")));
  between.to.reset();
  EXPECT_EQ(BetweenWords(between), "on or after 1 March 2024");
  EXPECT_THAT(PublishedHtml(std::nullopt, std::nullopt), HasSubstr("date not stated"));
}

TEST(WordingTest, ConfidenceHasAWordAndItsNumber) {
  EXPECT_EQ(ConfidenceWords(0.82), "likely, 0.82");
  EXPECT_EQ(ConfidenceWords(0.9), "very likely, 0.90");
  EXPECT_EQ(ConfidenceWords(0), "a guess, 0.00");
  EXPECT_EQ(ConfidenceWords(7), "as good as certain, 1.00");
}

TEST(WordingTest, AHeadlineThatIsTheOpeningWordsIsNotToldTwice) {
  news::Story story;
  story.headline = "Some 58% of the people of Vell want an inspection of the bridge, according to a poll of the…";
  story.summary =
      "Some 58% of the people of Vell want an inspection of the bridge, according to a poll of the Courier.";
  EXPECT_EQ(ContinuedWords(story), "…Courier.");
  story.headline = story.summary;
  EXPECT_EQ(ContinuedWords(story), "");
  story.headline = "This letter covers what happened from Feb.…";
  story.summary = "This letter covers what happened from Feb. 3 to Feb. 9.";
  EXPECT_EQ(ContinuedWords(story), "…3 to Feb. 9.");
  story.headline = "Poll on the bridge";
  EXPECT_EQ(ContinuedWords(story), story.summary);
}

TEST(WordingTest, TextIsShortenedBetweenWordsAndCharacters) {
  EXPECT_EQ(Shortened("one two three", 9), "one two…");
  EXPECT_EQ(Shortened("one", 9), "one");
  const std::string cut = Shortened("ŠŠŠŠŠŠŠŠ", 5);
  EXPECT_EQ(cut, "ŠŠ…");
}

TEST(WordingTest, APublisherThatIsUnknownIsCalledByItsHost) {
  store::ArticleLine line;
  line.url = "https://www.brindle.example/a";
  EXPECT_EQ(PublisherWords(line), "brindle.example");
  EXPECT_EQ(Joined({"a", "b", "c"}), "a, b and c");
  EXPECT_EQ(SizeWords(1'234'567), "1.2 MB");
}

TEST(WordingTest, TimexValuesAreWords) {
  EXPECT_EQ(TimexWords("2022-03-07"), "7 March 2022");
  EXPECT_EQ(TimexWords("2022-03"), "March 2022");
  EXPECT_EQ(TimexWords("2022-03-07T05:10"), "7 March 2022, 05:10");
  EXPECT_EQ(TimexWords("PT2H"), "2 hours");
  EXPECT_EQ(TimexWords("P1D"), "1 day");
  EXPECT_EQ(TimexWords("PRESENT_REF"), "the present");
  for (const std::string value : {"2022", "2022-W10", "P", "PXD", "P1Y2M", "", "XXXX-12"}) {
    EXPECT_EQ(TimexWords(value), value);
  }
}

TEST(WordingTest, CountriesHaveTheirNames) {
  EXPECT_EQ(CountryWords("EE"), "Estonia");
  EXPECT_EQ(CountryWords(""), "");
  EXPECT_FALSE(CountryWords("\xFF\"<").empty());
}

}  // namespace
}  // namespace headwater::screen
