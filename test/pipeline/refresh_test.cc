// Feeds over a loopback network: health, redirects, patience, options, full text.
#include <gmock/gmock.h>

#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using store::FeedHealth;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kProse =
    "The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. It "
    "cost 38 million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024.";

class RefreshTest : public WebTest {};

TEST_F(RefreshTest, AFeedBringsItsPagesAndIsAskedAgainConditionally) {
  ServeOk("/feed", Rss("", {"/1"}), "ETag: \"a\"\r\n");
  ServeOk("/1", Page(kProse));
  Subscribed("/feed");
  Round();
  EXPECT_EQ(Feed("/feed").health, FeedHealth::kGood);
  EXPECT_EQ(Feed("/feed").title, "Vellmar Post");
  EXPECT_TRUE(*store_->HasAddress(Url("/1")));
  ServeStatus("/feed", "304 Not Modified");
  clock_.Pass(hours(25));
  Round();
  ASSERT_THAT(Asked("/feed"), SizeIs(2));
  EXPECT_THAT(Asked("/feed").back(), HasSubstr("If-None-Match: \"a\""));
  EXPECT_EQ(Feed("/feed").last_good, clock_.Now());
}

TEST_F(RefreshTest, APermanentRedirectMovesTheSubscriptionAndATemporaryOneDoesNot) {
  ServeStatus("/old", "301 Moved Permanently", "Location: /new\r\n");
  ServeStatus("/away", "302 Found", "Location: /new2\r\n");
  ServeOk("/new", Rss(""));
  ServeOk("/new2", Rss("<description>another</description>"));
  const auto old = Subscribed("/old");
  const auto away = Subscribed("/away");
  Round();
  EXPECT_EQ(store_->Feed(old.id.value())->url, Url("/new"));
  EXPECT_EQ(store_->Feed(away.id.value())->url, Url("/away"));
}

TEST_F(RefreshTest, ARedirectToWhatIsNoFeedMovesNothing) {
  ServeStatus("/old", "301 Moved Permanently", "Location: /\r\n");
  ServeOk("/", Page(kProse));
  Subscribed("/old");
  Round();
  EXPECT_EQ(Feed("/old").url, Url("/old"));
  EXPECT_EQ(Feed("/old").health, FeedHealth::kFailing);
}

TEST_F(RefreshTest, AFeedThatMovesToOneThatIsSubscribedToIsMergedWithIt) {
  ServeStatus("/old", "308 Permanent Redirect", "Location: /new\r\n");
  ServeOk("/new", Rss(""));
  Subscribed("/old");
  Subscribed("/new");
  Round();
  ASSERT_THAT(*store_->Feeds(), SizeIs(1));
  EXPECT_EQ(store_->Feeds()->front().url, Url("/new"));
}

TEST_F(RefreshTest, GoneForGoodIsNotAskedAgainUntilAPersonWantsIt) {
  ServeStatus("/feed", "410 Gone");
  const auto feed = Subscribed("/feed");
  Round();
  EXPECT_EQ(Feed("/feed").health, FeedHealth::kGone);
  clock_.Pass(hours(24 * 30));
  Round();
  EXPECT_THAT(Asked("/feed"), SizeIs(1));
  ServeOk("/feed", Rss(""));
  ASSERT_TRUE(store_->AskRefresh(feed.id, clock_.Now()));
  Round();
  EXPECT_EQ(Feed("/feed").health, FeedHealth::kGood);
}

TEST_F(RefreshTest, RetryAfterIsWaitedFor) {
  for (const char* status : {"429 Too Many Requests", "503 Service Unavailable"}) {
    const std::string path = std::string("/") + status[0] + "feed";
    ServeStatus(path, status, "Retry-After: 86400\r\n");
    Subscribed(path);
    Round();
    EXPECT_EQ(Feed(path).health, FeedHealth::kFailing);
    EXPECT_GE(Feed(path).next_fetch, clock_.Now() + seconds(86'400)) << status;
  }
}

TEST_F(RefreshTest, FailuresAreTriedLaterAndLater) {
  Subscribed("/feed");
  seconds before{0};
  for (int failures = 1; failures <= 4; ++failures) {
    Round();
    const store::FeedRow feed = Feed("/feed");
    EXPECT_EQ(feed.failures, failures);
    EXPECT_THAT(feed.last_error, HasSubstr("status 404"));
    const seconds wait = feed.next_fetch - clock_.Now();
    EXPECT_GT(wait, before);
    before = wait;
    clock_.Pass(wait);
  }
  ServeOk("/feed", Rss(""));
  Round();
  EXPECT_EQ(Feed("/feed").failures, 0);
  EXPECT_THAT(Feed("/feed").last_error, IsEmpty());
}

TEST_F(RefreshTest, APausedFeedIsLeftAlone) {
  ServeOk("/feed", Rss(""));
  const auto feed = Subscribed("/feed");
  ASSERT_TRUE(store_->PauseFeed(feed.id, true, clock_.Now()));
  Round();
  EXPECT_THAT(Asked("/feed"), IsEmpty());
  ASSERT_TRUE(store_->PauseFeed(feed.id, false, clock_.Now()));
  Round();
  EXPECT_THAT(Asked("/feed"), SizeIs(1));
}

TEST_F(RefreshTest, TheSameBytesAreNotReadTwice) {
  ServeOk("/feed", Rss("<ttl>10</ttl>", {"/1"}));
  Subscribed("/feed");
  Round();
  EXPECT_THAT(Asked("/1"), SizeIs(1));
  ASSERT_FALSE(Feed("/feed").body_hash.empty());
  clock_.Pass(hours(25));
  Round();
  EXPECT_THAT(Asked("/feed"), SizeIs(2));
  EXPECT_EQ(Feed("/feed").health, FeedHealth::kGood);
}

TEST_F(RefreshTest, AFixedIntervalAndSkippedHoursDecideTheNextLook) {
  store::FeedOptions options;
  options.interval = minutes(7);
  ServeOk("/feed", Rss(""));
  ServeOk("/night", Rss("<skipHours><hour>12</hour></skipHours>"));
  Subscribed("/feed", options);
  Subscribed("/night", options);
  Round();
  EXPECT_NEAR(static_cast<double>((Feed("/feed").next_fetch - clock_.Now()).count()), 420, 43);
  EXPECT_EQ(Feed("/night").next_fetch, clock_.Now() + hours(1));
}

TEST_F(RefreshTest, AFeedsOptionsGoWithItsRequestsAndWithThoseForItsPages) {
  store::FeedOptions options;
  options.user_agent = "Kestrel/2";
  options.cookies = "session=7";
  options.user = "jo";
  options.password = "secret";
  ServeOk("/feed", Rss("", {"/1"}));
  ServeOk("/1", Page(kProse));
  Subscribed("/feed", options);
  Round();
  for (const char* path : {"/feed", "/1"}) {
    ASSERT_THAT(Asked(path), Not(IsEmpty()));
    EXPECT_THAT(Asked(path).back(), HasSubstr("User-Agent: Kestrel/2"));
    EXPECT_THAT(Asked(path).back(), HasSubstr("Cookie: session=7"));
  }
}

TEST_F(RefreshTest, OtherSitesAreNotToldAFeedsSecrets) {
  std::mutex mutex;
  std::string told;
  fetch::LoopbackServer other([&](const std::string& request, const fetch::Visitor& visitor) {
    const std::scoped_lock lock(mutex);
    told += request;
    visitor.Send(fetch::HttpOk(Page(kProse)));
  });
  std::string elsewhere = other.Url("/1");
  // The same machine by another name is another site.
  elsewhere.replace(elsewhere.find("127.0.0.1"), 9, "localhost");
  store::FeedOptions options;
  options.user_agent = "Kestrel/2";
  options.cookies = "session=7";
  ServeOk("/feed", Rss("<item><title>A</title><link>" + elsewhere + "</link></item>"));
  Subscribed("/feed", options);
  Round();
  const std::scoped_lock lock(mutex);
  EXPECT_THAT(told, HasSubstr("User-Agent: Kestrel/2"));
  EXPECT_THAT(told, Not(HasSubstr("session=7")));
}

TEST_F(RefreshTest, TheFeedsOwnTextIsTakenWhereThatIsWanted) {
  store::FeedOptions options;
  options.text = store::TextFrom::kFeed;
  ServeOk("/feed", Rss("<item><title>Weir opens</title><link>" + Url("/1") + "</link><description>&lt;p&gt;" + kProse +
                       "&lt;/p&gt;</description></item>"));
  Subscribed("/feed", options);
  Round();
  EXPECT_THAT(Asked("/1"), IsEmpty());
  const auto article = store_->ArticleAt(Url("/1"));
  ASSERT_TRUE(article);
  EXPECT_THAT(store_->Article(*article)->article.text, HasSubstr("nine more than planned"));
}

// RFC 7725.
TEST_F(RefreshTest, APageThatTheLawKeepsFromUsIsNotAskedForAgainAndItsFeedsWordsAreTaken) {
  ServeOk("/feed", Rss("<item><title>Weir opens</title><link>" + Url("/1") + "</link><description>&lt;p&gt;" + kProse +
                       "&lt;/p&gt;</description></item>"));
  ServeStatus("/1", "451 Unavailable For Legal Reasons");
  Subscribed("/feed");
  Round();
  Round();
  EXPECT_THAT(Asked("/1"), SizeIs(1));
  const auto article = store_->ArticleAt(Url("/1"));
  ASSERT_TRUE(article);
  EXPECT_EQ(store_->Article(*article)->article.access, news::Access::kRegionBlocked);
}

TEST_F(RefreshTest, APageIsCutAsThePersonSaysAndKeptWhole) {
  store::FeedOptions options;
  options.text = store::TextFrom::kSelected;
  options.keep = ".story";
  options.drop = ".promotion";
  ServeOk("/feed", Rss("", {"/1"}));
  const std::string noise =
      "The quarterly review of harbour fees will be held in the old town hall, where visitors are asked to register.";
  const std::string page =
      "<html lang=en><head><title>Weir opens</title></head><body><main><h1>Weir opens</h1><div "
      "class=story><p>" +
      kProse + "</p><p class=promotion>" + noise + "</p></div><div class=other><p>" + noise + " It goes on for long. " +
      kProse + "</p></div></main></body></html>";
  ServeOk("/1", page, "Content-Type: text/html\r\n");
  Subscribed("/feed", options);
  Round();
  const auto article = store_->ArticleAt(Url("/1"));
  ASSERT_TRUE(article);
  EXPECT_THAT(store_->Article(*article)->article.text, HasSubstr("nine more than planned"));
  EXPECT_THAT(store_->Article(*article)->article.text, Not(HasSubstr("harbour fees")));
  EXPECT_EQ(store_->Page(*article)->body, page);
}

TEST_F(RefreshTest, ASitemapAnnouncesWhatIsNewOnly) {
  ServeOk("/sitemap.xml", "<sitemapindex><sitemap><loc>" + Url("/old.xml") +
                              "</loc><lastmod>2030-01-01</lastmod></sitemap><sitemap><loc>" + Url("/now.xml") +
                              "</loc><lastmod>2031-02-04</lastmod></sitemap></sitemapindex>");
  ServeOk("/now.xml", "<urlset><url><loc>" + Url("/1") +
                          "</loc><lastmod>2031-02-04T09:00:00Z</lastmod></url><url><loc>" + Url("/2") +
                          "</loc><lastmod>2029-02-04T09:00:00Z</lastmod></url></urlset>");
  ServeOk("/1", Page(kProse));
  Subscribed("/sitemap.xml");
  Round();
  EXPECT_THAT(Asked("/old.xml"), IsEmpty());
  EXPECT_THAT(Asked("/1"), SizeIs(1));
  EXPECT_THAT(Asked("/2"), IsEmpty());
  EXPECT_EQ(Feed("/sitemap.xml").kind, store::FeedSort::kSitemap);
  EXPECT_EQ(Feed("/sitemap.xml").url, Url("/sitemap.xml"));
}

}  // namespace
}  // namespace headwater::pipeline
