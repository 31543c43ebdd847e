// Work that a process that died had taken.
#include "store/reclaim.h"

#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::SizeIs;

class ReclaimTest : public StoreTest {
 protected:
  std::vector<WorkRow> Take() { return *Opened().TakeWork(10, kNoon, std::chrono::seconds(300)); }
};

TEST_F(ReclaimTest, ItWaitsAgainAndCountsAsTriedOnlyWhereThatIsSaid) {
  const std::vector<WorkRow> work{{"deadly", "page", "", 0}, {"harmless", "page", "", 0}};
  ASSERT_TRUE(Opened().PutWork(work, kNoon));
  const std::vector<std::string> tried{"deadly"};
  for (int deaths = 0; deaths < 3; ++deaths) {
    EXPECT_THAT(Take(), SizeIs(2)) << deaths;
    EXPECT_THAT(Take(), SizeIs(0)) << deaths;
    ASSERT_TRUE(ReclaimWork(Opened(), tried, kNoon));
  }
  const auto taken = Take();
  ASSERT_THAT(taken, SizeIs(2));
  for (const WorkRow& each : taken) {
    EXPECT_EQ(each.tries, each.key == "deadly" ? 4 : 1) << each.key;
  }
}

TEST_F(ReclaimTest, DeathsCostNoTryThoughNobodyStartedItAgainForLong) {
  const std::vector<WorkRow> work{{"harmless", "page", "", 0}};
  ASSERT_TRUE(Opened().PutWork(work, kNoon));
  auto now = kNoon;
  for (int deaths = 0; deaths < 5; ++deaths) {
    const auto taken = *Opened().TakeWork(10, now, std::chrono::seconds(300));
    ASSERT_THAT(taken, SizeIs(1));
    EXPECT_EQ(taken.front().tries, 1);
    now += std::chrono::hours(1);
    ASSERT_TRUE(ReclaimWork(Opened(), {}, now));
  }
}

TEST_F(ReclaimTest, WhatWasGivenUpStaysSo) {
  const std::vector<WorkRow> work{{"gone", "page", "", 0}};
  ASSERT_TRUE(Opened().PutWork(work, kNoon));
  Take();
  ASSERT_TRUE(Opened().GiveUpWork("gone", "no answer", kNoon));
  ASSERT_TRUE(ReclaimWork(Opened(), {}, kNoon));
  EXPECT_THAT(Take(), SizeIs(0));
}

}  // namespace
}  // namespace headwater::store
