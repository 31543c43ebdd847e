// Subscriptions, errands, notes and the queue's rows.
#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::hours;
using testing::IsEmpty;
using testing::SizeIs;

class FeedsTest : public StoreTest {
 protected:
  static FeedRow Feed(const std::string& url) {
    FeedRow feed;
    feed.id = news::FeedId(url);
    feed.url = url;
    feed.title = "Feed at " + url;
    return feed;
  }
};

TEST_F(FeedsTest, AFeedIsAddedOnce) {
  const std::vector<FeedRow> feeds{Feed("a"), Feed("b"), Feed("a")};
  EXPECT_EQ(*Opened().Subscribe(feeds, kNoon), 2);
  EXPECT_EQ(*Opened().Subscribe(feeds, kNoon), 0);
  EXPECT_THAT(*Opened().Feeds(), SizeIs(2));
  EXPECT_EQ(Opened().Counts()->feeds, 2);
}

TEST_F(FeedsTest, AFeedComesBackAsItWasSet) {
  FeedRow feed = Feed("a");
  ASSERT_TRUE(Opened().Subscribe(std::vector{feed}, kNoon));
  feed.title = "Kestrel";
  feed.folder = "World";
  feed.language = "de";
  feed.country = "DE";
  feed.health = FeedHealth::kFailing;
  feed.last_error = "the server did not answer within 10 s";
  feed.failures = 3;
  feed.last_fetched = kNoon;
  feed.next_fetch = kNoon + hours(1);
  feed.etag = "\"x\"";
  feed.entry_count = 20;
  ASSERT_TRUE(Opened().UpdateFeed(feed));
  const FeedRow back = Opened().Feeds()->front();
  EXPECT_EQ(back.title, "Kestrel");
  EXPECT_EQ(back.health, FeedHealth::kFailing);
  EXPECT_EQ(back.last_error, feed.last_error);
  EXPECT_EQ(back.last_fetched, feed.last_fetched);
  EXPECT_EQ(back.last_good, std::nullopt);
  EXPECT_EQ(back.next_fetch, feed.next_fetch);
  EXPECT_EQ(back.etag, "\"x\"");
  EXPECT_EQ(Opened().Counts()->failing_feeds, 1);
}

TEST_F(FeedsTest, FeedsAreDueByTheirTimeUnlessPaused) {
  std::vector<FeedRow> feeds{Feed("later"), Feed("now"), Feed("paused"), Feed("earlier")};
  feeds[0].next_fetch = kNoon + hours(1);
  feeds[1].next_fetch = kNoon;
  feeds[2].health = FeedHealth::kPaused;
  feeds[3].next_fetch = kNoon - hours(1);
  ASSERT_TRUE(Opened().Subscribe(feeds, kNoon));
  const auto due = Opened().FeedsDue(kNoon, 10);
  ASSERT_THAT(*due, SizeIs(2));
  EXPECT_EQ(due->front().url, "earlier");
  EXPECT_EQ(due->back().url, "now");
  ASSERT_TRUE(Opened().AskRefresh(news::FeedId("later"), kNoon));
  EXPECT_THAT(*Opened().FeedsDue(kNoon, 10), SizeIs(3));
  ASSERT_TRUE(Opened().AskRefresh(news::FeedId(), kNoon));
  EXPECT_THAT(*Opened().FeedsDue(kNoon, 2), SizeIs(2));
}

TEST_F(FeedsTest, WhatIsNotSubscribedToIsNotFound) {
  EXPECT_EQ(Opened().Unsubscribe(news::FeedId("x")).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().UpdateFeed(Feed("x")).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().AskRefresh(news::FeedId("x"), kNoon).error().fault, Fault::kNotFound);
  ASSERT_TRUE(Opened().Subscribe(std::vector{Feed("a")}, kNoon));
  ASSERT_TRUE(Opened().Unsubscribe(news::FeedId("a")));
  EXPECT_THAT(*Opened().Feeds(), IsEmpty());
}

TEST_F(FeedsTest, AnErrandWaitsUntilItIsAnswered) {
  const auto first = Opened().Ask(ErrandKind::kSubscribe, "https://vellmar.example/feed", kNoon);
  const auto second = Opened().Ask(ErrandKind::kImportOpml, "<opml/>", kNoon);
  const auto asked = Opened().Asked(10);
  ASSERT_THAT(*asked, SizeIs(2));
  EXPECT_EQ(asked->front().id, *first);
  EXPECT_EQ(asked->front().kind, ErrandKind::kSubscribe);
  EXPECT_EQ(asked->front().payload, "https://vellmar.example/feed");
  ASSERT_TRUE(Opened().Answer(*first, true, "1 feed added", kNoon));
  EXPECT_THAT(*Opened().Asked(10), SizeIs(1));
  const auto answered = Opened().ErrandOf(*first);
  EXPECT_TRUE(answered->answered);
  EXPECT_TRUE(answered->good);
  EXPECT_EQ(answered->answer, "1 feed added");
  EXPECT_FALSE(Opened().ErrandOf(*second)->answered);
  EXPECT_EQ(Opened().ErrandOf(99).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Answer(99, true, "", kNoon).error().fault, Fault::kNotFound);
}

TEST_F(FeedsTest, ANoteIsKeptByName) {
  EXPECT_EQ(*Opened().Note("samples"), std::nullopt);
  ASSERT_TRUE(Opened().SetNote("samples", ""));
  EXPECT_EQ(*Opened().Note("samples"), "");
  ASSERT_TRUE(Opened().SetNote("samples", "loaded"));
  store_.reset();
  EXPECT_EQ(*Opened().Note("samples"), "loaded");
}

}  // namespace
}  // namespace headwater::store
