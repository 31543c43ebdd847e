// Robots.txt: groups, the longest rule, wildcards, and what sites write wrong.
#include "fetch/robots.h"

#include <gtest/gtest.h>

#include <string>

#include "fetch/fetch.h"

namespace headwater::fetch {
namespace {

bool Allowed(std::string_view robots, std::string_view path) { return Robots(robots, "Headwater").Allows(path); }

// RFC 9309, 2.2.2: the most specific match found must be used.
TEST(RobotsTest, TheLongestMatchingRuleWins) {
  const std::string_view robots = "user-agent: *\ndisallow: /\nallow: /news\n";
  EXPECT_TRUE(Allowed(robots, "/news/1"));
  EXPECT_FALSE(Allowed(robots, "/sport"));
}

TEST(RobotsTest, AnAllowWinsATie) {
  EXPECT_TRUE(Allowed("user-agent: *\ndisallow: /a\nallow: /a\n", "/a"));
  EXPECT_TRUE(Allowed("user-agent: *\nallow: /a\ndisallow: /a\n", "/a"));
}

// RFC 9309, 2.2.1: groups for one agent are put together; the one for everybody counts where there is none.
TEST(RobotsTest, TheGroupsOfAnAgentAreOne) {
  const std::string_view robots =
      "User-agent: headwater\nDisallow: /x\n\nUser-agent: *\nDisallow: /\n\nUser-Agent: HEADWATER/2.0\nDisallow: /y\n";
  EXPECT_FALSE(Allowed(robots, "/x"));
  EXPECT_FALSE(Allowed(robots, "/y"));
  EXPECT_TRUE(Allowed(robots, "/z"));
  EXPECT_FALSE(Robots(robots, "Otherbot").Allows("/z"));
}

TEST(RobotsTest, AnAgentWithAnEmptyGroupIsAllowedEverything) {
  EXPECT_TRUE(Allowed("user-agent: Headwater\ndisallow:\n\nuser-agent: *\ndisallow: /\n", "/a"));
}

TEST(RobotsTest, SeveralAgentsShareTheRulesBelowThem) {
  const std::string_view robots =
      "user-agent: Alpha\nuser-agent: Headwater\nsitemap: https://a.invalid/s\ndisallow: /p\n";
  EXPECT_FALSE(Allowed(robots, "/p"));
}

TEST(RobotsTest, StarsAndDollarsMatch) {
  const std::string_view robots = "user-agent: *\ndisallow: /*.pdf$\ndisallow: /a/*/c\n";
  EXPECT_FALSE(Allowed(robots, "/x/y.pdf"));
  EXPECT_TRUE(Allowed(robots, "/x/y.pdf?z"));
  EXPECT_FALSE(Allowed(robots, "/a/b/cd"));
  EXPECT_TRUE(Allowed(robots, "/a/c"));
}

// RFC 9309, 2.2.2: encoded and plain octets are the same.
TEST(RobotsTest, EncodingMakesNoDifference) {
  EXPECT_FALSE(Allowed("user-agent: *\ndisallow: /caf\xC3\xA9\n", "/caf%c3%a9"));
  EXPECT_FALSE(Allowed("user-agent: *\ndisallow: /%6eews\n", "/news"));
  EXPECT_TRUE(Allowed("user-agent: *\ndisallow: /a%2Fb\n", "/a/b"));
}

TEST(RobotsTest, AMissingColonAndABrokenKeyAreForgiven) {
  EXPECT_FALSE(Allowed("user-agent Headwater\ndisalow /\n", "/a"));
  EXPECT_TRUE(Allowed("foo: Headwater\nbar: /\n", "/a"));
}

TEST(RobotsTest, LinesEndWithAnyOfTheThreeEnds) {
  EXPECT_FALSE(Allowed("\xEF\xBB\xBFuser-agent: *\rdisallow: /a\r\ndisallow: /b", "/a"));
  EXPECT_FALSE(Allowed("user-agent: *\rdisallow: /a\r\ndisallow: /b", "/b"));
}

TEST(RobotsTest, AnAllowedIndexPageStandsForItsFolder) {
  const std::string_view robots = "user-agent: *\nallow: /a/index.html\ndisallow: /\n";
  EXPECT_TRUE(Allowed(robots, "/a/"));
  EXPECT_FALSE(Allowed(robots, "/a/b"));
}

TEST(RobotsTest, TheAddressIsReadFromItsPathOn) {
  const std::string_view robots = "user-agent: *\ndisallow: /a?b\n";
  EXPECT_FALSE(RobotsAllow(robots, "Headwater", "https://vellmar.example/a?b=1#c"));
  EXPECT_TRUE(RobotsAllow(robots, "Headwater", "https://vellmar.example#/a?b"));
  EXPECT_TRUE(RobotsAllow(robots, "Headwater", "https://vellmar.example"));
}

TEST(RobotsTest, TheDelayIsThatOfTheGroupTaken) {
  const Robots robots("user-agent: *\ncrawl-delay: 30\n\nuser-agent: Headwater\ncrawl-delay: 2.5\n", "Headwater");
  EXPECT_EQ(robots.crawl_delay(), std::chrono::milliseconds{2500});
  EXPECT_EQ(Robots("user-agent: *\ncrawl-delay: soon\n", "Headwater").crawl_delay(), std::nullopt);
}

// A pattern of stars against a path of many letters must not take for ever.
TEST(RobotsTest, ManyStarsCostNoExponentialTime) {
  std::string pattern = "/";
  for (int i = 0; i < 2000; ++i) {
    pattern += "*a";
  }
  EXPECT_TRUE(Allowed("user-agent: *\ndisallow: " + pattern + "b\n", "/" + std::string(4000, 'a')));
}

}  // namespace
}  // namespace headwater::fetch
