// From a page's bytes and headers to what may be done with it.
#include <gtest/gtest.h>

#include "base/moment.h"
#include "extract/extract.h"
#include "web/message.h"

namespace headwater::extract {
namespace {

const std::string kProse =
    "<p>The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. "
    "It cost 38 million, nine more than planned.</p><p>Farmers in the valley had waited for it since the flood of "
    "2024, when the old one broke in a single night and took two bridges with it.</p>";

news::Page PageWith(const std::string& head, web::Headers headers = {}, const std::string& prose = kProse) {
  news::Page page;
  page.url = "https://vellmar.example/weir";
  page.content_type = "text/html";
  page.headers = std::move(headers);
  page.body = "<html lang=en><head><title>Weir opens</title>" + head + "</head><body><article><h1>Weir opens</h1>" +
              prose + "</article></body></html>";
  return page;
}

std::optional<news::Rights> Read(const news::Page& page) {
  const auto article = Extract(page);
  EXPECT_TRUE(article);
  return article ? article->rights : std::nullopt;
}
std::optional<news::Rights> FromHead(const std::string& head) { return Read(PageWith(head)); }
std::optional<news::Rights> FromHeader(const std::string& name, const std::string& value) {
  return Read(PageWith("", {{name, value}}));
}

std::chrono::sys_seconds At(std::string_view time) { return ParseMoment(time)->at; }

TEST(RightsTest, APageThatReservesNothingHasNone) {
  EXPECT_FALSE(FromHead(""));
  EXPECT_FALSE(FromHead("<meta name=robots content='index, follow, max-snippet:-1, max-image-preview:large'>"));
  EXPECT_FALSE(FromHeader("x-robots-tag", "all"));
  EXPECT_FALSE(FromHeader("tdm-reservation", "0"));
  EXPECT_FALSE(FromHead("<meta name=googlebot content=noindex>"));
}

TEST(RightsTest, NoindexLeavesALinkThatNoListHolds) {
  for (const auto& rights :
       {FromHead("<META NAME=ROBOTS CONTENT='NoIndex, follow'>"), FromHead("<meta name=robots content=none>"),
        FromHeader("x-robots-tag", "nofollow, noindex")}) {
    ASSERT_TRUE(rights);
    EXPECT_FALSE(rights->text);
    EXPECT_FALSE(rights->listing);
    EXPECT_FALSE(rights->page);
    EXPECT_TRUE(rights->mining);
  }
  EXPECT_EQ(FromHeader("x-robots-tag", "nofollow, noindex")->reservations.at(0).says,
            "X-Robots-Tag: nofollow, noindex");
  EXPECT_EQ(FromHeader("x-robots-tag", "nofollow, noindex")->reservations.at(0).where, "header");
}

TEST(RightsTest, SnippetsHaveTheLengthThatIsAllowed) {
  EXPECT_EQ(FromHead("<meta name=robots content=nosnippet>")->snippet, 0U);
  const auto some = FromHead("<meta name=robots content='max-snippet:50, max-image-preview:none'>");
  EXPECT_EQ(some->snippet, 50U);
  EXPECT_FALSE(some->text);
  EXPECT_TRUE(some->listing);
  EXPECT_FALSE(some->pictures);
  const auto both =
      Read(PageWith("<meta name=robots content='max-snippet:50'>", {{"x-robots-tag", "max-snippet: 20"}}));
  EXPECT_EQ(both->snippet, 20U);
}

TEST(RightsTest, SmallerWordsReserveSmallerThings) {
  const auto archive = FromHead("<meta name=robots content=noarchive>");
  EXPECT_FALSE(archive->page);
  EXPECT_TRUE(archive->text);
  const auto pictures = FromHeader("x-robots-tag", "noimageindex");
  EXPECT_FALSE(pictures->pictures);
  EXPECT_TRUE(pictures->page);
  const auto unknown = FromHead("<meta name=robots content='noholograms'>");
  ASSERT_TRUE(unknown);
  EXPECT_TRUE(unknown->text && unknown->page && unknown->listing && unknown->pictures && unknown->mining);
  EXPECT_EQ(unknown->reservations.at(0).says, "robots: noholograms");
}

TEST(RightsTest, ARuleForUsGoesBeforeOneForEveryone) {
  EXPECT_TRUE(FromHeader("x-robots-tag", "googlebot: noindex, otherbot: none") == std::nullopt);
  EXPECT_FALSE(FromHeader("x-robots-tag", "googlebot: nofollow, headwater: noindex, noarchive")->listing);
  const auto ours = Read(PageWith("<meta name=headwater content=noarchive>", {{"x-robots-tag", "noindex"}}));
  EXPECT_TRUE(ours->listing);
  EXPECT_FALSE(ours->page);
  const auto lifted = Read(PageWith("", {{"x-robots-tag", "noindex"}, {"x-robots-tag", "headwater: all"}}));
  ASSERT_TRUE(lifted);
  EXPECT_TRUE(lifted->listing && lifted->text);
  EXPECT_EQ(lifted->reservations.size(), 1U);
}

TEST(RightsTest, TheTimeAfterWhichAPageIsGoneIsReadInManyShapes) {
  for (const char* const time :
       {"25 Jun 2031 15:00:00 PST", "Wednesday, 25-Jun-31 15:00:00 PST", "2031-06-25T23:00:00Z",
        "Wed, 25 Jun 2031 23:00:00 GMT", "2031-06-25T15:00:00-08:00"}) {
    const auto rights = FromHeader("x-robots-tag", std::string("unavailable_after: ") + time + ", nofollow");
    ASSERT_TRUE(rights) << time;
    EXPECT_EQ(rights->not_after, At("2031-06-25T23:00:00Z")) << time;
    EXPECT_TRUE(rights->text);
  }
  EXPECT_EQ(FromHead("<meta name=robots content='unavailable_after: 2031-06-25'>")->not_after,
            At("2031-06-25T00:00:00Z"));
  EXPECT_FALSE(FromHead("<meta name=robots content='unavailable_after: never, noarchive'>")->not_after);
}

TEST(RightsTest, MiningReservedByTdmRepReservesTheTextToo) {
  const auto rights = Read(PageWith("", {{"tdm-reservation", "1"}, {"tdm-policy", "/policy.json"}}));
  ASSERT_TRUE(rights);
  EXPECT_FALSE(rights->mining || rights->text || rights->page);
  EXPECT_TRUE(rights->listing);
  EXPECT_EQ(rights->reservations.at(0).policy, "https://vellmar.example/policy.json");
  EXPECT_FALSE(FromHead("<meta name=tdm-reservation content=1>")->mining);
  EXPECT_TRUE(FromHead("<meta name=tdm-reservation content=7>")->mining);
}

TEST(RightsTest, OfTdmRepsPlacesTheNearestToTheTextDecides) {
  news::Page page = PageWith("<meta name=tdm-reservation content=0>");
  page.reservations.push_back({"tdmrep.json", "tdm-reservation: 1", ""});
  const auto open = Read(page);
  ASSERT_TRUE(open);
  EXPECT_TRUE(open->mining && open->text);
  EXPECT_EQ(open->reservations.size(), 2U);
  page.headers.emplace_back("tdm-reservation", "0");
  page.body = PageWith("<meta name=tdm-reservation content=1>").body;
  EXPECT_FALSE(Read(page)->mining);
}

TEST(RightsTest, SignalsReserveWhatTheyNameAndNoMore) {
  EXPECT_FALSE(FromHeader("content-signal", "search=no, ai-train=no")->listing);
  const auto training = FromHeader("content-signal", "search=yes, ai-train=no");
  ASSERT_TRUE(training);
  EXPECT_TRUE(training->text && training->listing && training->mining);
  EXPECT_EQ(FromHeader("content-signal", "search=yes,ai-train=no,use=reference")->snippet, 300U);
  EXPECT_FALSE(FromHeader("content-signal", "use=immediate")->listing);
  EXPECT_FALSE(FromHeader("content-usage", "search=n;x=1, train-ai=y")->listing);
  EXPECT_FALSE(FromHeader("content-usage", "bots=n, search=y")->mining);
  EXPECT_TRUE(FromHeader("content-usage", "bots=n, search=y")->listing);
  EXPECT_FALSE(FromHeader("content-usage", "train-ai=y"));
  EXPECT_TRUE(Reserves(*training, "ai-train=no"));
  EXPECT_FALSE(Reserves(*training, "ai-input=no"));
}

TEST(RightsTest, LicencesAreReadWhereverTheyStand) {
  const auto within = FromHead(
      "<script type='application/rsl+xml'><rsl xmlns='https://rslstandard.org/rsl'><content url=''><license>"
      "<prohibits type='usage'>search</prohibits></license></content></rsl></script>");
  ASSERT_TRUE(within);
  EXPECT_FALSE(within->listing);
  EXPECT_EQ(within->reservations.at(0).where, "rsl");
  const auto linked = Read(PageWith("<link rel=license href=/cc type=text/html>",
                                    {{"link", "</licence.xml>; rel=\"license\"; type=\"application/rsl+xml\""}}));
  ASSERT_TRUE(linked);
  EXPECT_TRUE(linked->text);
  EXPECT_EQ(linked->reservations.at(0).policy, "https://vellmar.example/licence.xml");
  EXPECT_EQ(linked->reservations.at(1).policy, "https://vellmar.example/cc");
  const auto json = FromHead(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","usageInfo":"https://vellmar.example/terms",)"
      R"("image":{"@type":"ImageObject","license":"https://vellmar.example/photos"}}</script>)");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->reservations.size(), 1U);
  EXPECT_EQ(json->reservations.at(0).policy, "https://vellmar.example/terms");
}

TEST(RightsTest, WhatTheWireSaysBinds) {
  news::Page page = PageWith("");
  page.reservations = {{"wire", "embargoed: 2031-02-05T06:00:00Z", ""}, {"wire", "expires: 2031-03-01", ""}};
  EXPECT_EQ(RightsOf(page)->not_before, At("2031-02-05T06:00:00Z"));
  EXPECT_EQ(RightsOf(page)->not_after, At("2031-03-01T00:00:00Z"));
  page.reservations = {{"wire", "pubStatus: canceled", ""}};
  EXPECT_TRUE(RightsOf(page)->withdrawn);
  page.reservations = {{"wire", "embargoed: until further notice", ""}};
  EXPECT_FALSE(RightsOf(page)->listing);
}

TEST(RightsTest, WhatAFeedSaysOfItsWordsCountsAndItsLicenceIsRecorded) {
  news::Page page = PageWith("");
  page.reservations = {{"feed", "license: https://licence.example/by-nc", "https://licence.example/by-nc"}};
  const auto licensed = Read(page);
  ASSERT_TRUE(licensed);
  EXPECT_TRUE(licensed->text && licensed->mining && licensed->listing);
  ASSERT_EQ(licensed->reservations.size(), 1U);
  EXPECT_EQ(licensed->reservations[0].where, "feed");
  EXPECT_EQ(licensed->reservations[0].policy, "https://licence.example/by-nc");
  page.reservations = {{"feed", "tdm-reservation: 1", ""}};
  EXPECT_FALSE(Read(page)->text);
  // The page itself is nearer to the text than its feed.
  page.headers = {{"tdm-reservation", "0"}};
  EXPECT_TRUE(Read(page)->text);
}

TEST(RightsTest, PassagesThatMayNotBeShownAreLeftOut) {
  const auto parts =
      Extract(PageWith("", {},
                       kProse + "<div data-nosnippet><p>Only for those who came to our own page, and it goes on "
                                "for a while.</p></div><p>The mayor cut the ribbon at noon.</p>"));
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->text.find("Only for those"), std::string::npos);
  EXPECT_NE(parts->text.find("ribbon"), std::string::npos);
  ASSERT_TRUE(parts->rights);
  EXPECT_TRUE(parts->rights->text);
  const auto whole = Extract(PageWith("", {}, "<div data-nosnippet>" + kProse + "</div>"));
  ASSERT_TRUE(whole && whole->rights);
  EXPECT_FALSE(whole->rights->text);
}

TEST(RightsTest, HostileHeadersAndMetasDoNoHarm) {
  web::Headers headers;
  for (int i = 0; i < 5'000; ++i) {
    headers.emplace_back("x-robots-tag", "word" + std::to_string(i));
  }
  headers.emplace_back("link", std::string(2'000'000, '<'));
  headers.emplace_back("content-usage", std::string(1'000'000, ',') + "search=n");
  headers.emplace_back("x-robots-tag", std::string(1'000'000, ':'));
  const auto rights = Read(PageWith("", headers));
  ASSERT_TRUE(rights);
  EXPECT_LE(rights->reservations.size(), 100U);
  const auto binary = FromHeader("x-robots-tag", "no\xFF\xFEindex, noarchive\x01");
  ASSERT_TRUE(binary);
  EXPECT_FALSE(binary->page);
  const auto deep = FromHead("<script type='application/ld+json'>" + std::string(100'000, '[') +
                             "{\"license\":1}</script><meta name=robots content='" + std::string(900'000, 'x') + "'>");
  ASSERT_TRUE(deep);
  EXPECT_LE(deep->reservations.at(0).says.size(), 2'000U);
}

}  // namespace
}  // namespace headwater::extract
