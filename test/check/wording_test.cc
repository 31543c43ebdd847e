// Words held against a text.
#include "check/wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::check {
namespace {

using testing::ElementsAre;

const std::string kText =
    "The mayor spoke on Tuesday. “Nobody will drive over it before every strand is looked at,” said Oda Brenning.";

std::optional<Stretch> AlignWith(const std::string& words, const std::string& text = kText) {
  return Align(WordsOf(words, 100).words, WordsOf(text, 1000));
}

std::string Found(const std::string& words) {
  const auto stretch = AlignWith(words);
  return stretch ? kText.substr(stretch->begin, stretch->end - stretch->begin) : std::string();
}

TEST(WordingTest, TheSameWordsStandWhateverTheirCaseAndMarks) {
  EXPECT_EQ(AlignWith("NOBODY will drive — over it before every strand")->likeness, 1);
  EXPECT_EQ(Found("nobody will drive over it"), "Nobody will drive over it");
  EXPECT_EQ(AlignWith("don’t look", "They don't look.")->likeness, 1);
}

TEST(WordingTest, AChangedALostAndAnAddedWordCostOneEach) {
  EXPECT_EQ(AlignWith("Nobody will walk over it before every strand is looked at")->edits, 1U);
  EXPECT_EQ(AlignWith("Nobody drive over it before every strand is looked at")->edits, 1U);
  EXPECT_EQ(AlignWith("Nobody will ever drive over it before every strand is looked at")->edits, 1U);
}

TEST(WordingTest, OtherWordsDoNotStandThere) {
  EXPECT_FALSE(AlignWith("The ferry will sail again when the ice is gone"));
  EXPECT_FALSE(Align({}, WordsOf(kText, 100)));
  EXPECT_FALSE(AlignWith("word", ""));
}

TEST(WordingTest, AQuotationComesInPiecesWhereWordsWereLeftOut) {
  EXPECT_THAT(PiecesOf("Nobody will drive over it … every strand"),
              ElementsAre("Nobody will drive over it ", " every strand"));
  EXPECT_THAT(PiecesOf("Nobody [...] strand..."), ElementsAre("Nobody ", " strand"));
  EXPECT_TRUE(PiecesOf("… ...").empty());
}

TEST(WordingTest, MarksAroundAreTakenOff) {
  EXPECT_EQ(Unquoted(" “It holds.” "), "It holds.");
  EXPECT_EQ(Unquoted("‘It holds’"), "It holds");
  EXPECT_EQ(Unquoted("\"It\" holds"), "\"It\" holds");
  EXPECT_FALSE(IsQuoted("It holds"));
  EXPECT_FALSE(IsQuoted("\""));
}

TEST(WordingTest, WhatIsShownIsWholeWordsAroundTheMark) {
  const std::string text =
      "One paragraph.\n\nAnother one, of which a few words are wanted here and not all the others.";
  const std::size_t at = text.find("a few words");
  const Shown shown = Around(text, {at, at + 11, 0, 1}, 40);
  EXPECT_NE(shown.words.find("a few words"), std::string::npos);
  EXPECT_EQ(shown.words.find("One paragraph"), std::string::npos);
  EXPECT_TRUE(shown.words.starts_with("…"));
  EXPECT_TRUE(shown.words.ends_with("…"));
  EXPECT_LE(shown.words.size(), 60U);
}

TEST(WordingTest, MalformedTextDoesNoHarm) {
  const std::string broken = "\xff\xfe words \xc3 and \xe2\x80";
  const auto stretch = AlignWith("words and", broken);
  ASSERT_TRUE(stretch);
  Around(broken, *stretch, 10);
  Around("", {0, 0, 0, 0}, 10);
}

}  // namespace
}  // namespace headwater::check
