// Words as the treebanks cut them.
#include "syntax/tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace headwater::syntax {
namespace {

std::vector<std::string> Cut(std::string_view text) {
  std::vector<TokenPlace> places;
  Tokens(text, 0, text.size(), 400, places);
  std::vector<std::string> words;
  for (const TokenPlace& place : places) {
    words.emplace_back(text.substr(place.begin, place.end - place.begin));
  }
  return words;
}

using Words = std::vector<std::string>;

TEST(TokensTest, ContractionsAreTwoWords) {
  EXPECT_EQ(
      Cut("Mayor Vell's aide didn't say they'd go; I can't."),
      (Words{"Mayor", "Vell", "'s", "aide", "did", "n't", "say", "they", "'d", "go", ";", "I", "ca", "n't", "."}));
  EXPECT_EQ(Cut("It isn’t Tarn’s, and we cannot."),
            (Words{"It", "is", "n’t", "Tarn", "’s", ",", "and", "we", "can", "not", "."}));
}

TEST(TokensTest, HyphensPartWordsButForPrefixes) {
  EXPECT_EQ(Cut("a well-known non-profit, re-elected"),
            (Words{"a", "well", "-", "known", "non-profit", ",", "re-elected"}));
}

TEST(TokensTest, PointsBelongToAbbreviations) {
  EXPECT_EQ(
      Cut("Dr. Sorn of Brode Inc. met J. K. Tarn in the U.S. today."),
      (Words{"Dr.", "Sorn", "of", "Brode", "Inc.", "met", "J.", "K.", "Tarn", "in", "the", "U.S.", "today", "."}));
  EXPECT_EQ(Cut("They sold it to Brode Inc."), (Words{"They", "sold", "it", "to", "Brode", "Inc."}));
}

TEST(TokensTest, NumbersKeepTheirMarksAndLoseTheirUnits) {
  EXPECT_EQ(Cut("$1,200.50 at 10:30pm, 5% and 30km"),
            (Words{"$", "1,200.50", "at", "10:30", "pm", ",", "5", "%", "and", "30", "km"}));
}

TEST(TokensTest, RunsOfMarksAreOneWord) {
  EXPECT_EQ(Cut("Wait... what?! No -- \"never\"!!!"),
            (Words{"Wait", "...", "what", "?!", "No", "--", "\"", "never", "\"", "!!!"}));
}

TEST(TokensTest, AddressesStayWhole) {
  EXPECT_EQ(Cut("See https://tarn.example/a?b=1. Or (ilka@brode.example)."),
            (Words{"See", "https://tarn.example/a?b=1", ".", "Or", "(", "ilka@brode.example", ")", "."}));
}

TEST(TokensTest, AnyBytesWillDo) {
  for (const std::string_view text : {"\xFF\xFE'", "'", "’", "a\xE2\x80", "....", "-'-", "5\xC3", "'s'S n't", ""}) {
    std::vector<TokenPlace> places;
    Tokens(text, 0, text.size(), 400, places);
    std::uint32_t before = 0;
    for (const TokenPlace& place : places) {
      EXPECT_LE(before, place.begin);
      EXPECT_LT(place.begin, place.end);
      EXPECT_LE(place.end, text.size());
      before = place.end;
    }
  }
}

TEST(TokensTest, AreBoundedInNumber) {
  std::vector<TokenPlace> places;
  const std::string text(5000, '(');
  Tokens(text, 0, text.size(), 400, places);
  EXPECT_EQ(places.size(), 400U);
}

}  // namespace
}  // namespace headwater::syntax
