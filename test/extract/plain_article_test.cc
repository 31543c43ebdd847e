// Plain text becomes an article: prose, marks, authors, credit.
#include "extract/plain_article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

news::Article Read(std::string_view text) {
  news::Page page;
  page.id = "a";
  auto article = ArticleFromPlain(text, page, {});
  EXPECT_TRUE(article) << article.error().text;
  return article ? *article : news::Article{};
}

std::vector<std::string> MarksOf(const news::Article& article, news::MarkKind kind) {
  std::vector<std::string> texts;
  for (const news::Mark& mark : article.marks) {
    if (mark.kind == kind) {
      texts.push_back(mark.text);
    }
  }
  return texts;
}

constexpr std::string_view kFirst =
    "The harbour of Vellmar will close for repairs, its master Ada Holm told Reuters on Wednesday, and ships must turn "
    "to "
    "Orrin.";
constexpr std::string_view kSecond =
    "Holm said that the work on the outer wall had been put off for nine years and could not be put off any longer "
    "now.";

std::string Body() { return std::string(kFirst) + "\n\n" + std::string(kSecond); }

TEST(PlainArticleTest, AReportWithItsPageAroundItKeepsItsProse) {
  const news::Article article = Read(
      "This content is not available in your region\n\nVellmar harbour to close -harbour master\n\n"
      "Access to the comments Comments\nBy\u00A0 Reuters\nVellmar harbour to close -harbour master\n"
      "Vellmar harbour to close -harbour master \u00A0 \u00A0 -\u00A0 \u00A0 Copyright\u00A0 Thomson Reuters 2031\n\n"
      "By Jo Berg\n\n– " +
      Body() + "\n");
  EXPECT_EQ(article.headline, "Vellmar harbour to close -harbour master");
  EXPECT_EQ(article.text, Body());
  EXPECT_EQ(article.credit, "Reuters");
  EXPECT_THAT(article.authors, ElementsAre("Jo Berg"));
  EXPECT_EQ(article.access, news::Access::kRegionBlocked);
  EXPECT_EQ(article.language, "en");
  EXPECT_FALSE(article.published);
  EXPECT_THAT(MarksOf(article, news::MarkKind::kCopyright), ElementsAre("Copyright Thomson Reuters 2031"));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kByline), ElementsAre("By Reuters", "By Jo Berg"));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kDateline), ElementsAre("–"));
}

TEST(PlainArticleTest, AnAggregatorsCopyLosesWhatClingsToIt) {
  const news::Article article = Read(
      "Vellmar closes its harbour\n\n" + std::string(kFirst) +
      "\n\nCranes stood still on the quay in Vellmar on Tuesday. Photo: Pia Lund / Orrin Press\n\n"
      "How long can Orrin carry the load? Join the conversation below.\n\n" +
      std::string(kSecond) +
      "\n\nWrite to Ada Berg at and Jo van der Meer at\n\n"
      "Copyright © 2031 Tarn & Company, Inc. All rights reserved. 0123456789abcdef0123456789abcdef Vellmar closes its "
      "harbour\n\nNewsheap is an automatic aggregator of news. All trademarks belong to their rightful owners.\n\n"
      "Related Articles\n\nBack to top button\n");
  EXPECT_EQ(article.text, Body());
  EXPECT_THAT(article.authors, ElementsAre("Ada Berg", "Jo van der Meer"));
  EXPECT_EQ(article.credit, "Tarn & Company");
  EXPECT_EQ(article.publisher, "Newsheap");
  EXPECT_THAT(MarksOf(article, news::MarkKind::kCaption), ElementsAre(HasSubstr("Pia Lund")));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kContact), ElementsAre(HasSubstr("Ada Berg")));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kCopyright), ElementsAre(Not(HasSubstr("harbour"))));
}

TEST(PlainArticleTest, TeasersAfterTheArticleAreOtherPagesMatter) {
  const news::Article article =
      Read("Vellmar closes its harbour\n\n" + Body() + "\n\nIt may mean:\n\n• fewer ships;\n\n• higher prices.\n\n" +
           "spot_imgspot_imgspot_img\n\npopular\n\nShare this post:\n\nMore like this\nHERE\n\n"
           "Singer shows off a new hat\n\nThe singer Ulla Ulm, who has been seen with...\n\n"
           "Fish prices rise in Orrin\n\nAt the market on Monday the first cod was sold for...\n");
  EXPECT_EQ(article.text, Body() + "\n\nIt may mean:\n\n• fewer ships;\n\n• higher prices.");
}

TEST(PlainArticleTest, TeasersNeedNoHeadingToBeTold) {
  const news::Article article =
      Read("Vellmar closes its harbour\n\n" + Body() +
           "\n\nSinger shows off a new hat\n\nThe singer Ulla Ulm, who has been seen with...\n\n"
           "Fish prices rise in Orrin\n\nAt the market on Monday the first cod was sold for…\n");
  EXPECT_EQ(article.text, Body());
}

TEST(PlainArticleTest, ProseGoesOnAfterALinkBetweenItsParagraphs) {
  const news::Article article =
      Read("Vellmar closes its harbour\n\n" + std::string(kFirst) +
           "\n\nRelated articles\n\nOrrin builds a second quay\n\nWhat the tide took\n\n" + std::string(kSecond) +
           "\n\nThe council of Vellmar meets on the matter in the old customs house, where it has met since the great "
           "flood.\n");
  EXPECT_THAT(article.text, HasSubstr("great flood."));
  EXPECT_THAT(article.text, HasSubstr("put off any longer"));
  EXPECT_THAT(article.text, Not(HasSubstr("second quay")));
}

TEST(PlainArticleTest, ADatelineStaysInTheProseAndIsRecorded) {
  const news::Article article = Read("Vellmar closes its harbour\n\nVELLMAR, Jan 12 (Reuters) - " + Body() + "\n");
  EXPECT_EQ(article.dateline, "VELLMAR");
  EXPECT_EQ(article.credit, "Reuters");
  EXPECT_THAT(article.text, ::testing::StartsWith("VELLMAR, Jan 12 (Reuters) - The harbour"));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kDateline), ElementsAre("VELLMAR, Jan 12 (Reuters)"));
}

TEST(PlainArticleTest, AStatedDateIsKeptWithItsZone) {
  const news::Article article = Read(
      "Vellmar closes its harbour\n\nPublished: 12 January 2031, 14:05 CET\n"
      "Last updated on Jan 13, 2031 at 9:30 a.m.\n\n" +
      Body() + "\n");
  ASSERT_TRUE(article.published);
  EXPECT_EQ(FormatMoment(*article.published), "2031-01-12T14:05:00+01:00");
  ASSERT_TRUE(article.modified);
  EXPECT_EQ(FormatMoment(*article.modified), "2031-01-13T09:30:00-00:00");
  EXPECT_EQ(article.text, Body());
}

TEST(PlainArticleTest, ATranslationNamesItsLanguage) {
  EXPECT_EQ(Read("Head line of the day\n\n" + Body() + "\n\nTranslated from the Russian by Ada Holm\n").translated_from,
            "ru");
  EXPECT_EQ(Read("Head line of the day\n\n" + Body() + "\n").translated_from, "");
}

TEST(PlainArticleTest, WhatIsNoTextIsRefusedAndAnEmptyOneIsNoArticle) {
  news::Page page;
  EXPECT_FALSE(ArticleFromPlain(std::string(4000, '\0'), page, {}));
  EXPECT_FALSE(ArticleFromPlain(std::string(100, 'a'), page, Limits{.max_bytes = 10}));
  EXPECT_EQ(Read("").kind, news::ArticleKind::kOther);
  EXPECT_EQ(Read("\xFF\xFE broken \xC3( bytes go in and come out repaired, whatever they were before").text.size() > 0,
            true);
}

TEST(PlainArticleTest, HardWrappedLinesAreOneParagraph) {
  const news::Article article = Read(
      "Vellmar closes its harbour\n\nThe harbour of Vellmar will close for repairs, its\nmaster said, and ships must "
      "turn to "
      "Orrin until the\nwork on the outer wall is done, which may take\nmost of the year if the weather is as bad as "
      "it\n"
      "was when the wall was built.\n\nThe council has put the work off for nine years and\ncannot put it off any "
      "longer, "
      "she said in the old\ncustoms house.\n");
  EXPECT_THAT(article.text, HasSubstr("its master said, and ships must turn to Orrin until the work"));
  EXPECT_EQ(std::count(article.text.begin(), article.text.end(), '\n'), 2);
}

TEST(PlainArticleTest, ListsOfThePlainTextAreParts) {
  news::Page page;
  page.id = "p";
  const news::Article article =
      ArticleFromPlain(
          "Dam above Riverton to be drained in spring\n\nThe water board met on Monday to hear what the engineers had "
          "found in the wall. It wants three things done before the work can begin:\n\n• the northern wall;\n\n• the "
          "sluices at the mill;\n\n• the road.\n\nThe work will take two years, said Mara Ostrand, who leads the "
          "board.\n",
          page, {})
          .value();
  ASSERT_EQ(article.parts.size(), 1U);
  EXPECT_EQ(article.parts[0].kind, news::PartKind::kList);
  const std::size_t begin = article.text.find("• the northern");
  EXPECT_EQ(article.parts[0].span.begin, begin);
}

TEST(PlainArticleTest, ASubheadingIsLeftOpenAndAQuotationIsNone) {
  news::Page page;
  page.id = "p";
  const news::Article article =
      ArticleFromPlain(
          "Dam above Riverton to be drained in spring\n\nThe water board met on Monday to hear what the engineers had "
          "found in the wall, and it wants three things done before the work can begin.\n\n“We cannot wait for another "
          "flood,” Mara Ostrand said. “The wall has stood for ninety years.”\n\nThe work will take two years, and the "
          "mills below the dam will be paid for the time that they stand still.\n\nWhat the engineers found\n\nThe "
          "wall "
          "is cracked in four places, said the report that the board was given on Monday evening, and the water that "
          "comes through them has washed out the clay behind it for longer than anybody had thought.\n",
          page, {})
          .value();
  ASSERT_EQ(article.parts.size(), 1U);
  EXPECT_EQ(article.parts[0].kind, news::PartKind::kHeading);
  EXPECT_EQ(article.parts[0].span.end - article.parts[0].span.begin,
            std::string_view("What the engineers found").size());
}

}  // namespace
}  // namespace headwater::extract
