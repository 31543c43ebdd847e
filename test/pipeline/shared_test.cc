// Many do the work of one: nothing is lost, nothing is there twice, and the stories are those that one alone makes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/share.h"
#include "store/given_up.h"
#include "test/pipeline/shared_fixture.h"
#include "test/queue/relay.h"

namespace headwater::pipeline {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

TEST_F(SharedTest, EachStageAsAProcessOfItsOwnTellsEveryPageOnce) {
  const SharedSite site(24);
  const queue::NatsServer server;
  for (const char* const stage : {"fetch", "extract", "annotate", "desk"}) {
    Join(server.Address(), stage);
  }
  Subscribe(*store_, site);
  ExpectAllOnce(site);
  EXPECT_EQ(site.Asked(), site.size()) << "each page is asked for once";
  workers_.clear();
}

TEST_F(SharedTest, WorkersComeAndGoWhileTheWorkGoesOn) {
  const SharedSite site(60);
  const queue::NatsServer server;
  Worker& first = Join(server.Address());
  Subscribe(*store_, site);
  EXPECT_GE(Placed(10), 10U);
  Join(server.Address());
  const auto begun = steady_clock::now();
  first.Stop();
  EXPECT_LT(steady_clock::now() - begun, seconds(2)) << "it hands its work back";
  ExpectAllOnce(site);
  workers_.clear();
}

TEST_F(SharedTest, WhoIsCutOffIsFollowedAndDoesNoHarmWhenBack) {
  const SharedSite site(60);
  const queue::NatsServer server;
  queue::Relay relay(server.port());
  Join("nats://127.0.0.1:" + std::to_string(relay.port()));
  Subscribe(*store_, site);
  EXPECT_GE(Placed(10), 10U);
  relay.Cut();
  Join(server.Address());
  std::this_thread::sleep_for(seconds(4));
  relay.Mend();
  ExpectAllOnce(site);
  workers_.clear();
}

TEST_F(SharedTest, TheQueuesLeaderIsKilledAndNothingIsLost) {
  const SharedSite site(60);
  queue::NatsCluster cluster;
  Join(cluster.Addresses());
  Join(cluster.Addresses(), "fetch extract annotate");
  Subscribe(*store_, site);
  EXPECT_GE(Placed(5), 5U);
  queue::NatsServer* const leader = cluster.LeaderOf("headwater_extract");
  ASSERT_NE(leader, nullptr);
  leader->Kill();
  ExpectAllOnce(site);
  workers_.clear();
}

TEST_F(SharedTest, WhatWaitsInTheStoreOrIsAskedForAgainGoesToTheQueue) {
  const SharedSite site(2);
  const queue::NatsServer server;
  const std::string address = site.Url("/page/1");
  const auto now = SystemClock().Now();
  ASSERT_TRUE(store::GiveUp(*store_, address, "no answer", now));
  EXPECT_FALSE(*store::TryAgain(*store_, "https://vellmar.example/never", now));
  EXPECT_TRUE(*store::TryAgain(*store_, address, now));
  Join(server.Address());
  EXPECT_EQ(Placed(1), 1U);
  EXPECT_EQ(*store_->WaitingWork(), 0U);
  EXPECT_TRUE(store_->UnreadablePages(10)->empty());
  workers_.clear();
}

TEST(DesksTest, EveryLanguageIsOnOneDesk) {
  const auto desks = ReadDesks({"de, fr", "ja", "*"});
  ASSERT_TRUE(desks) << desks.error().text;
  ASSERT_EQ(desks->size(), 3U);
  EXPECT_EQ((*desks)[0].name, "de-fr");
  EXPECT_EQ((*desks)[2].name, "all");
  for (const char* const language : {"de", "fr", "ja", "en", ""}) {
    EXPECT_EQ(std::ranges::count_if(*desks, [&](const DeskShare& desk) { return desk.Has(language); }), 1) << language;
  }
  EXPECT_FALSE(ReadDesks({"de"})) << "nobody has the rest";
  EXPECT_FALSE(ReadDesks({"de", "de,fr", "*"}));
  EXPECT_FALSE(ReadDesks({"German", "*"}));
}

}  // namespace
}  // namespace headwater::pipeline
