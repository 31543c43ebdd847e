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
  feed.language = "de";
  feed.country = "DE";
  feed.health = FeedHealth::kFailing;
  feed.last_error = "the server did not answer within 10 s";
  feed.failures = 3;
  feed.last_fetched = kNoon;
  feed.next_fetch = kNoon + hours(1);
  feed.etag = "\"x\"";
  feed.entry_count = 20;
  feed.hub = "https://hub.example/";
  feed.topic = "https://vellmar.example/self";
  feed.entry_rate = 12.5;
  feed.last_changed = kNoon - hours(2);
  feed.declared = std::chrono::seconds(1800);
  feed.skipped = 0x80;
  feed.seen_entries = std::string("\0\1\2\3", 4);
  ASSERT_TRUE(Opened().UpdateFeed(feed));
  const FeedRow back = Opened().Feeds()->front();
  EXPECT_EQ(back.hub, feed.hub);
  EXPECT_EQ(back.topic, feed.topic);
  EXPECT_EQ(back.entry_rate, 12.5);
  EXPECT_EQ(back.last_changed, feed.last_changed);
  EXPECT_EQ(back.declared, feed.declared);
  EXPECT_EQ(back.skipped, feed.skipped);
  EXPECT_EQ(back.seen_entries, feed.seen_entries);
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

// Fetching takes its time: what a person sets meanwhile must not be undone by its outcome.
TEST_F(FeedsTest, WhatAPersonSetsIsLeftAloneByWhatFetchingFindsOut) {
  const FeedRow fetched = Feed("a");
  ASSERT_TRUE(Opened().Subscribe(std::vector{fetched}, kNoon));
  FeedOptions options;
  options.user = "jo";
  options.password = "secret";
  options.text = TextFrom::kSelected;
  options.keep = "article .body";
  options.interval = std::chrono::minutes(90);
  ASSERT_TRUE(Opened().SetFeed(fetched.id, "Kestrel", "World/Asia", options));
  ASSERT_TRUE(Opened().PauseFeed(fetched.id, true, kNoon));
  FeedRow outcome = fetched;
  outcome.title = "Another";
  outcome.health = FeedHealth::kGood;
  ASSERT_TRUE(Opened().UpdateFeed(outcome));
  const FeedRow back = *Opened().Feed("a");
  EXPECT_EQ(back.title, "Kestrel");
  EXPECT_EQ(back.folder, "World/Asia");
  EXPECT_EQ(back.options, options);
  EXPECT_EQ(back.health, FeedHealth::kPaused);
  EXPECT_THAT(*Opened().FeedsDue(kNoon, 10), IsEmpty());
  ASSERT_TRUE(Opened().PauseFeed(fetched.id, false, kNoon));
  EXPECT_THAT(*Opened().FeedsDue(kNoon, 10), SizeIs(1));
}

TEST_F(FeedsTest, WhatWasFetchedWithOldOptionsSaysNothingOfTheNewOnes) {
  FeedRow feed;
  feed.id = news::FeedId("https://vellmar.example/feed");
  feed.url = feed.id.value();
  ASSERT_TRUE(Opened().Subscribe(std::vector{feed}, kNoon));
  // It is under way while a person changes its options.
  FeedOptions options;
  options.cookies = "a=b";
  ASSERT_TRUE(Opened().SetFeed(feed.id, "", "", options));
  feed.etag = "\"old\"";
  feed.body_hash = "old";
  feed.last_good = kNoon;
  ASSERT_TRUE(Opened().UpdateFeed(feed));
  auto kept = Opened().Feed(feed.url);
  EXPECT_EQ(kept->etag, "");
  EXPECT_EQ(kept->body_hash, "");
  EXPECT_EQ(kept->last_good, kNoon);
  kept->etag = "\"new\"";
  ASSERT_TRUE(Opened().UpdateFeed(*kept));
  EXPECT_EQ(Opened().Feed(feed.url)->etag, "\"new\"");
}

TEST_F(FeedsTest, AnAddressThatMeansTheSameIsNoOtherFeed) {
  ASSERT_TRUE(Opened().Subscribe(std::vector{Feed("https://vellmar.example/feed")}, kNoon));
  EXPECT_EQ(*Opened().Subscribe(std::vector{Feed("http://vellmar.example/feed/?utm_source=x")}, kNoon), 0);
  EXPECT_EQ(Opened().Feed("http://vellmar.example/feed/")->id.value(), "https://vellmar.example/feed");
  EXPECT_EQ(Opened().Feed("https://vellmar.example/other").error().fault, Fault::kNotFound);
}

TEST_F(FeedsTest, FoldersAndMailboxesAreNotFetchedOverHttp) {
  std::vector<FeedRow> feeds{Feed("web"), Feed("folder")};
  feeds[1].kind = FeedSort::kFolder;
  ASSERT_TRUE(Opened().Subscribe(feeds, kNoon));
  ASSERT_THAT(*Opened().FeedsDue(kNoon, 10), SizeIs(1));
  EXPECT_EQ(Opened().FeedsDue(kNoon, 10)->front().url, "web");
  EXPECT_EQ(Opened().FeedsDueOf(FeedSort::kFolder, kNoon, 10)->front().url, "folder");
}

TEST_F(FeedsTest, AListOfOutlinesComesBackAsItCame) {
  FeedRow feed = Feed("https://vellmar.example/feed");
  feed.title = "A < B & C";
  feed.folder = "World/East\xE2\x88\x95West";
  feed.attributes = {{"{https://reader.example/ns}rule", "main"}};
  feed.language = "de";
  FeedRow sample = Feed("https://sample.example/");
  sample.sample = true;
  const news::Feed list = ListOf(std::vector{feed, sample});
  ASSERT_THAT(list.entries, SizeIs(1));
  EXPECT_THAT(list.entries[0].folders, testing::ElementsAre("World", "East/West"));
  const FeedRow back = store::RowOf(list.entries[0]);
  EXPECT_EQ(back.title, feed.title);
  EXPECT_EQ(back.folder, feed.folder);
  EXPECT_EQ(back.language, "de");
  ASSERT_TRUE(Opened().Subscribe(std::vector{back}, kNoon));
  EXPECT_EQ(Opened().Feeds()->front().attributes, back.attributes);
}

TEST_F(FeedsTest, AHubsSubscriptionOutlivesItsFeedUntilItIsToldSo) {
  ASSERT_TRUE(Opened().Subscribe(std::vector{Feed("a")}, kNoon));
  Push push{news::FeedId("a"),    "https://hub.example/", "a", "path",           "secret",
            PushState::kVerified, kNoon + hours(2),       0,   kNoon + hours(3), ""};
  ASSERT_TRUE(Opened().PutPush(push));
  EXPECT_EQ(Opened().Feeds()->front().pushed_until, push.lease_ends);
  EXPECT_THAT(*Opened().PushesDue(kNoon, 10), IsEmpty());
  EXPECT_EQ(Opened().PushAt("path")->secret, "secret");
  ASSERT_TRUE(Opened().Deliver(push.feed, {{"content-type", "text/xml"}}, "<rss/>", kNoon));
  ASSERT_THAT(*Opened().Deliveries(10), SizeIs(1));
  ASSERT_TRUE(Opened().Unsubscribe(push.feed, kNoon));
  EXPECT_THAT(*Opened().Deliveries(10), IsEmpty());
  ASSERT_THAT(*Opened().PushesDue(kNoon, 10), SizeIs(1));
  EXPECT_EQ(Opened().PushesDue(kNoon, 10)->front().state, PushState::kLeaving);
  ASSERT_TRUE(Opened().DropPush(push.feed));
  EXPECT_EQ(Opened().PushAt("path").error().fault, Fault::kNotFound);
}

TEST_F(FeedsTest, DeliveriesThatNobodyReadsDoNotPileUp) {
  ASSERT_TRUE(Opened().Subscribe(std::vector{Feed("a")}, kNoon));
  Result<void> delivered;
  int taken = 0;
  while (delivered && taken < 1000) {
    delivered = Opened().Deliver(news::FeedId("a"), {{"content-type", "text/xml"}}, "<rss/>", kNoon);
    taken += delivered ? 1 : 0;
  }
  EXPECT_EQ(delivered.error().fault, Fault::kTooLarge);
  EXPECT_EQ(Opened().Deliveries(1000)->size(), static_cast<std::size_t>(taken));
}

TEST_F(FeedsTest, ABackfillGoesOnWhereItStood) {
  ASSERT_TRUE(Opened().Subscribe(std::vector{Feed("a")}, kNoon));
  Backfill backfill;
  backfill.feed = news::FeedId("a");
  backfill.way = BackfillWay::kSitemap;
  backfill.addresses = {"https://vellmar.example/1.xml", "https://vellmar.example/2.xml"};
  backfill.left = 400;
  backfill.oldest = kNoon - hours(24 * 30);
  backfill.due = kNoon;
  ASSERT_TRUE(Opened().PutBackfill(backfill));
  store_.reset();
  const auto due = Opened().BackfillsDue(kNoon, 10);
  ASSERT_THAT(*due, SizeIs(1));
  EXPECT_EQ(due->front().addresses, backfill.addresses);
  EXPECT_EQ(due->front().oldest, backfill.oldest);
  backfill.done = true;
  ASSERT_TRUE(Opened().PutBackfill(backfill));
  EXPECT_THAT(*Opened().BackfillsDue(kNoon, 10), IsEmpty());
  EXPECT_THAT(*Opened().Backfills(), SizeIs(1));
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
