// Three servers, of which one is killed: what was put is handed out, and what is done is gone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "queue/exchange.h"
#include "queue/queue.h"
#include "test/queue/nats_server.h"

namespace headwater::queue {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

std::chrono::sys_seconds Now() { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); }

class ClusterTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!NatsServer::Installed()) {
      GTEST_SKIP() << "nats-server is not installed";
    }
    cluster_ = std::make_unique<NatsCluster>();
    std::string name = (std::filesystem::temp_directory_path() / "headwater-cluster-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = std::move(*store::Store::Open((folder_ / "headwater.db").string()));
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::unique_ptr<Exchange> Join() const {
    auto exchange = Exchange::Connect({.servers = cluster_->Addresses(), .silence = milliseconds(1'500)});
    EXPECT_TRUE(exchange) << exchange.error().text;
    return *std::move(exchange);
  }

  // Takes work and does it until asked to stop; faults pass.
  void Consume(const std::stop_token& stop) {
    const auto exchange = Join();
    const auto queue = *exchange->Line("extract", false, *store_, {});
    while (!stop.stop_requested()) {
      const auto taken = queue->Await(8, Now(), milliseconds(200));
      if (!taken) {
        std::this_thread::sleep_for(milliseconds(100));
        continue;
      }
      if (queue->Done(*taken)) {
        const std::scoped_lock lock(mutex_);
        std::ranges::for_each(*taken, [this](const Work& work) { done_.insert(work.key); });
      }
    }
  }

  std::size_t Done() {
    const std::scoped_lock lock(mutex_);
    return done_.size();
  }

  std::unique_ptr<NatsCluster> cluster_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::mutex mutex_;
  std::set<std::string> done_;
};

TEST_F(ClusterTest, ALeaderIsKilledWhileWorkIsPutAndDoneAndNothingIsLost) {
  constexpr std::size_t kPieces = 400;
  const auto exchange = Join();
  const auto queue = *exchange->Line("extract", false, *store_, {});
  std::jthread one([this](const std::stop_token& stop) { Consume(stop); });
  std::jthread other([this](const std::stop_token& stop) { Consume(stop); });
  NatsServer* killed = nullptr;
  steady_clock::time_point fault;
  milliseconds away{0};
  for (std::size_t i = 0; i < kPieces; ++i) {
    if (i == kPieces / 2) {
      killed = cluster_->LeaderOf("headwater_extract");
      ASSERT_NE(killed, nullptr);
      killed->Kill();
      fault = steady_clock::now();
    }
    // Who has put something keeps it until it was taken.
    const auto give_up = steady_clock::now() + seconds(30);
    while (!queue->Put({{"page " + std::to_string(i), "page", "", 0}}, Now())) {
      ASSERT_LT(steady_clock::now(), give_up);
    }
    if (killed != nullptr && away.count() == 0) {
      away = std::chrono::duration_cast<milliseconds>(steady_clock::now() - fault);
    }
  }
  const auto until = steady_clock::now() + seconds(20);
  while (Done() < kPieces && steady_clock::now() < until) {
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_EQ(Done(), kPieces);
  EXPECT_LT(away, seconds(15)) << "the servers elect another";
  RecordProperty("milliseconds_until_taken_again", static_cast<int>(away.count()));
  killed->Start();
  std::size_t waiting = kPieces;
  for (int i = 0; i < 100 && waiting > 0; ++i) {
    waiting = queue->Waiting().value_or(kPieces);
    std::this_thread::sleep_for(milliseconds(100));
  }
  EXPECT_EQ(waiting, 0U);
}

}  // namespace
}  // namespace headwater::queue
