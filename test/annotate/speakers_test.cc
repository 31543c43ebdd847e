// Whose name stands behind the words that give a speaker.
#include "annotate/speakers.h"

#include <gtest/gtest.h>

#include "annotate/annotate.h"

namespace headwater::annotate {
namespace {

std::vector<news::Statement> StatementsOf(std::string_view text) {
  news::Article article;
  article.text = text;
  article.language = "en";
  Annotate(article);
  return article.annotations->statements;
}

std::string LastSpeaker(std::string_view text) {
  const auto all = StatementsOf(text);
  return all.empty() || !all.back().speaker ? "" : all.back().speaker->name;
}

TEST(SpeakersTest, APronounGoesOnWithWhoSpoke) {
  EXPECT_EQ(LastSpeaker("Peter Brask said that the quay would close. He said it was unsafe."), "Peter Brask");
}

TEST(SpeakersTest, APronounPassesOverWhomTheQuotationNames) {
  EXPECT_EQ(LastSpeaker("Peter Brask said that the quay would close. “Carl Norling never came to see the old quay,” "
                        "Brask said. He said it was unsafe."),
            "Peter Brask");
}

TEST(SpeakersTest, APronounAgreesInGender) {
  EXPECT_EQ(LastSpeaker("Anna Norling met Peter Brask at the quay. She said that it would close."), "Anna Norling");
  EXPECT_EQ(LastSpeaker("Anna Norling met Peter Brask at the quay. He said that it would close."), "Peter Brask");
}

TEST(SpeakersTest, ARelativeClauseSpeaksForTheNameBeforeIt) {
  EXPECT_EQ(LastSpeaker("The quay belongs to the Harbour Board, which said that it would close."), "Harbour Board");
}

TEST(SpeakersTest, TwoSpeakersKeepBothNames) {
  EXPECT_EQ(LastSpeaker("Anna Norling and Peter Brask said that the quay would close."),
            "Anna Norling and Peter Brask");
}

TEST(SpeakersTest, AStatementIsItsIssuers) {
  EXPECT_EQ(LastSpeaker("A Harbour Board statement said that the quay would close."), "Harbour Board");
}

TEST(SpeakersTest, APollIsItsPollsters) {
  EXPECT_EQ(LastSpeaker("A poll by the Vard Institute found that most people would keep the quay."), "Vard Institute");
}

TEST(SpeakersTest, DaysAreNoPartOfASpeaker) {
  const auto all = StatementsOf("Anna Norling last week said that the quay would close.");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].speaker->phrase.text, "Anna Norling");
}

TEST(SpeakersTest, CapitalsSpeakForGovernments) {
  const auto all = StatementsOf("Moscow said that the quay would close.");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].speaker->name, "Moscow (government of Russia)");
  EXPECT_EQ(all[0].speaker->entity.value(), "organisation/government-of-russia");
  EXPECT_EQ(CountryOfCapital("Kiev"), "Ukraine");
  EXPECT_EQ(CountryOfCapital("Vard"), "");
}

}  // namespace
}  // namespace headwater::annotate
