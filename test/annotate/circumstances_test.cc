// When, to whom and on which occasion something was said.
#include "annotate/circumstances.h"

#include <gtest/gtest.h>

#include "annotate/annotate.h"
#include "base/moment.h"

namespace headwater::annotate {
namespace {

// The only statement of an article of Thursday, 10 March 2022.
news::Statement Only(std::string_view text, std::string_view language = "en") {
  news::Article article;
  article.text = text;
  article.language = language;
  article.published = ParseMoment("2022-03-10");
  Annotate(article);
  EXPECT_EQ(article.annotations->statements.size(), 1U) << text;
  return article.annotations->statements.empty() ? news::Statement{} : article.annotations->statements[0];
}

std::string Text(const std::optional<news::Phrase>& phrase) { return phrase ? phrase->text : "-"; }

TEST(CircumstancesTest, TheDayOfTheSayingIsReckonedFromTheArticle) {
  EXPECT_EQ(Only("Ada Norling said on Tuesday that the quay would stay closed.").said, "2022-03-08");
  EXPECT_EQ(Only("Ada Norling said yesterday that the quay would stay closed.").said, "2022-03-09");
  EXPECT_EQ(Only("The quay would stay closed, Ada Norling said last week.").said, "2022-02-28/2022-03-06");
}

TEST(CircumstancesTest, DaysInsideTheContentAreNotThoseOfTheSaying) {
  EXPECT_EQ(Only("Ada Norling said that the quay had closed on Tuesday.").said, "");
  EXPECT_EQ(Only("Ada Norling said on Wednesday that the quay had closed on Tuesday.").said, "2022-03-09");
}

TEST(CircumstancesTest, WhoIsToldHears) {
  EXPECT_EQ(Text(Only("Ada Norling told reporters that the quay would stay closed.").hearer), "reporters");
  EXPECT_EQ(Text(Only("Ada Norling told Vard Radio on Monday that the quay would stay closed.").hearer), "Vard Radio");
}

TEST(CircumstancesTest, AnOccasionStandsBesideTheCue) {
  const auto press = Only("Ada Norling said at a press conference in Riga that the quay would stay closed.");
  EXPECT_EQ(Text(press.occasion), "a press conference in Riga");
  const auto post = Only("“The quay will stay closed all week,” Ada Norling said in a post on Telegram.");
  EXPECT_EQ(Text(post.occasion), "a post on Telegram");
}

TEST(CircumstancesTest, WhoInterviewsHears) {
  const auto talk = Only("Ada Norling said in an interview with the Vard Courier that the quay would stay closed.");
  EXPECT_EQ(Text(talk.occasion), "an interview with the Vard Courier");
  EXPECT_EQ(Text(talk.hearer), "the Vard Courier");
}

TEST(CircumstancesTest, GermanOccasionsComeFromTheTable) {
  const auto talk =
      Only("Ada Norling sagte in einem Interview mit dem Kurier, dass der Hafen geschlossen bleibt.", "de");
  EXPECT_TRUE(talk.occasion.has_value());
}

TEST(CircumstancesTest, BrokenOffTextIsMarked) {
  EXPECT_TRUE(Only("Ada Norling said that the quay would stay closed until the divers…").truncated);
  EXPECT_TRUE(Only("Ada Norling said that the quay would stay closed until [...]").truncated);
  EXPECT_FALSE(Only("Ada Norling said that the quay would stay closed.").truncated);
}

TEST(CircumstancesTest, IntervalsAreWrittenAsDays) {
  EXPECT_EQ(DaysOf("2022-03-07TMO"), "2022-03-07");
  EXPECT_EQ(DaysOf("2022-W10"), "2022-03-07/2022-03-13");
  EXPECT_EQ(DaysOf("2022-W10-WE"), "2022-03-12/2022-03-13");
  EXPECT_EQ(DaysOf("2022-Q1"), "2022-01-01/2022-03-31");
  EXPECT_EQ(DaysOf("2022-03"), "2022-03");
  EXPECT_EQ(DaysOf("XXXX-XX-XX"), "");
  EXPECT_EQ(DaysOf("PAST_REF"), "");
}

}  // namespace
}  // namespace headwater::annotate
