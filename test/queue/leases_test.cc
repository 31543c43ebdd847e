// One of many has a lease; whoever falls silent loses it, and knows before anybody else has it.
#include "queue/leases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/random.h"
#include "queue/exchange.h"
#include "test/queue/nats_server.h"
#include "test/queue/relay.h"

namespace headwater::queue {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::UnorderedElementsAre;

constexpr milliseconds kSilence{800};

class LeasesTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!NatsServer::Installed()) {
      GTEST_SKIP() << "nats-server is not installed";
    }
    server_ = std::make_unique<NatsServer>();
  }

  std::unique_ptr<Exchange> Join(std::uint16_t port = 0) const {
    auto exchange = Exchange::Connect(
        {.servers = "nats://127.0.0.1:" + std::to_string(port == 0 ? server_->port() : port), .silence = kSilence});
    EXPECT_TRUE(exchange) << exchange.error().text;
    return exchange ? *std::move(exchange) : nullptr;
  }

  // Until it is had, at most for some silences.
  static std::optional<std::uint64_t> TakeSoon(Leases& leases, const std::string& name) {
    for (int i = 0; i < 80; ++i) {
      if (const auto token = leases.Take(name); token && *token) {
        return *token;
      }
      std::this_thread::sleep_for(milliseconds(50));
    }
    return std::nullopt;
  }

  std::unique_ptr<NatsServer> server_;
};

TEST_F(LeasesTest, WhoeverAsksIsToldWhetherTheServersAnswer) {
  const auto exchange = Join();
  EXPECT_TRUE(exchange->Reach());
  server_->Kill();
  EXPECT_FALSE(exchange->Reach());
  server_->Start();
  bool back = false;
  for (int i = 0; i < 100 && !back; ++i) {
    back = exchange->Reach().has_value();
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_TRUE(back);
}

TEST_F(LeasesTest, OneHasItAndKeepsItUntilItIsReleased) {
  const auto one = Join();
  const auto other = Join();
  const auto first = one->leases().Take("desk.all");
  ASSERT_TRUE(first && *first);
  EXPECT_TRUE(one->leases().Holds("desk.all"));
  const auto until = steady_clock::now() + kSilence * 3;
  while (steady_clock::now() < until) {
    ASSERT_FALSE(*other->leases().Take("desk.all"));
    ASSERT_TRUE(one->leases().Holds("desk.all"));
    std::this_thread::sleep_for(milliseconds(100));
  }
  EXPECT_EQ(**one->leases().Take("desk.all"), **first) << "it is one and the same";
  one->leases().Release("desk.all");
  EXPECT_FALSE(one->leases().Holds("desk.all"));
  const auto second = other->leases().Take("desk.all");
  ASSERT_TRUE(second && *second);
  EXPECT_GT(**second, **first);
}

TEST_F(LeasesTest, WhoIsGoneIsFollowed) {
  auto one = Join();
  const auto other = Join();
  ASSERT_TRUE(*one->leases().Take("fetch.03"));
  EXPECT_THAT(*other->leases().Held("fetch."), UnorderedElementsAre("fetch.03"));
  one.reset();
  EXPECT_TRUE(*other->leases().Take("fetch.03"));
}

TEST_F(LeasesTest, WhoIsCutOffLosesItBeforeAnotherHasItAndLearnsSoWhenBack) {
  Relay relay(server_->port());
  const auto one = Join(relay.port());
  const auto other = Join();
  const auto first = one->leases().Take("desk.all");
  ASSERT_TRUE(first && *first);
  relay.Cut();
  std::optional<std::uint64_t> second;
  for (int i = 0; i < 200 && !second; ++i) {
    second = other->leases().Take("desk.all").value_or(std::nullopt);
    EXPECT_FALSE(second && one->leases().Holds("desk.all")) << "two had it at once";
    std::this_thread::sleep_for(milliseconds(20));
  }
  ASSERT_TRUE(second);
  EXPECT_GT(*second, **first);
  relay.Mend();
  for (int i = 0; i < 40; ++i) {
    EXPECT_FALSE(one->leases().Holds("desk.all"));
    std::this_thread::sleep_for(milliseconds(50));
  }
  EXPECT_TRUE(other->leases().Holds("desk.all"));
  other->leases().Release("desk.all");
  EXPECT_GT(TakeSoon(one->leases(), "desk.all").value_or(0), *second);
}

TEST_F(LeasesTest, WhatWasAgreedFirstStands) {
  const auto one = Join();
  const auto other = Join();
  EXPECT_EQ(*one->Agree("desks", "de|*"), "de|*");
  EXPECT_EQ(*other->Agree("desks", "*"), "de|*");
}

}  // namespace
}  // namespace headwater::queue
