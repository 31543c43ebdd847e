// Matching as a user meets it: articles in, pairs out.
#include "match/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace headwater::match {
namespace {

news::Article MakeArticle(const std::string& id, const std::string& text, const std::string& day = "") {
  news::Article article;
  article.id = news::ArticleId(id);
  article.language = "en";
  article.text = text;
  article.published = ParseMoment(day);
  return article;
}

const std::string kHarbour =
    "The harbour of Ostervik was closed on Monday after a tanker ran aground on the eastern mole, the port's master "
    "Ragna Holt said.\n\nNobody was hurt. Some 140 tonnes of heating oil had leaked by noon, and two tugs from the "
    "mainland were on their way to pull the Brynhild free before the next tide.\n\nFishermen were told to keep their "
    "boats moored until Thursday at least. The mole, built in 1911, had been due for repair since last spring.";
const std::string kSchool =
    "Pupils of the Lindmoor grammar school have found a meteorite the size of a fist in a potato field, their teacher "
    "told the council on Friday.\n\nThe stone weighs nearly two kilograms and will be shown in the town museum from "
    "March, once a laboratory has cut a slice from it for study.";
const std::string kFooter =
    "\n\nThank you for coming by. Our house keeps its doors open to everybody who wants to know what the day has "
    "brought, from early in the morning until the lamps go out.";

TEST(MatchTest, AWordForWordCopyIsIdenticalAndTheLaterOneIsTheCopy) {
  Matcher matcher;
  EXPECT_TRUE(matcher.Add(MakeArticle("late", kHarbour, "2031-05-02T10:00:00Z")).empty());
  const auto copies = matcher.Add(MakeArticle("early", kHarbour, "2031-05-02T08:00:00Z"));
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].article.value(), "late");
  EXPECT_EQ(copies[0].of.value(), "early");
  EXPECT_EQ(copies[0].kind, news::CopyKind::kIdentical);
  EXPECT_GT(copies[0].shared, 0.98);
}

TEST(MatchTest, ArticlesWithoutCommonTextMakeNoPair) {
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour));
  EXPECT_TRUE(matcher.Add(MakeArticle("b", kSchool)).empty());
}

TEST(MatchTest, PassagesPointAtTheSameWordsInBothTexts) {
  const std::string lead = "Große Aufregung überall, wie es heißt: here is more from the coast.\n\n";
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour, "2031-05-02"));
  const auto copies = matcher.Add(MakeArticle("b", lead + kHarbour, "2031-05-03"));
  ASSERT_EQ(copies.size(), 1U);
  ASSERT_EQ(copies[0].passages.size(), 1U);
  EXPECT_EQ(copies[0].passages[0].of.begin, 0U);
  EXPECT_EQ(copies[0].passages[0].span.begin, 69U);  // the lead's letters, not its bytes
}

TEST(MatchTest, ParagraphsInAnotherOrderAreStillFound) {
  const std::size_t second = kHarbour.find("\n\n") + 2;
  const std::string turned = kHarbour.substr(second) + "\n\n" + kHarbour.substr(0, second - 2);
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour, "2031-05-02"));
  const auto copies = matcher.Add(MakeArticle("b", turned, "2031-05-03"));
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].passages.size(), 2U);
  EXPECT_GT(copies[0].shared, 0.95);
}

TEST(MatchTest, ATextWithEveryFourthWordSwappedIsFoundAsSpun) {
  std::string spun;
  int word = 0;
  for (std::size_t at = 0; at < kHarbour.size();) {
    const std::size_t blank = std::min(kHarbour.find(' ', at), kHarbour.size());
    spun += ++word % 4 == 0 ? "swapped" + std::to_string(word) : kHarbour.substr(at, blank - at);
    spun += " ";
    at = blank + 1;
  }
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour, "2031-05-02"));
  const auto copies = matcher.Add(MakeArticle("b", spun, "2031-05-03"));
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].kind, news::CopyKind::kSpun);
  EXPECT_GT(copies[0].shared, 0.8);
}

TEST(MatchTest, AFooterThatManyPagesShareMakesNoPair) {
  const std::vector<news::Article> articles = {
      MakeArticle("a", kHarbour + kFooter), MakeArticle("b", kSchool + kFooter),
      MakeArticle("c",
                  "A comet named after the shepherd who saw it first will pass the valley at dawn on Sunday, and "
                  "the observatory opens its roof to children." +
                      kFooter)};
  EXPECT_TRUE(Match(articles).empty());
}

TEST(MatchTest, ASignUpLineMakesNoPairEvenWhenSeenForTheSecondTimeOnly) {
  const std::string line = "\n\nSubscribe to our newsletter and manage your subscription in the privacy settings.";
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour + line));
  EXPECT_TRUE(matcher.Add(MakeArticle("b", kSchool + line)).empty());
}

TEST(MatchTest, WhoCreditsTheOthersPublisherIsLaterEvenAgainstTheClock) {
  news::Article source = MakeArticle("source", kHarbour, "2031-05-02T10:00:00Z");
  source.publisher = "Ostervik Post";
  news::Article taker = MakeArticle("taker", kHarbour, "2031-05-02T03:00:00Z");
  taker.publisher = "Mainland Mirror";
  taker.credit = "Ostervik Post";
  Matcher matcher;
  matcher.Add(taker);
  const auto copies = matcher.Add(source);
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].of.value(), "source");
}

TEST(MatchTest, AnArticleAddedAgainReplacesWhatItWas) {
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour));
  matcher.Add(MakeArticle("a", kSchool));
  EXPECT_EQ(matcher.size(), 1U);
  EXPECT_TRUE(matcher.Add(MakeArticle("b", kHarbour)).empty());
}

TEST(MatchTest, WhatIsRestoredIsFoundAgainAndReplacesWhatItWas) {
  Matcher matcher;
  matcher.Add(MakeArticle("a", kSchool, "2031-05-02"));
  matcher.Restore(MakeArticle("a", kHarbour, "2031-05-02"));
  EXPECT_EQ(matcher.size(), 1U);
  const auto copies = matcher.Add(MakeArticle("b", kHarbour, "2031-05-03"));
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].of.value(), "a");
  EXPECT_TRUE(matcher.Stands(copies[0]));
  EXPECT_TRUE(matcher.Add(MakeArticle("c", kSchool, "2031-05-04")).empty());
}

TEST(MatchTest, ARecordOnTheShelfHasItsWordsWhereTheyStood) {
  // Marks, quotation marks and letters beyond ASCII, so that bytes, words and code points fall apart.
  const std::string odd = "“Größe zählt nicht”, sagte Ägidius Öberg — 3,5 Mio. Kästen.\n\n— Vel (@vel) May 2, 2031\n\n";
  Matcher matcher;
  matcher.Restore(MakeArticle("a", odd + kHarbour, "2031-05-02"));
  const auto copies = matcher.Add(MakeArticle("b", odd + kHarbour, "2031-05-03"));
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].kind, news::CopyKind::kIdentical);
  ASSERT_FALSE(copies[0].passages.empty());
  EXPECT_EQ(copies[0].passages[0].of.begin, 1U);
  EXPECT_EQ(copies[0].passages.back().of, copies[0].passages.back().span);
}

TEST(MatchTest, ALabelOfTheHouseOnShortPagesWithoutAddressesMakesNoPair) {
  const std::string label =
      " What the house's own writers make of the week, weighed against what was known before and what may yet come of "
      "it all.\n\n";
  const auto of_house = [](const std::string& id, const std::string& text) {
    news::Article article = MakeArticle(id, text);
    article.publisher = "The Ostervik Lantern";
    return article;
  };
  Matcher matcher;
  matcher.Add(of_house("a", "Opinion" + label + kSchool));
  EXPECT_TRUE(matcher.Add(of_house("b", "Analysis" + label + kHarbour)).empty());
}

TEST(MatchTest, WhatIsForgottenMakesNoPairs) {
  Matcher matcher;
  matcher.Add(MakeArticle("a", kHarbour, "2031-05-02"));
  matcher.Forget(ParseMoment("2031-05-10")->at);
  EXPECT_EQ(matcher.size(), 0U);
  EXPECT_TRUE(matcher.Add(MakeArticle("b", kHarbour, "2031-05-11")).empty());
}

TEST(MatchTest, HostileTextsEndQuickly) {
  Matcher matcher;
  std::string same;
  for (int i = 0; i < 100'000; ++i) {
    same += "word ";
  }
  matcher.Add(MakeArticle("a", same));
  EXPECT_LE(matcher.Add(MakeArticle("b", same)).size(), 1U);
  EXPECT_TRUE(matcher.Add(MakeArticle("c", "\xF0\x9F\xFF broken \xC3")).empty());
  EXPECT_TRUE(matcher.Add(MakeArticle("d", "")).empty());
}

}  // namespace
}  // namespace headwater::match
