// How far errands are, and what the pulse tells of what was taken away.
#include "store/progress.h"

#include <gtest/gtest.h>

#include "store/pulse.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

class ProgressTest : public StoreTest {
 protected:
  Progress Of(std::int64_t errand) {
    const auto progress = ProgressOf(Opened(), errand);
    EXPECT_TRUE(progress) << progress.error().text;
    return progress.value_or(Progress{});
  }
};

TEST_F(ProgressTest, FeedsOfAListAreCountedAsTheyAreRead) {
  const auto errand = Opened().Ask(ErrandKind::kImportOpml, "<opml/>", kNoon);
  ASSERT_TRUE(errand);
  EXPECT_EQ(Of(*errand).whole, 0);
  std::vector<FeedRow> feeds(3);
  for (std::size_t n = 0; n < feeds.size(); ++n) {
    feeds[n].url = "https://paper.example/" + std::to_string(n);
    feeds[n].id = news::FeedId(feeds[n].url);
  }
  feeds[1].last_fetched = kNoon;
  feeds[1].last_good = kNoon;
  feeds[2].last_fetched = kNoon;
  ASSERT_TRUE(Opened().Subscribe(feeds, kNoon + std::chrono::seconds(1)));
  ASSERT_TRUE(Opened().Answer(*errand, true, "3 feeds", kNoon + std::chrono::seconds(1)));
  const Progress progress = Of(*errand);
  EXPECT_TRUE(progress.feeds);
  EXPECT_EQ(progress.whole, 3);
  EXPECT_EQ(progress.done, 2);
  EXPECT_EQ(progress.failed, 1);
}

TEST_F(ProgressTest, StoriesThatAreTracedAnewAreToldToWhoWaits) {
  const auto errand = Opened().Ask(ErrandKind::kSettle, "7", kNoon);
  ASSERT_TRUE(errand);
  ASSERT_TRUE(TellRetraced(Opened(), 20, 200));
  ASSERT_TRUE(TellRetraced(Opened(), 40, 200));
  EXPECT_EQ(Of(*errand).done, 40);
  EXPECT_EQ(Of(*errand).whole, 200);
  EXPECT_FALSE(Of(*errand).feeds);
  EXPECT_FALSE(ProgressOf(Opened(), 99));
}

TEST_F(ProgressTest, ThePulseTellsWhatWasTakenAway) {
  const Document bridge = MakeDocument("https://vellmar.example/1", "Bridge closed", "The bridge is closed.");
  Keep({bridge}, kNoon, true);
  const auto before = TakePulse(Opened(), kNoon);
  ASSERT_TRUE(before);
  ASSERT_TRUE(Opened().RemoveSamples());
  const auto after = TakePulse(Opened(), kNoon);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->taken, before->taken + 1);
}

}  // namespace
}  // namespace headwater::store
