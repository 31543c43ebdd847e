// Hashed words.
#include "text/shingles.h"

#include <gtest/gtest.h>

namespace headwater::text {
namespace {

TEST(ShinglesTest, CaseAndAccentsMakeNoDifference) {
  const auto words = HashWords("Élan ÉLAN elan", 10);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].hash, words[1].hash);
  EXPECT_EQ(words[1].hash, words[2].hash);
  EXPECT_EQ(words[0].hash, HashWord("elan"));
}

TEST(ShinglesTest, OffsetsCountCodePoints) {
  const auto words = HashWords("“Öl” fließt", 10);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].begin, 1U);
  EXPECT_EQ(words[0].end, 3U);
  EXPECT_EQ(words[1].begin, 5U);
  EXPECT_EQ(words[1].end, 11U);
}

TEST(ShinglesTest, TraitsTellQuotationsNumbersCapitalsAndStarts) {
  const auto words = HashWords("He said: “Pay 40.” Then\n\nnothing", 10);
  ASSERT_EQ(words.size(), 6U);
  EXPECT_EQ(words[0].traits, kCapital | kParagraphStart | kSentenceStart);
  EXPECT_EQ(words[1].traits, 0);
  EXPECT_EQ(words[2].traits, kCapital | kQuoted);
  EXPECT_EQ(words[3].traits, kDigits | kQuoted);
  EXPECT_EQ(words[4].traits, kCapital | kSentenceStart);
  EXPECT_EQ(words[5].traits, kParagraphStart | kSentenceStart);
}

TEST(ShinglesTest, EveryChineseLetterIsAWord) { EXPECT_EQ(HashWords("北京市 news", 10).size(), 4U); }

TEST(ShinglesTest, NoMoreWordsThanAskedForAndNoCrashOnBrokenBytes) {
  EXPECT_EQ(HashWords("a b c d", 2).size(), 2U);
  EXPECT_EQ(HashWords("a\xFF"
                      "b \xE2\x82",
                      10)
                .size(),
            2U);
}

}  // namespace
}  // namespace headwater::text
