// What two sequences have in common.
#include "compare/runs.h"

#include <gtest/gtest.h>

#include <random>

namespace headwater::compare {
namespace {

std::vector<Key> Letters(std::string_view text) { return {text.begin(), text.end()}; }

std::string Common(std::string_view before, std::string_view after, std::size_t max_edits = 100) {
  const auto a = Letters(before);
  const auto b = Letters(after);
  std::string common;
  std::pair<std::uint32_t, std::uint32_t> last{0, 0};
  for (const auto& pair : CommonRun(a, b, max_edits)) {
    EXPECT_EQ(a.at(pair.first), b.at(pair.second));
    EXPECT_TRUE(common.empty() || (pair.first > last.first && pair.second > last.second));
    last = pair;
    common += before[pair.first];
  }
  return common;
}

// The textbook's table, as slow as it is sure.
std::size_t LongestCommon(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      best[i][j] = a[i] == b[j] ? 1 + best[i + 1][j + 1] : std::max(best[i + 1][j], best[i][j + 1]);
    }
  }
  return best[0][0];
}

TEST(RunsTest, TheLongestCommonRunIsFound) {
  EXPECT_EQ(Common("", ""), "");
  EXPECT_EQ(Common("abc", ""), "");
  EXPECT_EQ(Common("abc", "abc"), "abc");
  EXPECT_EQ(Common("axc", "abc"), "ac");
  EXPECT_EQ(Common("abcabba", "cbabac").size(), 4U);
}

TEST(RunsTest, ItIsAsLongAsTheTableSays) {
  std::minstd_rand random(7);
  for (int round = 0; round < 300; ++round) {
    std::string a(random() % 30, 'a');
    std::string b(random() % 30, 'a');
    for (std::string* const text : {&a, &b}) {
      for (char& c : *text) {
        c = static_cast<char>('a' + random() % 4);
      }
    }
    EXPECT_EQ(Common(a, b).size(), LongestCommon(a, b)) << a << " " << b;
  }
}

TEST(RunsTest, BeyondTheBoundWhatStandsOnceHoldsTheRunTogether) {
  EXPECT_EQ(Common("qqqq1rrrr2ssss", "tttt1uuuu2vvvv", 3), "12");
  EXPECT_EQ(Common("qqqq1rrrr2ssss", "tttt2uuuu1vvvv", 3).size(), 1U);
}

}  // namespace
}  // namespace headwater::compare
