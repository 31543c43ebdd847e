// Feeds that pages name, usual places, sitemaps of robots.txt.
#include <gmock/gmock.h>

#include "read/read.h"

namespace headwater::read {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Found(const std::string& body, const std::string& link = "") {
  news::Page page;
  page.url = "https://vellmar.example/news/";
  page.content_type = "text/html; charset=utf-8";
  page.body = body;
  if (!link.empty()) {
    page.headers.emplace_back("link", link);
  }
  std::vector<std::string> urls;
  for (const FeedLink& feed : DiscoverFeeds(page)) {
    urls.push_back(feed.url);
  }
  return urls;
}

TEST(DiscoverTest, DeclaredFeedsComeInTheirOrderAndOnce) {
  EXPECT_THAT(Found("<head><link rel=alternate type='application/atom+xml' href=atom>"
                    "<link rel=\"ALTERNATE home\" type='application/rss+xml; charset=utf-8' href=/rss.xml>"
                    "<link rel=alternate type='application/feed+json' href=/feed.json>"
                    "<link rel=alternate type='application/rss+xml' href='/rss.xml?utm_source=x'>"
                    "<link rel=alternate hreflang=de href=/de><link rel=stylesheet href=/feed.css>"
                    "<link rel=alternate type='application/json+oembed' href=/oembed></head>"),
              ElementsAre("https://vellmar.example/news/atom", "https://vellmar.example/rss.xml",
                          "https://vellmar.example/feed.json"));
}

TEST(DiscoverTest, FeedsOfCommentsComeLast) {
  EXPECT_THAT(Found("<link rel=alternate type='application/rss+xml' title='Vellmar &raquo; Kommentare' href=/k/rss>"
                    "<link rel=alternate type='application/rss+xml' href=/comments/feed/>"
                    "<link rel=alternate type='application/rss+xml' href=/tag/weir/feed>"
                    "<link rel=alternate type='application/rss+xml' href=/feed/>"
                    "<a href=/sport/rss>RSS</a>"),
              ElementsAre("https://vellmar.example/feed/", "https://vellmar.example/sport/rss",
                          "https://vellmar.example/tag/weir/feed", "https://vellmar.example/k/rss",
                          "https://vellmar.example/comments/feed/"));
}

TEST(DiscoverTest, LinksThatLookLikeFeedsCountWhereNothingElseIsMeant) {
  EXPECT_THAT(Found("<base href='https://vellmar.example/x/'><a href='feed://vellmar.example/a.rss'>A</a>"
                    "<a href='feed:https://vellmar.example/b.atom'>B</a><a href=news-feed.xml>C</a>"
                    "<a href='/feedback'>D</a><a href=/sitemap.xml>E</a><a href='/?format=rss'>F</a>"
                    "<a href='https://other.example/rss'>G</a><a href='https://other.example/world/rss'>RSS</a>"
                    "<a href='https://feeds.other.example/vellmar'>H</a><a href='/rss/explained.html'>I</a>"
                    "<a href='mailto:feed@vellmar.example'>J</a><a href='/search?q=rss'>K</a>"),
              ElementsAre("http://vellmar.example/a.rss", "https://vellmar.example/b.atom",
                          "https://vellmar.example/x/news-feed.xml", "https://vellmar.example/?format=rss",
                          "https://other.example/world/rss", "https://feeds.other.example/vellmar"));
}

TEST(DiscoverTest, TheLinkHeaderNamesFeedsToo) {
  EXPECT_THAT(Found("", "</a>; rel=alternate; type=\"application/rss+xml\", </b>; rel=alternate; type=text/html"),
              ElementsAre("https://vellmar.example/a"));
  EXPECT_THAT(Found("<html><body>Nothing here</body></html>"), IsEmpty());
}

TEST(DiscoverTest, UsualPlacesBeginBelowThePageAndEndWithSitemaps) {
  const auto places = UsualPlaces("https://vellmar.example/politics?page=2");
  ASSERT_GT(places.size(), 10U);
  EXPECT_EQ(places[0].url, "https://vellmar.example/politics/feed");
  EXPECT_TRUE(
      std::ranges::any_of(places, [](const auto& place) { return place.url == "https://vellmar.example/feed"; }));
  EXPECT_TRUE(places.back().sitemap);
  EXPECT_EQ(places.back().url, "https://vellmar.example/sitemap.xml");
  EXPECT_THAT(UsualPlaces("nothing"), IsEmpty());
}

TEST(DiscoverTest, SitemapsOfRobotsTxtBeginWithThoseOfNews) {
  EXPECT_THAT(SitemapsIn("User-agent: *\nDisallow: /\nSitemap: https://vellmar.example/all.xml\r\n"
                         "sitemap : /news/sitemap.xml\nSitemap: javascript:x\n",
                         "https://vellmar.example/robots.txt"),
              ElementsAre("https://vellmar.example/news/sitemap.xml", "https://vellmar.example/all.xml"));
}

}  // namespace
}  // namespace headwater::read
