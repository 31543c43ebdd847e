// Live blogs and digests in HTML come as items.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/html_article.h"

namespace headwater::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

news::Article Read(const std::string& html, const std::string& url = "https://www.riverton-daily.example/live/storm") {
  news::Page page;
  page.id = "p";
  page.url = url;
  page.fetched = ParseMoment("2031-01-16T12:30:00Z")->at;
  return ArticleFromHtml(html, page, {}).value();
}

std::vector<std::string> Times(const news::Article& article) {
  std::vector<std::string> times;
  for (const news::Item& item : article.items) {
    times.push_back(item.published ? FormatMoment(*item.published) : "none");
  }
  return times;
}

const std::string kHead =
    "<html lang=en><head><title>Storm: live</title></head><body><article><h1>Storm over Riverton: live "
    "updates</h1><p>A storm moves over the valley; the county has closed schools and roads.</p>";

std::string Entry(const std::string& time, const std::string& id, const std::string& headline) {
  return "<div class=entry id=" + id + "><time>" + time + "</time><h3>" + headline +
         "</h3><p>The county said that this happened at the mill, where the river is high.</p><p>More is to "
         "come.</p></div>";
}

TEST(HtmlItemsTest, EntriesOfALiveBlogHaveTimeHeadlineTextAndAddress) {
  const news::Article article =
      Read(kHead + Entry("12 minutes ago", "e3", "Bridge closed") + Entry("1 hour ago", "e2", "Trees down") +
           Entry("3 hours ago", "e1", "Schools shut") + "</article></body></html>");
  EXPECT_EQ(article.kind, news::ArticleKind::kLive);
  EXPECT_THAT(Times(article), ElementsAre("2031-01-16T12:18:00Z", "2031-01-16T11:30:00Z", "2031-01-16T09:30:00Z"));
  ASSERT_THAT(article.items, SizeIs(3));
  EXPECT_EQ(article.items[0].headline, "Bridge closed");
  EXPECT_EQ(article.items[0].text,
            "The county said that this happened at the mill, where the river is high.\n\nMore is to come.");
  EXPECT_EQ(article.items[0].url, "https://www.riverton-daily.example/live/storm#e3");
  EXPECT_EQ(article.items[0].id.value().substr(0, 2), "p#");
  EXPECT_THAT(article.text, HasSubstr("the river is high"));
}

TEST(HtmlItemsTest, ClockTimesTakeThePagesDayAndTurnAtMidnight) {
  const std::string changed = "<meta property=article:modified_time content=2031-01-16T01:10:00+01:00>";
  const news::Article article = Read("<html><head>" + changed + "</head>" + kHead.substr(kHead.find("<body>")) +
                                     Entry("01:05", "e3", "Bridge closed") + Entry("00:20", "e2", "Trees down") +
                                     Entry("23:40", "e1", "Schools shut") + "</article></body></html>");
  EXPECT_THAT(Times(article),
              ElementsAre("2031-01-16T01:05:00+01:00", "2031-01-16T00:20:00+01:00", "2031-01-15T23:40:00+01:00"));
}

TEST(HtmlItemsTest, OldestFirstStaysSo) {
  const std::string day =
      "<meta property=article:published_time content=2031-01-15T22:00:00+01:00><meta "
      "property=article:modified_time content=2031-01-16T01:10:00+01:00>";
  const news::Article article = Read("<html><head>" + day + "</head>" + kHead.substr(kHead.find("<body>")) +
                                     Entry("23:40", "e1", "Schools shut") + Entry("00:20", "e2", "Trees down") +
                                     Entry("01:05", "e3", "Bridge closed") + "</article></body></html>");
  EXPECT_THAT(Times(article),
              ElementsAre("2031-01-15T23:40:00+01:00", "2031-01-16T00:20:00+01:00", "2031-01-16T01:05:00+01:00"));
}

std::vector<std::string> Ids(const news::Article& article) {
  std::vector<std::string> ids;
  for (const news::Item& item : article.items) {
    ids.push_back(item.id.value());
  }
  return ids;
}

TEST(HtmlItemsTest, AnEntryKeepsItsIdWhenOthersAreSetBeforeIt) {
  const std::string two = Entry("1 hour ago", "e2", "Trees down") + Entry("3 hours ago", "e1", "Schools shut");
  const auto before =
      Ids(Read(kHead + Entry("2 minutes ago", "e3", "Bridge closed") + two + "</article></body></html>"));
  const auto after =
      Ids(Read(kHead + Entry("1 minute ago", "e4", "Road flooded") +
               Entry("12 minutes ago", "e3", "Bridge closed for good") + two + "</article></body></html>"));
  ASSERT_THAT(before, SizeIs(3));
  ASSERT_THAT(after, SizeIs(4));
  EXPECT_EQ(std::vector(after.begin() + 1, after.end()), before);
}

TEST(HtmlItemsTest, AnchorsThatCountFromTheTopAreNoIds) {
  const std::string two = Entry("11:40", "n2", "Trees down") + Entry("10:20", "n3", "Schools shut");
  const std::string pushed = Entry("11:40", "n3", "Trees down") + Entry("10:20", "n4", "Schools shut");
  const auto before = Ids(Read(kHead + Entry("12:05", "n1", "Bridge closed") + two + "</article></body></html>"));
  const auto after = Ids(Read(kHead + Entry("12:20", "n1", "Road flooded") + Entry("12:05", "n2", "Bridge closed") +
                              pushed + "</article></body></html>"));
  ASSERT_THAT(after, SizeIs(4));
  EXPECT_EQ(std::vector(after.begin() + 1, after.end()), before);
}

TEST(HtmlItemsTest, WithoutAnchorsATimeAndTheOpeningWordsTell) {
  const auto plain = [](const std::string& time, const std::string& headline, const std::string& end) {
    return "<div class=entry><time>" + time + "</time><h3>" + headline +
           "</h3><p>The county said that this happened at the mill, where the river is high. " + end + "</p></div>";
  };
  const std::string two = plain("11:40", "Trees are down on the hill", "") + plain("10:20", "Schools are shut", "");
  const auto before =
      Ids(Read(kHead + plain("12:05", "The bridge is closed for today", "") + two + "</article></body></html>"));
  const auto after = Ids(Read(kHead + plain("12:20", "The road is under water", "") +
                              plain("12:05", "The bridge is closed for today", "It opens on Friday.") + two +
                              "</article></body></html>"));
  ASSERT_THAT(after, SizeIs(4));
  EXPECT_EQ(std::vector(after.begin() + 1, after.end()), before);
}

TEST(HtmlItemsTest, AnArticleThatOnlyListsTimesIsNone) {
  const news::Article article = Read(
      "<html><body><article><h1>How the storm came</h1><p>A storm moved over the valley, "
      "and the county closed schools and roads for two days.</p>" +
          Entry("12:05", "a", "First") + Entry("12:20", "b", "Second") + Entry("13:05", "c", "Third") +
          "</article></body></html>",
      "https://www.riverton-daily.example/news/storm");
  EXPECT_EQ(article.kind, news::ArticleKind::kArticle);
  EXPECT_THAT(article.items, IsEmpty());
}

TEST(HtmlItemsTest, DeclaredUpdatesMakeALiveBlogOfAPageThatScriptsDraw) {
  const news::Article article = Read(R"(<html><head><script type="application/ld+json">{"@type":"LiveBlogPosting",
    "headline":"Storm: live","datePublished":"2031-01-16T08:00:00Z","liveBlogUpdate":[
    {"@type":"BlogPosting","headline":"Bridge closed","articleBody":"Reuters reported that the bridge is closed.",
     "datePublished":"2031-01-16T09:00:00Z","url":"#b"},
    {"@type":"BlogPosting","headline":"Trees down","articleBody":"Trees are down on the hill road, the county said.",
     "datePublished":"2031-01-16T08:30:00Z","url":"#a"}]}</script></head><body><div id=app></div></body></html>)");
  EXPECT_EQ(article.kind, news::ArticleKind::kLive);
  EXPECT_THAT(Times(article), ElementsAre("2031-01-16T09:00:00Z", "2031-01-16T08:30:00Z"));
  EXPECT_EQ(article.items[0].source, "Reuters");
  EXPECT_THAT(article.text, HasSubstr("Trees are down"));
}

std::string Teaser(int number, const std::string& date, const std::string& blurb) {
  const std::string n = std::to_string(number);
  return "<div class=row><h3><a href=/news/" + n + ">The water board decides on wall " + n +
         "</a></h3><span class=date>" + date + "</span><p>" + blurb + "</p></div>";
}

TEST(HtmlItemsTest, ATopicPageOfDatedTeasersIsADigest) {
  std::string rows;
  for (int i = 1; i <= 6; ++i) {
    rows += Teaser(
        i, "1" + std::to_string(i) + " January 2031",
        "The board met again to hear of wall " + std::to_string(i) + ", Reuters reported, and put off its vote…");
  }
  const news::Article article = Read(
      "<html lang=en><body><main><h1>The dam</h1><p>All that we wrote about the dam above "
      "Riverton, which is to be drained.</p><div class=list>" +
          rows + "</div></main></body></html>",
      "https://www.riverton-daily.example/topics/dam");
  EXPECT_EQ(article.kind, news::ArticleKind::kDigest);
  ASSERT_THAT(article.items, SizeIs(6));
  EXPECT_EQ(article.items[0].headline, "The water board decides on wall 1");
  EXPECT_EQ(article.items[0].url, "https://www.riverton-daily.example/news/1");
  EXPECT_EQ(FormatMoment(*article.items[0].published), "2031-01-11");
  EXPECT_EQ(article.items[0].source, "Reuters");
  EXPECT_TRUE(article.items[0].truncated);
}

TEST(HtmlItemsTest, ABriefingsReportsAreItsItemsAndItsTextIsTheIntroduction) {
  std::string body = "<p>Good morning. Here is what the valley talks about today, in three short reports.</p>";
  for (const char* head : {"The dam", "The bridge", "The mill"}) {
    body +=
        std::string("<h2>") + head +
        "</h2><p>On Wednesday the county said that work would begin in spring, <a href=/w>as the board had asked</a>, "
        "and would take two years.</p>";
  }
  const news::Article article = Read(
      "<html lang=en><head><meta property=article:published_time content=2031-01-16T06:00:00Z><meta property=og:type "
      "content=article></head><body><article><h1>Morning briefing: dam, bridge and mill</h1>" +
          body + "</article></body></html>",
      "https://www.riverton-daily.example/news/today");
  EXPECT_EQ(article.kind, news::ArticleKind::kDigest);
  ASSERT_THAT(article.items, SizeIs(3));
  EXPECT_EQ(article.items[1].headline, "The bridge");
  EXPECT_EQ(article.text, "Good morning. Here is what the valley talks about today, in three short reports.");
  ASSERT_TRUE(article.items[1].published_between);
  EXPECT_EQ(FormatDay(*article.items[1].published_between->from), "2031-01-15");
  EXPECT_THAT(article.items[1].published_between->evidence, ElementsAre("Wednesday"));
}

TEST(HtmlItemsTest, AFrontPageAndAnArticleWithSubheadingsAreNoDigests) {
  std::string rows;
  for (int i = 1; i <= 8; ++i) {
    rows += Teaser(i, "", "The board met again to hear of wall " + std::to_string(i) + " and put off its vote.");
  }
  EXPECT_THAT(Read("<html><body><main>" + rows + "</main></body></html>", "https://www.riverton-daily.example/").items,
              IsEmpty());
  std::string body;
  for (const char* head : {"The dam", "The bridge", "The mill"}) {
    body +=
        std::string("<h2>") + head + "</h2><p>The county said that work would begin in spring and take two years.</p>";
  }
  EXPECT_THAT(Read("<html><body><article><h1>What the flood did</h1>" + body + body + "</article></body></html>",
                   "https://www.riverton-daily.example/news/flood")
                  .items,
              IsEmpty());
}

}  // namespace
}  // namespace headwater::extract
