// Work is handed out once at a time, comes back when its lease is over, and is given up in the end.
#include "queue/queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace headwater::queue {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::chrono::sys_seconds kNoon = std::chrono::sys_days(std::chrono::year(2025) / 5 / 12) + hours(12);

class QueueTest : public testing::Test {
 protected:
  QueueTest() {
    std::string name = (std::filesystem::temp_directory_path() / "headwater-queue-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = std::move(*store::Store::Open((folder_ / "headwater.db").string()));
    queue_ = Queue::Local(*store_);
  }
  ~QueueTest() override {
    queue_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Put(const std::string& key, std::chrono::sys_seconds now = kNoon) {
    ASSERT_TRUE(queue_->Put({{key, "page", "payload of " + key, 0}}, now));
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Queue> queue_;
};

TEST_F(QueueTest, TheSameKeyIsQueuedOnce) {
  Put("a");
  Put("a");
  Put("b");
  EXPECT_EQ(*queue_->Waiting(), 2U);
  const auto taken = queue_->Take(10, kNoon);
  ASSERT_THAT(*taken, SizeIs(2));
  EXPECT_EQ(taken->front().key, "a");
  EXPECT_EQ(taken->front().kind, "page");
  EXPECT_EQ(taken->front().payload, "payload of a");
  EXPECT_EQ(taken->front().tries, 1);
}

TEST_F(QueueTest, WorkIsHandedOutAgainWhenItsLeaseIsOver) {
  Put("a");
  EXPECT_THAT(*queue_->Take(10, kNoon), SizeIs(1));
  EXPECT_THAT(*queue_->Take(10, kNoon + seconds(299)), IsEmpty());
  Put("a", kNoon + seconds(10));
  EXPECT_THAT(*queue_->Take(10, kNoon + seconds(299)), IsEmpty());
  const auto again = queue_->Take(10, kNoon + seconds(300));
  ASSERT_THAT(*again, SizeIs(1));
  EXPECT_EQ(again->front().tries, 2);
}

TEST_F(QueueTest, WorkThatIsDoneIsGone) {
  Put("a");
  const auto taken = queue_->Take(10, kNoon);
  ASSERT_TRUE(queue_->Done(taken->front()));
  EXPECT_EQ(*queue_->Waiting(), 0U);
  EXPECT_THAT(*queue_->Take(10, kNoon + hours(9)), IsEmpty());
}

TEST_F(QueueTest, WorkThatFailsRestsLongerEachTimeAndIsGivenUpWithItsReason) {
  Put("https://vellmar.example/a");
  auto now = kNoon;
  for (const minutes rest : {minutes(1), minutes(4)}) {
    const auto taken = queue_->Take(10, now);
    ASSERT_THAT(*taken, SizeIs(1));
    EXPECT_FALSE(*queue_->Failed(taken->front(), "no answer", now));
    EXPECT_THAT(*queue_->Take(10, now + rest - seconds(1)), IsEmpty());
    now += rest;
  }
  const auto last = queue_->Take(10, now);
  ASSERT_THAT(*last, SizeIs(1));
  EXPECT_TRUE(*queue_->Failed(last->front(), "no answer", now));
  EXPECT_EQ(*queue_->Waiting(), 0U);
  const auto unreadable = store_->UnreadablePages(10);
  ASSERT_THAT(*unreadable, SizeIs(1));
  EXPECT_EQ(unreadable->front().address, "https://vellmar.example/a");
  EXPECT_EQ(unreadable->front().error, "no answer");
}

TEST_F(QueueTest, WhatWasGivenUpIsQueuedAgainAfterADay) {
  store_->PutWork(std::vector<store::WorkRow>{{"a", "page", "", 0}}, kNoon);
  ASSERT_TRUE(store_->GiveUpWork("a", "gone", kNoon));
  Put("a", kNoon + hours(23));
  EXPECT_EQ(*queue_->Waiting(), 0U);
  Put("a", kNoon + hours(24));
  const auto taken = queue_->Take(10, kNoon + hours(24));
  ASSERT_THAT(*taken, SizeIs(1));
  EXPECT_EQ(taken->front().tries, 1);
  EXPECT_EQ(taken->front().payload, "payload of a");
}

TEST_F(QueueTest, WorkThatKillsWhoTakesItIsGivenUpToo) {
  Put("a");
  auto now = kNoon;
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(*queue_->Take(10, now), SizeIs(1));
    now += minutes(5);
  }
  EXPECT_THAT(*queue_->Take(10, now), IsEmpty());
  EXPECT_THAT(*store_->UnreadablePages(10), SizeIs(1));
}

TEST_F(QueueTest, AnEmptyQueueHasNothing) {
  EXPECT_THAT(*queue_->Take(10, kNoon), IsEmpty());
  EXPECT_EQ(*queue_->Waiting(), 0U);
}

}  // namespace
}  // namespace headwater::queue
