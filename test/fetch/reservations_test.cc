// What a site reserves in robots.txt, tdmrep.json and licences, and how it comes with the page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fetch/fetch.h"
#include "fetch/robots.h"
#include "fetch/tdmrep.h"
#include "test/fetch/loopback_server.h"

namespace headwater::fetch {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(RobotsPreferencesTest, SignalsAreThoseOfTheGroupThatIsTaken) {
  constexpr std::string_view kFile =
      "License: https://vellmar.example/licence.xml\n"
      "User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /\n\n"
      "User-agent: Otherbot\nContent-Signal: search=no\nDisallow: /\n";
  EXPECT_THAT(Robots(kFile, "Headwater").PreferencesFor("/x").says,
              ElementsAre("Content-Signal: search=yes, ai-train=no"));
  EXPECT_THAT(Robots(kFile, "Otherbot").PreferencesFor("/x").says, ElementsAre("Content-Signal: search=no"));
  EXPECT_THAT(Robots(kFile, "Headwater").PreferencesFor("/x").licences,
              ElementsAre("https://vellmar.example/licence.xml"));
}

TEST(RobotsPreferencesTest, TheLongestPathDecidesAndEqualOnesBothCount) {
  const Robots robots(
      "User-Agent: *\nAllow: /\nContent-Usage: / train-ai=n\nContent-Usage: /open/ train-ai=y\n"
      "Content-Usage: /both search=n\nContent-Usage: /both bots=n\n",
      "Headwater");
  EXPECT_THAT(robots.PreferencesFor("/test").says, ElementsAre("Content-Usage: train-ai=n"));
  EXPECT_THAT(robots.PreferencesFor("/open/test").says, ElementsAre("Content-Usage: train-ai=y"));
  EXPECT_THAT(robots.PreferencesFor("/both").says, ElementsAre("Content-Usage: search=n", "Content-Usage: bots=n"));
}

TEST(RobotsPreferencesTest, TheRulesAreReadAsIfTheseLinesWereNotThere) {
  const Robots robots("User-agent: a\nContent-Signal: search=no\nUser-agent: b\nDisallow: /x\n", "a");
  EXPECT_FALSE(robots.Allows("/x"));
  EXPECT_THAT(robots.PreferencesFor("/y").says, ElementsAre("Content-Signal: search=no"));
}

TEST(TdmRepTest, TheFirstRuleThatCoversThePathDecides) {
  const auto rules = ReadTdmRep(
      R"([{"location":"/open/*.html$","tdm-reservation":0},)"
      R"({"location":"/","tdm-reservation":1,"tdm-policy":"/policy.json"},{"location":"/y","tdm-reservation":7}])",
      "https://vellmar.example/.well-known/tdmrep.json");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_FALSE(RuleFor(rules, "https://vellmar.example/open/a.html")->reserved);
  const TdmRule* const rest = RuleFor(rules, "https://vellmar.example/open/a.html?x");
  EXPECT_TRUE(rest->reserved);
  EXPECT_EQ(rest->policy, "https://vellmar.example/policy.json");
  EXPECT_EQ(RuleFor({}, "https://vellmar.example/"), nullptr);
}

TEST(TdmRepTest, HostileFilesTakeNoLongerThanTheirLength) {
  EXPECT_THAT(ReadTdmRep(std::string(900'000, '['), ""), IsEmpty());
  EXPECT_THAT(ReadTdmRep("<html>not here</html>", ""), IsEmpty());
  EXPECT_THAT(ReadTdmRep(R"({"location":"/","tdm-reservation":1})", ""), IsEmpty());
  std::string bombs = "[";
  for (int i = 0; i < 450; ++i) {
    bombs += std::string(i == 0 ? "" : ",") + R"({"location":"/)";
    for (int star = 0; star < 500; ++star) {
      bombs += "*aa";
    }
    bombs += R"(b","tdm-reservation":1})";
  }
  const auto rules = ReadTdmRep(bombs + "]", "");
  EXPECT_EQ(rules.size(), 450U);
  EXPECT_EQ(RuleFor(rules, "/" + std::string(8'000, 'a')), nullptr);
}

class FixedClock : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return now; }
  std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(2031) / 2 / 4);
};

class ReservationsTest : public testing::Test {
 protected:
  static Settings ForLoopback() {
    Settings settings;
    settings.allow_private_networks = true;
    settings.host_delay = std::chrono::milliseconds(0);
    return settings;
  }

  static void Answer(const std::string& request, const Visitor& visitor) {
    const std::string path = request.substr(4, request.find(' ', 4) - 4);
    if (path == "/robots.txt") {
      visitor.Send(HttpOk("User-agent: *\nContent-Signal: ai-train=no\nContent-Usage: /reports search=n\n"));
    } else if (path == "/.well-known/tdmrep.json") {
      visitor.Send(HttpOk(R"([{"location":"/reports/","tdm-reservation":1}])"));
    } else if (path == "/licence.xml") {
      visitor.Send(
          HttpOk("<rsl xmlns='https://rslstandard.org/rsl'><content url='/'><license>"
                 "<prohibits type='usage'>search</prohibits></license></content></rsl>"));
    } else if (path == "/linked") {
      visitor.Send(HttpOk("<html><head><link rel=license type='application/rsl+xml' href='/licence.xml'></head>",
                          "Content-Type: text/html\r\n"));
    } else {
      visitor.Send(HttpOk("<html>a page</html>", "Content-Type: text/html\r\n"));
    }
  }

  static std::vector<std::string> Says(const Result<Response>& response) {
    std::vector<std::string> says;
    for (const news::Reservation& each : response ? response->reservations : std::vector<news::Reservation>{}) {
      says.push_back(each.where + ": " + each.says);
    }
    return says;
  }

  FixedClock clock_;
  LoopbackServer server_{Answer};
  Fetcher fetcher_{ForLoopback(), clock_};
};

TEST_F(ReservationsTest, ThePageComesWithWhatItsSiteReserves) {
  EXPECT_THAT(Says(fetcher_.Get({.url = server_.Url("/reports/weir")})),
              ElementsAre("robots.txt: Content-Signal: ai-train=no", "robots.txt: Content-Usage: search=n",
                          "tdmrep.json: tdm-reservation: 1"));
  EXPECT_THAT(Says(fetcher_.Get({.url = server_.Url("/sport")})),
              ElementsAre("robots.txt: Content-Signal: ai-train=no"));
}

TEST_F(ReservationsTest, ALicenceThatThePageNamesIsRead) {
  EXPECT_THAT(Says(fetcher_.Get({.url = server_.Url("/linked")})), Contains("rsl: prohibits usage: search"));
}

TEST_F(ReservationsTest, TheSitesFilesAreAskedForOnceADay) {
  for (const char* const page : {"/a", "/b", "/linked", "/linked"}) {
    EXPECT_TRUE(fetcher_.Get({.url = server_.Url(page)}));
  }
  EXPECT_EQ(server_.requests().size(), 7U);
  clock_.now += std::chrono::hours(25);
  EXPECT_TRUE(fetcher_.Get({.url = server_.Url("/a")}));
  EXPECT_EQ(server_.requests().size(), 10U);
}

TEST_F(ReservationsTest, WhoAsksForAFeedIsNotSlowedDown) {
  EXPECT_TRUE(fetcher_.Get({.url = server_.Url("/feed"), .heed_robots = false}));
  EXPECT_EQ(server_.requests().size(), 1U);
}

}  // namespace
}  // namespace headwater::fetch
