// Subscribing by any address of a site, and reading a feed's older entries.
#include <gmock/gmock.h>

#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class SubscribeTest : public WebTest {
 protected:
  store::Errand AnswerTo(const std::string& address) {
    const auto errand = store_->Ask(store::ErrandKind::kSubscribe, address, clock_.Now());
    Round();
    return store_->ErrandOf(*errand).value_or(store::Errand{});
  }
};

TEST_F(SubscribeTest, AFeedsOwnAddressIsSubscribedTo) {
  ServeOk("/feed", Rss(""));
  const store::Errand errand = AnswerTo(Url("/feed"));
  EXPECT_TRUE(errand.good) << errand.answer;
  EXPECT_THAT(errand.answer, HasSubstr("subscribed to Vellmar Post"));
  EXPECT_THAT(AnswerTo(Url("/feed?utm_source=x")).answer, HasSubstr("status 404"));
  EXPECT_THAT(AnswerTo(Url("/feed")).answer, HasSubstr("subscribed to before"));
}

TEST_F(SubscribeTest, APageLeadsToItsBestFeedAndNamesTheOthers) {
  ServeOk("/",
          "<html><head><link rel=alternate type='application/rss+xml' title='Comments' href=/comments/feed>"
          "<link rel=alternate type='application/rss+xml' title='Broken' href=/broken>"
          "<link rel=alternate type='application/rss+xml' title='News' href=/rss.xml>"
          "<link rel=alternate type='application/rss+xml' title='Sport' href=/sport.xml></head></html>",
          "Content-Type: text/html\r\n");
  ServeOk("/rss.xml", Rss(""));
  ServeOk("/comments/feed", Rss(""));
  const store::Errand errand = AnswerTo(Url("/"));
  EXPECT_TRUE(errand.good) << errand.answer;
  EXPECT_THAT(errand.answer, HasSubstr(Url("/rss.xml")));
  EXPECT_THAT(errand.answer, HasSubstr("Sport (" + Url("/sport.xml") + ")"));
  ASSERT_THAT(*store_->Feeds(), SizeIs(1));
  EXPECT_EQ(store_->Feeds()->front().url, Url("/rss.xml"));
}

TEST_F(SubscribeTest, UsualPlacesAreTriedWhereAPageNamesNone) {
  ServeOk("/news/", "<html><body>Hello</body></html>");
  ServeOk("/atom.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><title>Vellmar</title></feed>");
  EXPECT_TRUE(AnswerTo(Url("/news/")).good);
  EXPECT_EQ(store_->Feeds()->front().url, Url("/atom.xml"));
}

TEST_F(SubscribeTest, TheSitemapIsTheLastResort) {
  ServeOk("/", "<html><body>Hello</body></html>");
  ServeOk("/robots.txt",
          "User-agent: *\nDisallow:\nSitemap: " + Url("/maps/all.xml") + "\nSitemap: " + Url("/maps/news.xml") + "\n");
  ServeOk("/maps/news.xml", "<urlset><url><loc>" + Url("/1") + "</loc></url></urlset>");
  EXPECT_TRUE(AnswerTo(Url("/")).good);
  ASSERT_THAT(*store_->Feeds(), SizeIs(1));
  EXPECT_EQ(store_->Feeds()->front().url, Url("/maps/news.xml"));
  EXPECT_EQ(store_->Feeds()->front().kind, store::FeedSort::kSitemap);
}

TEST_F(SubscribeTest, WhatHasNoFeedIsSaidSo) {
  ServeOk("/", "<html><body>Hello</body></html>");
  const store::Errand none = AnswerTo(Url("/"));
  EXPECT_FALSE(none.good);
  EXPECT_THAT(none.answer, HasSubstr("no feed"));
  ServeStatus("/private", "401 Unauthorized");
  EXPECT_THAT(AnswerTo(Url("/private")).answer, HasSubstr("password"));
  EXPECT_THAT(AnswerTo(Url("/missing")).answer, HasSubstr("status 404"));
  EXPECT_THAT(*store_->Feeds(), IsEmpty());
}

TEST_F(SubscribeTest, AListAtAnAddressIsImportedWithItsFolders) {
  ServeOk("/list.opml",
          "<opml><body><outline text=World><outline text=Asia><outline xmlUrl='https://a.example/f'/>"
          "</outline></outline></body></opml>");
  EXPECT_THAT(AnswerTo(Url("/list.opml")).answer, HasSubstr("1 of 1 feeds"));
  EXPECT_EQ(store_->Feeds()->front().folder, "World/Asia");
}

class BackfillTest : public WebTest {
 protected:
  void SetUp() override {
    Settings settings;
    settings.between_backfills = seconds(10);
    // Only backfilling is looked at.
    settings.feed_interval = std::chrono::minutes(60 * 24);
    settings.shortest_interval = settings.feed_interval;
    Start(settings);
  }

  void Ask(const std::string& path, int entries, std::optional<std::chrono::sys_seconds> oldest = std::nullopt) {
    store::Backfill backfill;
    backfill.feed = news::FeedId(Url(path));
    backfill.left = entries;
    backfill.oldest = oldest;
    backfill.due = clock_.Now();
    ASSERT_TRUE(store_->PutBackfill(backfill));
  }
  store::Backfill Pass(int steps) {
    for (int i = 0; i < steps && !store_->Backfills()->front().done; ++i) {
      Round();
      clock_.Pass(seconds(60));
    }
    return store_->Backfills()->front();
  }
  std::string Older(const std::string& link) const {
    return "<atom:link rel='prev-archive' href='" + Url(link) + "'/>";
  }
};

TEST_F(BackfillTest, ArchivesAreReadOneAfterTheOtherAndOnAfterARestart) {
  ServeOk("/feed", Rss(Older("/2030.xml"), {"/1"}));
  ServeOk("/2030.xml", Rss(Older("/2029.xml"), {"/2", "/3"}));
  ServeOk("/2029.xml", Rss("", {"/4"}));
  Subscribed("/feed");
  Ask("/feed", 100);
  Round();
  clock_.Pass(seconds(60));
  Round();
  EXPECT_THAT(Asked("/2030.xml"), SizeIs(1));
  EXPECT_THAT(Asked("/2029.xml"), IsEmpty());
  Start({});
  const store::Backfill done = Pass(5);
  EXPECT_TRUE(done.done);
  EXPECT_EQ(done.found, 3);
  EXPECT_THAT(Asked("/2030.xml"), SizeIs(1));
  EXPECT_THAT(Asked("/4"), Not(IsEmpty()));
}

TEST_F(BackfillTest, NoMoreThanWasWantedIsTaken) {
  ServeOk("/feed", Rss(Older("/2030.xml")));
  ServeOk("/2030.xml", Rss(Older("/2029.xml"), {"/2", "/3", "/4"}));
  Subscribed("/feed");
  Ask("/feed", 2);
  const store::Backfill done = Pass(5);
  EXPECT_TRUE(done.done);
  EXPECT_EQ(done.found, 2);
  EXPECT_THAT(Asked("/2029.xml"), IsEmpty());
}

TEST_F(BackfillTest, WordPressIsAskedPageByPageUntilThereIsNone) {
  ServeOk("/feed", Rss("<generator>https://wordpress.org/?v=6.4</generator>", {"/1"}));
  ServeOk("/feed?paged=2", Rss("", {"/2"}));
  ServeOk("/feed?paged=3", Rss("", {"/3"}));
  Subscribed("/feed");
  Ask("/feed", 100);
  const store::Backfill done = Pass(10);
  EXPECT_TRUE(done.done);
  EXPECT_EQ(done.found, 2);
  EXPECT_THAT(Asked("/feed?paged=4"), SizeIs(1));
}

TEST_F(BackfillTest, ASiteThatGivesTheSamePageAgainEndsIt) {
  ServeOk("/feed", Rss("<generator>WordPress</generator>", {"/1"}));
  ServeOk("/feed?paged=2", Rss("<generator>WordPress</generator>", {"/1"}));
  Subscribed("/feed");
  Ask("/feed", 100);
  EXPECT_TRUE(Pass(5).done);
  EXPECT_THAT(Asked("/feed?paged=3"), IsEmpty());
}

TEST_F(BackfillTest, OtherSitesAreReadByTheirSitemapsWithinTheAge) {
  ServeOk("/feed", Rss("", {"/1"}));
  ServeOk("/robots.txt", "Sitemap: " + Url("/map.xml") + "\n");
  ServeOk("/map.xml", "<sitemapindex><sitemap><loc>" + Url("/a.xml") + "</loc><lastmod>2031-01-20</lastmod></sitemap>" +
                          "<sitemap><loc>" + Url("/b.xml") +
                          "</loc><lastmod>2020-01-01</lastmod></sitemap></sitemapindex>");
  ServeOk("/a.xml", "<urlset><url><loc>" + Url("/2") + "</loc><lastmod>2031-01-20</lastmod></url><url><loc>" +
                        Url("/3") + "</loc><lastmod>2019-01-20</lastmod></url></urlset>");
  Subscribed("/feed");
  Ask("/feed", 100, clock_.Now() - hours(24 * 60));
  const store::Backfill done = Pass(10);
  EXPECT_TRUE(done.done);
  EXPECT_EQ(done.found, 1);
  EXPECT_THAT(Asked("/2"), Not(IsEmpty()));
  EXPECT_THAT(Asked("/3"), IsEmpty());
  EXPECT_THAT(Asked("/b.xml"), IsEmpty());
}

TEST_F(BackfillTest, WhatDoesNotAnswerIsTriedAgainAndThenGivenUpInWords) {
  ServeOk("/feed", Rss(Older("/2030.xml")));
  ServeStatus("/2030.xml", "500 Internal Server Error");
  Subscribed("/feed");
  Ask("/feed", 100);
  for (int i = 0; i < 6; ++i) {
    Round();
    clock_.Pass(hours(3));
  }
  const store::Backfill done = store_->Backfills()->front();
  EXPECT_TRUE(done.done);
  EXPECT_THAT(done.answer, HasSubstr("status 500"));
  EXPECT_THAT(Asked("/2030.xml"), SizeIs(3));
}

}  // namespace
}  // namespace headwater::pipeline
