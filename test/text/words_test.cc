// Words, folding and stems.
#include "text/words.h"

#include <gtest/gtest.h>

#include "text/stems.h"

namespace headwater::text {
namespace {

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  for (const Word& word : Words(text)) {
    words.emplace_back(text.substr(word.begin, word.end - word.begin));
  }
  return words;
}

TEST(WordsTest, AsciiAndOtherTextAreCutTheSameWay) {
  const std::vector<std::string> wanted{"The", "U.S", "didn't", "pay", "1,200.50", "to", "AT", "T"};
  EXPECT_EQ(WordsOf("The U.S. didn't pay $1,200.50 to AT&T."), wanted);
  std::vector<std::string> longer = wanted;
  longer.emplace_back("Siliņa");
  EXPECT_EQ(WordsOf("The U.S. didn't pay $1,200.50 to AT&T. Siliņa"), longer);
}

TEST(WordsTest, ChineseIsCutByDictionary) { EXPECT_GT(WordsOf("外交部长在北京说").size(), 2U); }

TEST(WordsTest, FoldingDropsCaseAndMarks) {
  EXPECT_EQ(Fold("ŁÓDŹ"), "lodz");
  EXPECT_EQ(Fold("Straße"), "strasse");
  EXPECT_EQ(Fold("Siliņa"), "silina");
  EXPECT_EQ(Fold("BRUSSELS"), "brussels");
}

TEST(WordsTest, FoldingTheCaseKeepsMarks) {
  EXPECT_EQ(FoldCase("РОССИЙСКИЙ"), "российский");
  EXPECT_EQ(FoldCase("Siliņa"), "siliņa");
  EXPECT_EQ(FoldCase("BRUSSELS"), "brussels");
}

TEST(StemsTest, KnowsLanguagesAndLeavesOthersAlone) {
  EXPECT_EQ(Stem("negotiations", "en"), Stem("negotiation", "en"));
  EXPECT_EQ(Stem("verhandlungen", "de"), Stem("verhandlung", "de"));
  EXPECT_EQ(Stem("saruna", "xx"), "saruna");
}

}  // namespace
}  // namespace headwater::text
