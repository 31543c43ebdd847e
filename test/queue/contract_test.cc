// Work is handed out once at a time, comes back when its lease is over, and is given up in the end: of rows, and of
// NATS.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/random.h"
#include "queue/exchange.h"
#include "queue/queue.h"
#include "store/given_up.h"
#include "test/queue/nats_server.h"

namespace headwater::queue {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr std::chrono::sys_seconds kNoon = std::chrono::sys_days(std::chrono::year(2025) / 5 / 12) + hours(12);
constexpr Limits kLimits{.max_tries = 3, .lease = seconds{1}, .rest = seconds{1}, .max_waiting = 50};

// One queue with its time: that of rows is told the time, that of NATS lives through it.
class QueueTest : public testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() {
    if (NatsServer::Installed()) {
      server_ = std::make_unique<NatsServer>();
    }
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "headwater-queue-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = std::move(*store::Store::Open((folder_ / "headwater.db").string()));
    if (!shared()) {
      queue_ = Queue::Local(*store_, kLimits);
      return;
    }
    if (!server_) {
      GTEST_SKIP() << "nats-server is not installed";
    }
    auto exchange =
        Exchange::Connect({.servers = server_->Address(), .name = "hw" + RandomHex(4), .silence = milliseconds{400}});
    ASSERT_TRUE(exchange) << exchange.error().text;
    exchange_ = *std::move(exchange);
    auto queue = exchange_->Line("fetch", false, *store_, kLimits);
    ASSERT_TRUE(queue) << queue.error().text;
    queue_ = *std::move(queue);
  }
  void TearDown() override {
    queue_.reset();
    exchange_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  bool shared() const { return GetParam() == "nats"; }

  void Put(const std::string& key) {
    const auto put = queue_->Put({{key, "page", "payload of " + key, 0}}, now_);
    ASSERT_TRUE(put) << put.error().text;
  }

  std::vector<Work> Take(std::size_t limit = 10) {
    auto taken = queue_->Await(limit, now_, milliseconds{150});
    EXPECT_TRUE(taken) << taken.error().text;
    return taken.value_or(std::vector<Work>{});
  }

  // What is due by now, at once or shortly after.
  std::vector<Work> TakeSoon(std::size_t limit = 10) {
    std::vector<Work> taken;
    for (int i = 0; i < 12 && taken.empty(); ++i) {
      taken = Take(limit);
    }
    return taken;
  }

  std::size_t Waiting() {
    std::size_t waiting = 0;
    for (int i = 0; i < 20; ++i) {
      waiting = queue_->Waiting().value_or(999);
      if (waiting == 0) {
        break;
      }
      std::this_thread::sleep_for(milliseconds{shared() ? 10 : 0});
    }
    return waiting;
  }

  void Pass(seconds time) {
    now_ += time;
    if (shared()) {
      std::this_thread::sleep_for(time);
    }
  }

  static std::unique_ptr<NatsServer> server_;
  std::filesystem::path folder_;
  std::chrono::sys_seconds now_ = shared() ? std::chrono::floor<seconds>(std::chrono::system_clock::now()) : kNoon;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Exchange> exchange_;
  std::unique_ptr<Queue> queue_;
};

std::unique_ptr<NatsServer> QueueTest::server_;

TEST_P(QueueTest, TheSameKeyIsQueuedOnce) {
  Put("a");
  Put("a");
  Put("b");
  EXPECT_EQ(*queue_->Waiting(), 2U);
  const auto taken = Take();
  ASSERT_THAT(taken, SizeIs(2));
  EXPECT_EQ(taken.front().key, "a");
  EXPECT_EQ(taken.front().kind, "page");
  EXPECT_EQ(taken.front().payload, "payload of a");
  EXPECT_EQ(taken.front().tries, 1);
}

TEST_P(QueueTest, WorkIsHandedOutAgainWhenItsLeaseIsOver) {
  Put("a");
  EXPECT_THAT(Take(), SizeIs(1));
  EXPECT_THAT(Take(), IsEmpty());
  Put("a");
  EXPECT_THAT(Take(), IsEmpty());
  Pass(seconds(1));
  const auto again = TakeSoon();
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again.front().tries, 2);
}

TEST_P(QueueTest, WhatIsHeldIsHandedToNobodyElse) {
  Put("a");
  const auto taken = Take();
  ASSERT_THAT(taken, SizeIs(1));
  for (int i = 0; i < 3; ++i) {
    std::this_thread::sleep_for(milliseconds(shared() ? 700 : 0));
    now_ += shared() ? seconds(0) : seconds(1);
    ASSERT_TRUE(queue_->Hold(taken, now_));
    EXPECT_THAT(Take(), IsEmpty());
  }
  ASSERT_TRUE(queue_->Done(taken));
  EXPECT_EQ(Waiting(), 0U);
}

TEST_P(QueueTest, WorkThatIsDoneIsGoneAndMayComeAgain) {
  Put("a");
  ASSERT_TRUE(queue_->Done(Take()));
  EXPECT_EQ(Waiting(), 0U);
  Pass(seconds(2));
  EXPECT_THAT(Take(), IsEmpty());
  Put("a");
  EXPECT_THAT(TakeSoon(), SizeIs(1));
}

TEST_P(QueueTest, WhatIsReturnedHasNotBeenTried) {
  Put("a");
  for (int i = 0; i < 5; ++i) {
    const auto taken = TakeSoon();
    ASSERT_THAT(taken, SizeIs(1)) << i;
    EXPECT_EQ(taken.front().tries, 1);
    ASSERT_TRUE(queue_->Return(taken, now_));
  }
}

TEST_P(QueueTest, WhatIsReturnedForLaterIsHandedOutThen) {
  Put("a");
  const auto from =
      shared() ? std::chrono::ceil<seconds>(std::chrono::system_clock::now()) + seconds(1) : now_ + seconds(2);
  ASSERT_TRUE(queue_->Return(Take(), from));
  EXPECT_THAT(Take(), IsEmpty());
  Pass(seconds(2));
  EXPECT_THAT(TakeSoon(), SizeIs(1));
}

TEST_P(QueueTest, WorkThatFailsRestsLongerEachTimeAndIsGivenUpWithItsReason) {
  Put("https://vellmar.example/a");
  for (const seconds rest : {seconds(1), seconds(4)}) {
    const auto taken = TakeSoon();
    ASSERT_THAT(taken, SizeIs(1));
    EXPECT_FALSE(*queue_->Failed(taken.front(), "no answer", now_));
    Pass(rest - seconds(1));
    EXPECT_THAT(Take(), IsEmpty());
    Pass(seconds(1));
  }
  const auto last = TakeSoon();
  ASSERT_THAT(last, SizeIs(1));
  EXPECT_EQ(last.front().tries, 3);
  EXPECT_TRUE(*queue_->Failed(last.front(), "no answer", now_));
  EXPECT_EQ(Waiting(), 0U);
  const auto unreadable = store_->UnreadablePages(10);
  ASSERT_THAT(*unreadable, SizeIs(1));
  EXPECT_EQ(unreadable->front().address, "https://vellmar.example/a");
  EXPECT_EQ(unreadable->front().error, "no answer");
}

TEST_P(QueueTest, WhatWasGivenUpIsQueuedAgainAfterADay) {
  ASSERT_TRUE(store::GiveUp(*store_, "a", "gone", now_));
  now_ += hours(23);
  Put("a");
  EXPECT_EQ(Waiting(), 0U);
  now_ += hours(1);
  Put("a");
  const auto taken = TakeSoon();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_EQ(taken.front().tries, 1);
  EXPECT_EQ(taken.front().payload, "payload of a");
}

TEST_P(QueueTest, WorkThatKillsWhoTakesItIsGivenUpToo) {
  Put("a");
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(TakeSoon(), SizeIs(1)) << i;
    Pass(seconds(1));
  }
  EXPECT_THAT(TakeSoon(), IsEmpty());
  EXPECT_EQ(Waiting(), 0U);
  EXPECT_THAT(*store_->UnreadablePages(10), SizeIs(1));
}

TEST_P(QueueTest, WhatWasGivenUpCanBeHadBackAsItWas) {
  Put("a");
  auto work = Take();
  ASSERT_THAT(work, SizeIs(1));
  work.front().tries = kLimits.max_tries;
  work.front().payload.clear();
  EXPECT_TRUE(*queue_->Failed(work.front(), "no answer", now_));
  EXPECT_EQ(Waiting(), 0U);
  EXPECT_FALSE(*queue_->Replay("b", now_));
  EXPECT_TRUE(*queue_->Replay("a", now_));
  const auto again = TakeSoon();
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again.front().key, "a");
  EXPECT_EQ(again.front().payload, "payload of a");
  EXPECT_EQ(again.front().tries, 1);
}

TEST_P(QueueTest, AnEmptyQueueHasNothing) {
  EXPECT_THAT(Take(), IsEmpty());
  EXPECT_EQ(*queue_->Waiting(), 0U);
  EXPECT_EQ(*queue_->Room(), kLimits.max_waiting);
}

TEST_P(QueueTest, AFullSharedQueueRefusesAndTakesAgainWhenThereIsRoom) {
  if (!shared()) {
    GTEST_SKIP() << "rows are bounded by the disk";
  }
  std::vector<Work> work;
  for (std::size_t i = 0; i < kLimits.max_waiting + 10; ++i) {
    work.push_back({fmt::format("https://vellmar.example/{}", i), "page", "", 0});
  }
  const auto refused = queue_->Put(work, now_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kTooLarge);
  EXPECT_EQ(*queue_->Waiting(), kLimits.max_waiting);
  const auto taken = Take(20);
  EXPECT_THAT(taken, SizeIs(20));
  ASSERT_TRUE(queue_->Done(taken));
  work.erase(work.begin(), work.begin() + 20);
  // The servers make room a moment after they heard that work is done.
  bool put = false;
  for (int i = 0; i < 100 && !put; ++i) {
    put = queue_->Put(work, now_).has_value();
    std::this_thread::sleep_for(milliseconds(20));
  }
  EXPECT_TRUE(put);
}

TEST_P(QueueTest, WorkLargerThanAMessageArrivesWhole) {
  std::string payload;
  while (payload.size() < (3U << 20U)) {
    payload += RandomHex(512);
  }
  ASSERT_TRUE(queue_->Put({{"a", "page", payload, 0}}, now_));
  const auto taken = TakeSoon();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_TRUE(taken.front().payload == payload);
  ASSERT_TRUE(queue_->Done(taken));
}

TEST_P(QueueTest, OfASharedQueueEachIsHandedTheWorkOfItsParts) {
  if (!shared()) {
    GTEST_SKIP() << "rows are for one";
  }
  auto here = exchange_->Line("desk", false, *store_, kLimits);
  auto there = exchange_->Line("desk", false, *store_, kLimits);
  (*here)->Serve({"north"});
  (*there)->Serve({"south", "west"});
  ASSERT_TRUE(
      (*here)->Put({{"a", "page", "", 0, "north"}, {"b", "page", "", 0, "south"}, {"c", "page", "", 0, "west"}}, now_));
  const auto keys = [](const Result<std::vector<Work>>& work) {
    std::vector<std::string> all;
    std::ranges::transform(*work, std::back_inserter(all), &Work::key);
    return all;
  };
  EXPECT_THAT(keys((*here)->Await(10, now_, milliseconds(500))), UnorderedElementsAre("a"));
  EXPECT_THAT(keys((*there)->Await(10, now_, milliseconds(500))), UnorderedElementsAre("b", "c"));
}

INSTANTIATE_TEST_SUITE_P(Both, QueueTest, testing::Values("rows", "nats"), [](const auto& each) { return each.param; });

}  // namespace
}  // namespace headwater::queue
