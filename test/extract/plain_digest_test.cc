// Digests are told from articles, split, and their items placed in time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/plain_article.h"

namespace headwater::extract {
namespace {

using ::testing::HasSubstr;

news::Article Read(std::string_view text) {
  news::Page page;
  page.id = "d";
  auto article = ArticleFromPlain(text, page, {});
  EXPECT_TRUE(article) << article.error().text;
  return article ? *article : news::Article{};
}

std::string Interval(const std::optional<news::PublishedBetween>& between) {
  if (!between) {
    return "none";
  }
  return (between->from ? FormatDay(*between->from) : "") + ".." + (between->to ? FormatDay(*between->to) : "");
}

constexpr std::string_view kTopicPage =
    "Vellmar harbour may be rebuilt in stone, Reuters reports\n"
    "The harbour of Vellmar may be rebuilt in stone, unnamed engineers told Reuters.\n"
    "The harbour of Vellmar may be rebuilt in stone, unnamed engineers told Reuters.\n"
    "Some 53 percent of the people of Orrin want the ferry back, according to a poll published on Feb. 21, Bloomberg "
    "reported.\n"
    "Shipowners have begun talks with the council of Vellmar on who is to pay for the wall. There is no unity among "
    "them, "
    "with some\n"
    "Harbour master Ada Holm said on Dec. 4 that the cranes of Vellmar would be sold.\n"
    "Orrin's council opened a second quay on June 6, Le Monde reported.\n"
    "Fishermen of Tarn have been catching less cod since August 2030, the island's mayor Jo Berg said on May 20.\n"
    "The lighthouse of Tarn will stay lit, not just until 2032 as planned, keeper Pia Lund said on May 2.\n";

TEST(PlainDigestTest, ATopicPageIsSplitIntoItsBlurbs) {
  const news::Article article = Read(kTopicPage);
  ASSERT_EQ(article.kind, news::ArticleKind::kDigest);
  EXPECT_EQ(article.headline, "Vellmar harbour may be rebuilt in stone, Reuters reports");
  ASSERT_EQ(article.items.size(), 7U);
  EXPECT_EQ(article.items[0].id.value(), "d#1");
  EXPECT_EQ(article.items[0].headline, article.headline);
  EXPECT_EQ(article.items[0].source, "Reuters");
  EXPECT_EQ(article.items[1].source, "Bloomberg");
  EXPECT_TRUE(article.items[2].truncated);
  EXPECT_FALSE(article.items[1].truncated);
  EXPECT_EQ(article.items[4].source, "Le Monde");
}

TEST(PlainDigestTest, OrderTellsWhereTheYearTurnsAndOtherDatesWhichItIs) {
  const news::Article article = Read(kTopicPage);
  ASSERT_EQ(article.items.size(), 7U);
  EXPECT_EQ(Interval(article.items[0].published_between), "2032-02-21..");
  EXPECT_EQ(Interval(article.items[1].published_between), "2032-02-21..2032-03-23");
  EXPECT_EQ(Interval(article.items[2].published_between), "2031-12-04..2032-03-23");
  EXPECT_EQ(Interval(article.items[3].published_between), "2031-12-04..2032-01-04");
  EXPECT_EQ(Interval(article.items[5].published_between), "2031-05-20..2031-06-20");
  EXPECT_THAT(article.items[5].published_between->evidence, ::testing::Contains("on May 20"));
  EXPECT_THAT(article.items[5].published_between->evidence, ::testing::Contains("until 2032"));
  EXPECT_EQ(Interval(article.published_between), "2032-02-21..");
}

TEST(PlainDigestTest, TheEndOfALongerNameIsNoKnownOutlet) {
  std::string page(kTopicPage);
  page +=
      "Three inspectors were turned back at the gate of the harbour, Ilse Brandvold told the Ashford Times on May 1.\n";
  const news::Article article = Read(page);
  ASSERT_EQ(article.kind, news::ArticleKind::kDigest);
  EXPECT_EQ(article.items.back().source, "");
}

TEST(PlainDigestTest, LinesOfDatesBelongToTheirBlurbs) {
  const news::Article article = Read(
      "News of Vellmar\n\n"
      "3 March 2031\nThe harbour master of Vellmar closed the outer wall on a stormy morning, she said.\n"
      "2 March 2031\nThe council of Orrin voted to build a second quay beside the old customs house.\n"
      "27 February 2031\nFishermen of Tarn landed more cod than in any winter since the great flood.\n"
      "26 February 2031\nThe lighthouse of Tarn was lit again after nine dark years, its keeper said.\n"
      "20 February 2031\nShipowners met in Vellmar to talk about who is to pay for the wall.\n");
  ASSERT_EQ(article.kind, news::ArticleKind::kDigest);
  ASSERT_EQ(article.items.size(), 5U);
  ASSERT_TRUE(article.items[0].published);
  EXPECT_EQ(FormatMoment(*article.items[0].published), "2031-03-03");
  ASSERT_TRUE(article.items[4].published);
  EXPECT_EQ(FormatMoment(*article.items[4].published), "2031-02-20");
  EXPECT_FALSE(article.published);
}

TEST(PlainDigestTest, HeadlinesWithBlurbsThatBreakOffAreItems) {
  std::string page = "Latest from the coast of Orrin\n\n";
  for (const char* const name : {"Vellmar", "Orrin", "Tarn", "Holm", "Lund", "Berg"}) {
    page += std::string("Storm reaches the town of ") + name +
            "\n\nThe storm that has been moving along the coast reached " + name +
            " in the night and took roofs off...\n\n";
  }
  const news::Article article = Read(page);
  ASSERT_EQ(article.kind, news::ArticleKind::kDigest);
  ASSERT_EQ(article.items.size(), 6U);
  EXPECT_EQ(article.items[2].headline, "Storm reaches the town of Tarn");
  EXPECT_TRUE(article.items[2].truncated);
}

TEST(PlainDigestTest, AnArticleFullOfDatesStaysOne) {
  const news::Article article = Read(
      "How Vellmar lost its harbour\n\n"
      "The quarrel over the harbour of Vellmar began on March 3, when the master Ada Holm closed the outer wall.\n\n"
      "She told the council on April 9 that the wall would not last another winter, and that she would not wait.\n\n"
      "The council, which had put off the matter for years, met on May 2 and put it off again, as it had done "
      "before.\n\n"
      "Holm then wrote to the shipowners on June 20, and they wrote back that they would pay for half of the wall.\n\n"
      "They met in Orrin on July 4, where Holm laid out her plans and Berg, who speaks for the owners, agreed to "
      "them.\n\n"
      "But the money did not come, and on September 12 she closed the harbour for good, to the surprise of all.\n");
  EXPECT_EQ(article.kind, news::ArticleKind::kArticle);
  EXPECT_THAT(article.text, HasSubstr("for good"));
}

}  // namespace
}  // namespace headwater::extract
