// Many requests at once: stopping, holding back, turns, what people wait for, and memory that stays bounded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "fetch/fetch.h"
#include "test/fetch/loopback_server.h"

namespace headwater::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::HasSubstr;

Settings ForLoopback() {
  Settings settings;
  settings.allow_private_networks = true;
  settings.obey_robots = false;
  settings.host_delay = milliseconds{0};
  settings.limits.timeout = milliseconds{20'000};
  return settings;
}

// Collects what is answered on the fetcher's thread.
class Answers {
 public:
  Done Taker() {
    return [this](Result<Response> response) {
      const std::scoped_lock lock(mutex_);
      answers_.push_back(std::move(response));
      came_.notify_all();
    };
  }
  // Once there are so many, or a time is over that no test should take.
  std::vector<Result<Response>> Wait(std::size_t count) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, std::chrono::seconds{30}, [&] { return answers_.size() >= count; });
    return answers_;
  }
  std::size_t count() const {
    const std::scoped_lock lock(mutex_);
    return answers_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::vector<Result<Response>> answers_;
};

// curl gives names below `localhost` the loopback's address: as many hosts as one likes on one server.
std::string UrlAt(const LoopbackServer& server, int host, const std::string& path = "/") {
  std::string url = server.Url(path);
  url.replace(url.find("127.0.0.1"), 9, "h" + std::to_string(host) + ".localhost");
  return url;
}

TEST(EngineTest, ThousandsOfRequestsAreUnderWayWithoutAThreadForEach) {
  LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send(HttpOk("x")); });
  Settings settings = ForLoopback();
  settings.requests_at_once = 50;
  Answers answers;
  Fetcher fetcher(settings, SystemClock());
  constexpr int kMany = 3'000;
  for (int i = 0; i < kMany; ++i) {
    fetcher.Start({.url = UrlAt(server, i)}, answers.Taker());
  }
  const auto all = answers.Wait(kMany);
  ASSERT_EQ(all.size(), static_cast<std::size_t>(kMany));
  EXPECT_TRUE(std::all_of(all.begin(), all.end(), [](const auto& each) { return each && each->body == "x"; }));
  EXPECT_LE(server.most_at_once(), 50);
}

TEST(EngineTest, OneSlowHostKeepsNobodyElseWaiting) {
  LoopbackServer server([](const std::string& request, Visitor visitor) {
    if (request.find("Host: h0.") != std::string::npos) {
      std::this_thread::sleep_for(milliseconds{300});
    }
    visitor.Send(HttpOk("x"));
  });
  Answers slow;
  Answers quick;
  Fetcher fetcher(ForLoopback(), SystemClock());
  for (int i = 0; i < 10; ++i) {
    fetcher.Start({.url = UrlAt(server, 0)}, slow.Taker());
  }
  for (int i = 1; i <= 10; ++i) {
    fetcher.Start({.url = UrlAt(server, i)}, quick.Taker());
  }
  EXPECT_EQ(quick.Wait(10).size(), 10U);
  EXPECT_LT(slow.count(), 5U);
}

TEST(EngineTest, StoppingEndsAtOnceWhatWaitsAndWhatIsUnderWay) {
  std::atomic<bool> leave = false;
  LoopbackServer server([&](const std::string&, Visitor) {
    while (!leave) {
      std::this_thread::sleep_for(milliseconds{5});
    }
  });
  Answers answers;
  Fetcher fetcher(ForLoopback(), SystemClock());
  for (int i = 0; i < 4; ++i) {
    fetcher.Start({.url = server.Url("/")}, answers.Taker());
  }
  std::thread stopper([&] {
    std::this_thread::sleep_for(milliseconds{100});
    fetcher.Stop();
  });
  const auto began = steady_clock::now();
  EXPECT_FALSE(fetcher.stopped());
  const auto blocked = fetcher.Get({.url = UrlAt(server, 1)});
  stopper.join();
  EXPECT_LT(steady_clock::now() - began, milliseconds{2'000});
  EXPECT_TRUE(fetcher.stopped());
  ASSERT_FALSE(blocked);
  EXPECT_EQ(blocked.error().text, "fetching was stopped");
  EXPECT_EQ(answers.Wait(4).size(), 4U);
  EXPECT_FALSE(fetcher.Get({.url = server.Url("/")}));
  fetcher.Start({.url = server.Url("/")}, answers.Taker());
  EXPECT_EQ(answers.Wait(5).size(), 5U);
  leave = true;
}

TEST(EngineTest, AnAnswerMayBeginTheNextRequestAndStopTheFetcher) {
  LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send(HttpOk("x")); });
  Answers answers;
  Fetcher fetcher(ForLoopback(), SystemClock());
  fetcher.Start({.url = server.Url("/1")}, [&](Result<Response> first) {
    EXPECT_TRUE(first);
    fetcher.Start({.url = server.Url("/2")}, [&](Result<Response> second) {
      EXPECT_TRUE(second);
      fetcher.Stop();
      answers.Taker()(std::move(second));
    });
  });
  EXPECT_EQ(answers.Wait(1).size(), 1U);
  EXPECT_TRUE(fetcher.stopped());
}

TEST(EngineTest, WhatIsHeldBackIsNotBegunButWhatSomebodyWaitsForIs) {
  LoopbackServer server([](const std::string&, Visitor visitor) { visitor.Send(HttpOk("x")); });
  Answers answers;
  Fetcher fetcher(ForLoopback(), SystemClock());
  fetcher.HoldBack(true);
  for (int i = 0; i < 3; ++i) {
    fetcher.Start({.url = server.Url("/started")}, answers.Taker());
  }
  EXPECT_TRUE(fetcher.Get({.url = server.Url("/awaited")}));
  EXPECT_EQ(answers.count(), 0U);
  EXPECT_EQ(server.requests().size(), 1U);
  fetcher.HoldBack(false);
  EXPECT_EQ(answers.Wait(3).size(), 3U);
}

TEST(EngineTest, WhatSomebodyWaitsForGoesBeforeTheQueueOfItsHost) {
  LoopbackServer server([](const std::string&, Visitor visitor) {
    std::this_thread::sleep_for(milliseconds{20});
    visitor.Send(HttpOk("x"));
  });
  Answers answers;
  Fetcher fetcher(ForLoopback(), SystemClock());
  for (int i = 0; i < 30; ++i) {
    fetcher.Start({.url = server.Url("/started")}, answers.Taker());
  }
  EXPECT_TRUE(fetcher.Get({.url = server.Url("/awaited")}));
  EXPECT_LT(answers.count(), 10U);
  EXPECT_EQ(answers.Wait(30).size(), 30U);
}

TEST(EngineTest, OneHostsRobotsAreAskedOnceForAllThatWait) {
  std::atomic<int> asked = 0;
  LoopbackServer server([&](const std::string& request, Visitor visitor) {
    if (request.starts_with("GET /robots.txt ")) {
      ++asked;
      std::this_thread::sleep_for(milliseconds{50});
      visitor.Send(HttpOk("user-agent: *\ndisallow: /private\n"));
    } else {
      visitor.Send(HttpOk("x"));
    }
  });
  Settings settings = ForLoopback();
  settings.obey_robots = true;
  Answers answers;
  Fetcher fetcher(settings, SystemClock());
  for (int i = 0; i < 20; ++i) {
    fetcher.Start({.url = server.Url(i % 2 == 0 ? "/public" : "/private")}, answers.Taker());
  }
  const auto all = answers.Wait(20);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const auto& each) { return each.has_value(); }), 10);
  EXPECT_EQ(asked, 1);
}

// Bodies that together are more than may be held come one after another, and all of them come.
TEST(EngineTest, BodiesBeyondTheCommonBoundWaitForEachOther) {
  const std::string body(400'000, 'x');
  LoopbackServer server([&](const std::string&, Visitor visitor) { visitor.Send(HttpOk(body)); });
  Settings settings = ForLoopback();
  settings.limits.max_bytes_at_once = 500'000;
  Answers answers;
  Fetcher fetcher(settings, SystemClock());
  for (int i = 0; i < 24; ++i) {
    fetcher.Start({.url = UrlAt(server, i)}, answers.Taker());
  }
  const auto all = answers.Wait(24);
  ASSERT_EQ(all.size(), 24U);
  for (const auto& each : all) {
    ASSERT_TRUE(each) << each.error().text;
    EXPECT_EQ(each->body.size(), body.size());
  }
}

TEST(EngineTest, WhatIsNoAddressIsSaidToWhoStartedIt) {
  Answers answers;
  Fetcher fetcher(ForLoopback(), SystemClock());
  fetcher.Start({.url = "gopher://vellmar.example/"}, answers.Taker());
  const auto all = answers.Wait(1);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front().error().fault, Fault::kBadInput);
  EXPECT_THAT(all.front().error().text, HasSubstr("gopher://vellmar.example/"));
}

}  // namespace
}  // namespace headwater::fetch
