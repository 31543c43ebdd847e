// What goes wrong with one thing keeps the others from nothing.
#include <gmock/gmock.h>

#include "store/port.h"
#include "store/retention.h"
#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;
using testing::SizeIs;

constexpr int kFeeds = 12;

class FaultsTest : public WebTest {
 protected:
  void SetUp() override {
    Settings settings;
    settings.public_address = "https://news.vellmar.example";
    settings.between_backfills = std::chrono::seconds(1);
    Start(settings);
  }
  void Sql(const std::string& sql) {
    const auto done = store_->database().Write([&](store::Session& session) -> Result<void> {
      session.Run(sql);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text;
  }
  // From now on, until Heal, the store fails in what would be done to the table.
  void Fail(const std::string& what, const std::string& table) {
    Sql("CREATE TRIGGER broken BEFORE " + what + " ON " + table + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
  }
  void MeetTheFault() {
    for (int n = 0; n < 20; ++n) {
      if (!pipeline_->Round()) {
        return;
      }
    }
    ADD_FAILURE() << "nothing went wrong";
  }
  void Heal() { Sql("DROP TRIGGER broken"); }
  static std::string FeedAt(int n) { return "/feed" + std::to_string(n); }
};

TEST_F(FaultsTest, FeedsThatTheStoreFailedForAreAskedForAgain) {
  ServeStatus("/hub", "202 Accepted");
  for (int n = 0; n < kFeeds; ++n) {
    ServeOk(FeedAt(n), Rss("<atom:link rel='hub' href='" + Url("/hub") + "'/>"));
    Subscribed(FeedAt(n));
  }
  Fail("INSERT", "pushes");
  MeetTheFault();
  Heal();
  for (int n = 0; n < 10; ++n) {
    static_cast<void>(pipeline_->Round());
  }
  for (int n = 0; n < kFeeds; ++n) {
    EXPECT_TRUE(Feed(FeedAt(n)).last_good) << FeedAt(n);
  }
}

TEST_F(FaultsTest, BackfillsThatTheStoreFailedForGoOn) {
  for (int n = 0; n < kFeeds; ++n) {
    ServeOk(FeedAt(n), Rss("<atom:link rel='prev-archive' href='" + Url(FeedAt(n) + "/older") + "'/>"));
    ServeOk(FeedAt(n) + "/older", Rss("", {}));
    Subscribed(FeedAt(n));
  }
  Round();
  for (int n = 0; n < kFeeds; ++n) {
    store::Backfill backfill;
    backfill.feed = news::FeedId(Url(FeedAt(n)));
    backfill.left = 10;
    backfill.due = clock_.Now();
    ASSERT_TRUE(store_->PutBackfill(backfill));
  }
  Fail("UPDATE", "backfills");
  MeetTheFault();
  Heal();
  for (int n = 0; n < 10; ++n) {
    static_cast<void>(pipeline_->Round());
    clock_.Pass(std::chrono::seconds(60));
  }
  const auto backfills = store_->Backfills();
  ASSERT_THAT(*backfills, SizeIs(kFeeds));
  for (const store::Backfill& backfill : *backfills) {
    EXPECT_TRUE(backfill.done) << backfill.feed.value();
  }
}

TEST_F(FaultsTest, WhatCannotBeTidiedUpKeepsNothingFromBeingFetched) {
  ServeOk("/feed", Rss("", {"/1"}));
  ServeOk("/1", Page("The new weir on the Orrin opened on Monday after four years of building, the office said."));
  Subscribed("/feed");
  Round();
  ASSERT_TRUE(*store_->HasAddress(Url("/1")));
  ASSERT_TRUE(store::Retention(*store_).Put({"", "", 1, 0}));
  Fail("DELETE", "pages");
  clock_.Pass(hours(48));
  ServeOk("/feed", Rss("", {"/1", "/2"}));
  ServeOk("/2", Page("A second weir on the Orrin is to be built by the water office of Vellmar within three years."));
  EXPECT_FALSE(pipeline_->Round()) << "it is told";
  const auto rest = pipeline_->Round();
  EXPECT_TRUE(rest) << rest.error().text;
  EXPECT_TRUE(*store_->HasAddress(Url("/2")));
  Heal();
}

}  // namespace
}  // namespace headwater::pipeline
