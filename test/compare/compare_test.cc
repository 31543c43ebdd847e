// What changed between two revisions of an article.
#include "compare/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace headwater::compare {
namespace {

using news::ChangeKind;
using testing::ElementsAre;
using testing::IsEmpty;

news::Article Written(std::string text, std::string headline = "Ferry to Osk sails again") {
  news::Article article;
  article.headline = std::move(headline);
  article.text = std::move(text);
  return article;
}

// `kept [-removed-] {+added+}`, paragraphs parted by `|`.
std::string Shown(const news::Comparison& comparison) {
  std::string shown;
  for (const news::ComparedParagraph& paragraph : comparison.paragraphs) {
    shown += shown.empty() ? "" : "|";
    for (const news::ComparedWords& words : paragraph.words) {
      const bool removed = words.edit == news::Edit::kRemoved;
      shown += words.edit == news::Edit::kSame ? words.words
                                               : (removed ? "[-" + words.words + "-]" : "{+" + words.words + "+}");
    }
  }
  return shown;
}

TEST(CompareTest, TheSameArticleDidNotChange) {
  const news::Article article = Written("The ferry sails again.\n\nIt is late.");
  const auto comparison = Compare(article, article);
  EXPECT_THAT(comparison.kinds, IsEmpty());
  EXPECT_EQ(Shown(comparison), "The ferry sails again.|It is late.");
  EXPECT_EQ(comparison.words_added + comparison.words_removed, 0U);
}

TEST(CompareTest, WhiteSpaceAndKindsOfQuotationMarksAreNoChange) {
  const auto comparison = Compare(Written("“It’s late,” she said – again.\n\nSo it is."),
                                  Written("\"It's late,\" she  said - again. So it is."));
  EXPECT_THAT(comparison.kinds, IsEmpty());
}

TEST(CompareTest, AFigureThatTookAnothersPlaceIsNumbers) {
  const auto comparison = Compare(Written("The mayor spoke. At least 12 people were hurt on the quay. It rained."),
                                  Written("The mayor spoke. At least 14 people were hurt on the quay. It rained."));
  EXPECT_THAT(comparison.kinds, ElementsAre(ChangeKind::kNumbers));
  EXPECT_EQ(Shown(comparison), "The mayor spoke. At least [-12 -]{+14 +}people were hurt on the quay. It rained.");
  EXPECT_EQ(comparison.words_added, 1U);
  EXPECT_EQ(comparison.words_removed, 1U);
}

TEST(CompareTest, ANameThatTookAnothersPlaceIsNames) {
  EXPECT_THAT(Compare(Written("The ferry was steered by Ilse Torv that night."),
                      Written("The ferry was steered by Ilse Torven that night."))
                  .kinds,
              ElementsAre(ChangeKind::kNames));
}

TEST(CompareTest, WordsWithinQuotationMarksAreQuotations) {
  EXPECT_THAT(Compare(Written("“We will never pay for the old ferry,” the mayor said."),
                      Written("“We will hardly pay for the old ferry,” the mayor said."))
                  .kinds,
              ElementsAre(ChangeKind::kQuotations));
  EXPECT_THAT(Compare(Written("The ferry sails."), Written("The ferry sails. \"We are very glad,\" she said.")).kinds,
              ElementsAre(ChangeKind::kQuotations, ChangeKind::kTextAdded));
}

TEST(CompareTest, SentencesComeAndGo) {
  const auto comparison = Compare(Written("One stands here still.\n\nTwo will be taken out.\n\nThree stays as it is."),
                                  Written("One stands here still.\n\nThree stays as it is.\n\nFour is wholly new."));
  EXPECT_THAT(comparison.kinds, ElementsAre(ChangeKind::kTextAdded, ChangeKind::kTextRemoved));
  EXPECT_EQ(Shown(comparison),
            "One stands here still.|[-Two will be taken out.-]|Three stays as it is.|{+Four is wholly new.+}");
  EXPECT_FALSE(comparison.paragraphs[0].changed);
  EXPECT_TRUE(comparison.paragraphs[1].changed);
}

TEST(CompareTest, SentencesInAnotherOrderAreNeitherAddedNorRemoved) {
  EXPECT_THAT(Compare(Written("The red boat left.\n\nThe blue boat came.\n\nNobody saw it."),
                      Written("The blue boat came.\n\nNobody saw it.\n\nThe red boat left."))
                  .kinds,
              ElementsAre(ChangeKind::kOrder));
}

TEST(CompareTest, ANoteOfACorrectionIsOneAndNoText) {
  news::Article before = Written("The ferry sails again on Monday.");
  news::Article after = before;
  after.marks.push_back({news::MarkKind::kCorrection, "Correction: An earlier version named the wrong day."});
  const auto comparison = Compare(before, after);
  EXPECT_THAT(comparison.kinds, ElementsAre(ChangeKind::kCorrectionAdded));
  ASSERT_EQ(comparison.fields.size(), 1U);
  EXPECT_EQ(comparison.fields[0].after, "Correction: An earlier version named the wrong day.");
  EXPECT_THAT(Compare(after, before).kinds, ElementsAre(ChangeKind::kCorrectionRemoved));
}

TEST(CompareTest, NotesInTheProseAreFoundInManyLanguages) {
  const std::string text = "La navette part lundi.";
  for (const char* note : {"Rectificatif : le jour était faux.", "Correction: The day was wrong.",
                           "Korrektur: Der Tag war falsch.", "訂正：日付が誤っていました。", "Oprava: den byl chybný.",
                           "Исправление: день указан неверно.", "تصحيح: كان اليوم خاطئا."}) {
    EXPECT_THAT(Compare(Written(text), Written(text + "\n\n" + note)).kinds, ElementsAre(ChangeKind::kCorrectionAdded))
        << note;
  }
  EXPECT_THAT(Compare(Written(text), Written(text + "\n\nCorrections officers met the mayor.")).kinds,
              ElementsAre(ChangeKind::kTextAdded));
}

TEST(CompareTest, ATimeStampOfANoteIsNoNewNote) {
  EXPECT_THAT(Compare(Written("It sails.\n\nUpdate: 10:30."), Written("It sails.\n\nUpdate: 11:45.")).kinds,
              testing::Not(testing::Contains(ChangeKind::kCorrectionAdded)));
}

TEST(CompareTest, HeadlineBylineCreditAndDateAreTold) {
  news::Article before = Written("It sails.");
  before.authors = {"Ana Brolin"};
  before.published = ParseMoment("2031-03-01T09:00:00Z");
  news::Article after = Written("It sails.", "Ferry to Osk sails at last");
  after.authors = {"Ana Brolin", "J. Lund"};
  after.published = ParseMoment("2031-03-01T12:00:00Z");
  after.credit = "Tidings";
  const auto comparison = Compare(before, after);
  EXPECT_THAT(comparison.kinds,
              ElementsAre(ChangeKind::kHeadline, ChangeKind::kDate, ChangeKind::kByline, ChangeKind::kCreditAdded));
  ASSERT_EQ(comparison.headline.size(), 3U);
  EXPECT_EQ(comparison.headline[1].words, "again");
  EXPECT_EQ(comparison.headline[2].words, "at last");
  after.published = ParseMoment("2031-03-01");
  EXPECT_THAT(Compare(before, after).kinds, testing::Not(testing::Contains(ChangeKind::kDate)));
}

TEST(CompareTest, WhatIsAltogetherOtherIsNoRevision) {
  const news::Article ferry = Written("The ferry to Osk sails again, the harbour master said on Friday morning.");
  EXPECT_TRUE(SameArticle(
      ferry, Written("The ferry to Osk sails again, the harbour master said. Fares rise.", "Osk ferry: fares rise")));
  EXPECT_TRUE(SameArticle(ferry, Written("All is written anew, but for what stands above it.")));
  EXPECT_FALSE(SameArticle(ferry, Written("Bakers in Vellmar bake less bread than a year ago.", "Less bread")));
}

TEST(CompareTest, LongTextsThatHaveNothingInCommonTakeNoLongTime) {
  std::string before;
  std::string after;
  for (int n = 0; n < 6000; ++n) {
    before += "Sentence number a" + std::to_string(n) + " stands here. ";
    after += "Other words b" + std::to_string(n) + " are there. ";
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto comparison = Compare(Written(before), Written(after));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
  EXPECT_EQ(comparison.words_removed, 30'000U);
}

}  // namespace
}  // namespace headwater::compare
