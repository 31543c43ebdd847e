// WebSub over a loopback network: a hub is asked, asked again in time, and told when it is over.
#include <gmock/gmock.h>

#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;
using store::PushState;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class WebSubTest : public WebTest {
 protected:
  void SetUp() override {
    Settings settings;
    settings.public_address = "https://news.vellmar.example";
    Start(settings);
    ServeStatus("/hub", "202 Accepted");
    ServeOk("/feed", Rss("<atom:link rel='hub' href='" + Url("/hub") + "'/><atom:link rel='self' href='" +
                         Url("/self") + "'/>"));
  }

  store::Push Push() { return store_->PushOf(news::FeedId(Url("/feed"))).value_or(store::Push{}); }
  void Verify(std::chrono::seconds lease) {
    store::Push push = Push();
    push.state = PushState::kVerified;
    push.lease_ends = clock_.Now() + lease;
    push.due = clock_.Now() + lease * 3 / 4;
    push.tries = 0;
    ASSERT_TRUE(store_->PutPush(push));
  }
};

TEST_F(WebSubTest, AHubThatAFeedNamesIsAskedForItsTopic) {
  Subscribed("/feed");
  Round();
  ASSERT_THAT(Asked("/hub"), SizeIs(1));
  const store::Push push = Push();
  EXPECT_EQ(push.topic, Url("/self"));
  EXPECT_EQ(push.state, PushState::kAsked);
  EXPECT_GE(push.path.size(), 40U);
  EXPECT_GE(push.secret.size(), 40U);
  EXPECT_THAT(
      Asked("/hub").front(),
      AllOf(testing::StartsWith("POST "), HasSubstr("hub.mode=subscribe"), HasSubstr("hub.secret=" + push.secret),
            HasSubstr("hub.callback=https%3A%2F%2Fnews.vellmar.example%2Fwebsub%2F" + push.path),
            HasSubstr("hub.topic=http%3A%2F%2F127.0.0.1"), HasSubstr("hub.lease_seconds=")));
}

TEST_F(WebSubTest, TheLinkHeaderNamesAHubToo) {
  ServeOk("/feed", Rss(""), "Link: </hub>; rel=\"hub\", </topic>; rel=\"self\"\r\n");
  Subscribed("/feed");
  Round();
  EXPECT_EQ(Push().hub, Url("/hub"));
  EXPECT_EQ(Push().topic, Url("/topic"));
}

TEST_F(WebSubTest, WithoutAPublicAddressNoHubIsAsked) {
  Start({});
  Subscribed("/feed");
  Round();
  EXPECT_THAT(Asked("/hub"), IsEmpty());
}

TEST_F(WebSubTest, ALeaseIsRenewedBeforeItEndsAndPollingSlowsMeanwhile) {
  Subscribed("/feed");
  Round();
  Verify(hours(40));
  clock_.Pass(hours(24));
  Round();
  EXPECT_THAT(Asked("/hub"), SizeIs(1));
  EXPECT_GT(Feed("/feed").next_fetch, clock_.Now() + hours(3));
  clock_.Pass(hours(7));
  Round();
  EXPECT_THAT(Asked("/hub"), SizeIs(2));
  EXPECT_EQ(Push().state, PushState::kVerified);
}

TEST_F(WebSubTest, AHubThatDoesNotVerifyIsAskedAgainButNotForEver) {
  Subscribed("/feed");
  for (int i = 0; i < 48; ++i) {
    Round();
    clock_.Pass(hours(1));
  }
  const std::size_t asked = Asked("/hub").size();
  EXPECT_GE(asked, 4U);
  EXPECT_LE(asked, 9U);
}

TEST_F(WebSubTest, AHubThatRefusesIsRemembered) {
  ServeStatus("/hub", "403 Forbidden");
  Subscribed("/feed");
  Round();
  EXPECT_THAT(Push().error, HasSubstr("status 403"));
  EXPECT_EQ(Feed("/feed").health, store::FeedHealth::kGood);
}

TEST_F(WebSubTest, WhatAHubDeliveredIsReadWithoutAskingTheFeed) {
  ServeOk("/1",
          "<html lang=en><head><title>Weir</title></head><body><article><h1>Weir</h1><p>The new weir on the Orrin "
          "opened on Monday after four years of building, the water office of Vellmar said. It cost 38 million, "
          "nine more than planned.</p></article></body></html>");
  const auto feed = Subscribed("/feed");
  Round();
  ASSERT_TRUE(store_->Deliver(feed.id, {{"content-type", "application/rss+xml"}}, Rss("", {"/1"}), clock_.Now()));
  Round();
  EXPECT_THAT(Asked("/feed"), SizeIs(1));
  EXPECT_THAT(Asked("/1"), SizeIs(1));
  EXPECT_TRUE(*store_->HasAddress(Url("/1")));
  EXPECT_THAT(*store_->Deliveries(10), IsEmpty());
}

TEST_F(WebSubTest, WhatADeliveryReservesHoldsForItsWords) {
  const std::string prose = "The new weir on the Orrin opened on Monday after four years of building.";
  store::FeedOptions options;
  options.text = store::TextFrom::kFeed;
  const auto feed = Subscribed("/feed", options);
  Round();
  const std::string delivered = Rss("<item><title>Weir</title><link>" + Url("/1") + "</link><description>" + prose +
                                    " It cost 38 million, nine more than planned.</description></item>");
  ASSERT_TRUE(store_->Deliver(feed.id, {{"content-type", "application/rss+xml"}, {"tdm-reservation", "1"}}, delivered,
                              clock_.Now()));
  Round();
  // The page itself is asked for instead.
  EXPECT_THAT(Asked("/1"), SizeIs(1));
  EXPECT_FALSE(store_->ArticleAt(Url("/1")));
}

TEST_F(WebSubTest, AHubThatOnlyRingsMakesTheFeedBeAsked) {
  const auto feed = Subscribed("/feed");
  Round();
  ASSERT_TRUE(store_->Deliver(feed.id, {{"content-type", "text/plain"}}, "new!", clock_.Now()));
  Round();
  EXPECT_THAT(Asked("/feed"), SizeIs(2));
}

TEST_F(WebSubTest, AHubIsToldWhenItsFeedIsRemoved) {
  const auto feed = Subscribed("/feed");
  Round();
  Verify(hours(100));
  ASSERT_TRUE(store_->Unsubscribe(feed.id, clock_.Now()));
  Round();
  ASSERT_THAT(Asked("/hub"), SizeIs(2));
  EXPECT_THAT(Asked("/hub").back(), AllOf(HasSubstr("hub.mode=unsubscribe"), Not(HasSubstr("hub.secret"))));
  // It never answered; after some tries that is that.
  for (int i = 0; i < 48; ++i) {
    clock_.Pass(hours(1));
    Round();
  }
  EXPECT_FALSE(store_->PushOf(feed.id));
}

TEST_F(WebSubTest, AFeedWithoutItsHubLeavesIt) {
  Subscribed("/feed");
  Round();
  Verify(hours(100));
  ServeOk("/feed", Rss("<description>no hub any more</description>"));
  clock_.Pass(hours(5));
  Round();
  EXPECT_EQ(Push().state, PushState::kLeaving);
}

}  // namespace
}  // namespace headwater::pipeline
