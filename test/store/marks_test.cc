// By what copies are known though no word of them is kept.
#include "store/marks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace headwater::store {
namespace {

using testing::IsEmpty;

constexpr MarkKey kKey{1, 2, 3};

std::string Words(std::mt19937& random, int count) {
  std::string words;
  for (int n = 0; n < count; ++n) {
    words += "w" + std::to_string(random() % 5'000) + " ";
  }
  return words;
}

std::set<std::int64_t> Hashes(std::string_view text) {
  std::set<std::int64_t> hashes;
  for (const RunMark& mark : MarksOf(kKey, text)) {
    hashes.insert(mark.hash);
  }
  return hashes;
}

bool Meet(std::string_view one, std::string_view other) {
  const auto there = Hashes(other);
  for (const std::int64_t hash : Hashes(one)) {
    if (there.contains(hash)) {
      return true;
    }
  }
  return false;
}

TEST(Marks, WhateverSharesNineWordsInARowSharesAMark) {
  std::mt19937 random(7);
  for (int n = 0; n < 300; ++n) {
    const std::string shared = Words(random, 9);
    const std::string one = Words(random, static_cast<int>(random() % 40)) + shared + Words(random, 20);
    const std::string other = Words(random, static_cast<int>(random() % 40)) + shared + Words(random, 30);
    EXPECT_TRUE(Meet(one, other)) << n;
  }
}

TEST(Marks, TextsThatShareNothingMeetNowhere) {
  std::mt19937 random(8);
  EXPECT_FALSE(Meet(Words(random, 500), Words(random, 500)));
  EXPECT_THAT(MarksOf(kKey, "too few words"), IsEmpty());
  EXPECT_THAT(MarksOf(kKey, "\xff\xfe\x80 broken \xc3"), IsEmpty());
}

TEST(Marks, AnotherInstallationHasOthers) {
  std::mt19937 random(9);
  const std::string text = Words(random, 100);
  EXPECT_NE(MarksOf(kKey, text).front().hash, MarksOf(MarkKey{9}, text).front().hash);
  EXPECT_EQ(TextHash(kKey, "The Weir, on the Orrin: was opened at last by the mayor of Vellmar."),
            TextHash(kKey, "the weir on the Orrin was opened – at last – by the mayor of Vellmar"));
  EXPECT_THAT(TextHash(kKey, "Two words"), IsEmpty());
}

TEST(Marks, PagesAreReadWithoutTheirTagsAndScripts) {
  const std::string plain = "The new weir on the river Orrin opened to the water on Monday morning at last.";
  EXPECT_TRUE(
      Meet(plain, WordsOfHtml("<script>var a = '<p>';</script><p>The new <a href='x'>weir</a> on the river <b>Orr"
                              "in</b> opened to&nbsp;the water on Monday morning at last.</p><style>p{}</style>")));
  EXPECT_EQ(WordsOfHtml("<script>never closed"), "\n");
  EXPECT_EQ(WordsOfHtml("a <"), "a \n");
  EXPECT_EQ(WordsOfHtml("<!-- open"), "");
}

TEST(Marks, WordsInQuotationMarksAreKnownAsSuch) {
  const auto marks =
      MarksOf(kKey, "She said: “nobody will ever have to carry a piano up to the attic again in this town”");
  ASSERT_FALSE(marks.empty());
  EXPECT_TRUE(marks.back().quoted);
}

}  // namespace
}  // namespace headwater::store
