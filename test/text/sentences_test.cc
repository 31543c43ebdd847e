// Sentences are parted where a reader parts them.
#include "text/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace headwater::text {
namespace {

using testing::ElementsAre;

struct Plain final : SentenceHabits {
  Abbreviation Kind(std::string_view word) const override {
    if (word == "dr") {
      return Abbreviation::kTitle;
    }
    return word == "inc" ? Abbreviation::kMaybe : word == "no" ? Abbreviation::kNumber : Abbreviation::kNone;
  }
  bool Begins(std::string_view word) const override { return word == "The" || word == "It"; }
  bool OrdinalPoint() const override { return ordinal; }
  bool ordinal = false;
};

std::vector<std::string> Split(std::string_view text, bool ordinal = false) {
  Plain habits;
  habits.ordinal = ordinal;
  std::vector<std::string> all;
  for (const SentencePlace& place : Sentences(text, habits)) {
    all.emplace_back(text.substr(place.begin, place.end - place.begin));
  }
  return all;
}

TEST(Sentences, EndAtPointsNotInNumbersOrAbbreviations) {
  EXPECT_THAT(Split("Dr. Vell paid 3.5 crowns to Tarn Inc. on Monday. The rest is due."),
              ElementsAre("Dr. Vell paid 3.5 crowns to Tarn Inc. on Monday.", "The rest is due."));
  EXPECT_THAT(Split("He left Tarn Inc. The firm moved. See No. 5 there."),
              ElementsAre("He left Tarn Inc.", "The firm moved.", "See No. 5 there."));
}

TEST(Sentences, DoNotEndAtInitialsOrInsideDottedNames) {
  EXPECT_THAT(Split("J. K. Orrel of the U.S. Senate spoke. It rained in the U.S. The sun came."),
              ElementsAre("J. K. Orrel of the U.S. Senate spoke.", "It rained in the U.S.", "The sun came."));
}

TEST(Sentences, TakeClosingQuotesAlongAndGoOnBeforeLowerCase) {
  EXPECT_THAT(Split("“Why now?” he asked. “Go!” She left."), ElementsAre("“Why now?” he asked.", "“Go!”", "She left."));
}

TEST(Sentences, EndWithParagraphs) {
  EXPECT_THAT(Split("A headline\n\nBody text\nwrapped here\n• an item"),
              ElementsAre("A headline", "Body text\nwrapped here", "• an item"));
}

TEST(Sentences, KnowOtherScripts) {
  EXPECT_THAT(Split("市长说了。他走了！"), ElementsAre("市长说了。", "他走了！"));
  EXPECT_THAT(Split("هل جاء؟ نعم."), ElementsAre("هل جاء؟", "نعم."));
}

TEST(Sentences, LeaveOrdinalsWhole) {
  EXPECT_THAT(Split("Am 3. Mai kam er. Dann ging er.", true), ElementsAre("Am 3. Mai kam er.", "Dann ging er."));
}

TEST(Sentences, SurviveMalformedBytes) {
  EXPECT_EQ(Split("One \xff\xe2\x80. Two \xc3").size(), 2U);
  EXPECT_TRUE(Split("").empty());
}

}  // namespace
}  // namespace headwater::text
