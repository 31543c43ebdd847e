// Patterns of paths.
#include "web/path_pattern.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

TEST(PathPatternTest, APatternCoversWhatBeginsLikeIt) {
  EXPECT_TRUE(PathMatches("/news", "/newsroom"));
  EXPECT_FALSE(PathMatches("/news/", "/news"));
  EXPECT_TRUE(PathMatches("", "/"));
}

TEST(PathPatternTest, AStarStandsForAnyRunAndADollarForTheEnd) {
  EXPECT_TRUE(PathMatches("/*/print", "/a/b/print/2"));
  EXPECT_TRUE(PathMatches("/*.pdf$", "/a.pdf/b.pdf"));
  EXPECT_FALSE(PathMatches("/*.pdf$", "/a.pdf?x"));
  EXPECT_TRUE(PathMatches("/exactly$", "/exactly"));
  EXPECT_FALSE(PathMatches("/exactly$", "/exactly/"));
  EXPECT_FALSE(PathMatches("/ab*ba$", "/aba"));
  EXPECT_TRUE(PathMatches("/*", "/"));
  EXPECT_TRUE(PathMatches("*/x*", "/a/x"));
  EXPECT_TRUE(PathMatches("/a*$", "/abc"));
}

TEST(PathPatternTest, PathsAreComparedInOneForm) {
  EXPECT_EQ(PathOfUrl("https://vellmar.example/fluß?a#b"), "/flu%C3%9F?a");
  EXPECT_EQ(PathOfUrl("https://vellmar.example"), "/");
  EXPECT_EQ(PathOfUrl("//vellmar.example/x"), "/x");
  EXPECT_EQ(ComparablePath("/%7Eada/%2a"), "/~ada/%2A");
}

TEST(PathPatternTest, ABombOfStarsTakesNoLongerThanItsLength) {
  std::string pattern = "/";
  for (int i = 0; i < 2'000; ++i) {
    pattern += "*" + std::string(64, 'a');
  }
  pattern += "b";
  const std::string path = "/" + std::string(200'000, 'a');
  for (int i = 0; i < 50; ++i) {
    EXPECT_FALSE(PathMatches(pattern, path));
  }
}

}  // namespace
}  // namespace headwater::web
