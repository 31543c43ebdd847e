// The pipeline over the network: feeds, the pages that they announce, and a stop in the middle.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "pipeline/pipeline.h"
#include "queue/queue.h"
#include "store/store.h"
#include "test/fetch/loopback_server.h"

namespace headwater::pipeline {
namespace {

namespace fs = std::filesystem;
using fetch::HttpOk;
using fetch::LoopbackServer;
using fetch::Visitor;
using std::chrono::milliseconds;

class FetchingTest : public testing::Test {
 protected:
  FetchingTest() : folder_(fs::temp_directory_path() / ("headwater-fetching-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    store_ = *store::Store::Open((folder_ / "headwater.db").string());
  }
  ~FetchingTest() override {
    store_.reset();
    fs::remove_all(folder_);
  }

  static fetch::Settings ForLoopback() {
    fetch::Settings settings;
    settings.allow_private_networks = true;
    settings.host_delay = milliseconds{0};
    return settings;
  }

  // One feed a host: names below `localhost` lead to the loopback's address.
  void Subscribe(const LoopbackServer& server, int count) {
    std::vector<store::FeedRow> feeds;
    for (int i = 0; i < count; ++i) {
      std::string url = server.Url("/feed/" + std::to_string(i));
      url.replace(url.find("127.0.0.1"), 9, "h" + std::to_string(i) + ".localhost");
      store::FeedRow feed;
      feed.id = news::FeedId(url);
      feed.url = url;
      feeds.push_back(feed);
    }
    ASSERT_TRUE(store_->Subscribe(feeds, SystemClock().Now()));
  }

  fs::path folder_;
  std::unique_ptr<store::Store> store_;
};

std::string FeedOf(const std::string& link) {
  return "<rss version=\"2.0\"><channel><title>Vellmar</title><item><title>Weir opens</title><link>" + link +
         "</link><guid>" + link + "</guid></item></channel></rss>";
}

TEST_F(FetchingTest, HundredsOfFeedsAreRefreshedInOneRound) {
  LoopbackServer server([](const std::string& request, Visitor visitor) {
    const std::string number = request.substr(10, request.find(' ', 10) - 10);
    visitor.Send(request.find("If-None-Match: \"1\"") != std::string::npos
                     ? "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
                     : HttpOk(FeedOf("https://vellmar.example/" + number), "ETag: \"1\"\r\n"));
  });
  constexpr int kFeeds = 300;
  Subscribe(server, kFeeds);
  fetch::Fetcher fetcher(ForLoopback(), SystemClock());
  Limits limits;
  limits.pages_under_way = 0;
  Pipeline pipeline(*store_, fetcher, SystemClock(), {}, limits);
  ASSERT_TRUE(pipeline.Round());
  EXPECT_EQ(*store_->WaitingWork(), 300U);
  ASSERT_TRUE(store_->AskRefresh({}, SystemClock().Now()));
  ASSERT_TRUE(pipeline.Round());
  EXPECT_EQ(*store_->WaitingWork(), 300U);
  const auto feeds = store_->Feeds();
  for (const store::FeedRow& feed : feeds.value()) {
    EXPECT_EQ(feed.health, store::FeedHealth::kGood) << feed.last_error;
    EXPECT_EQ(feed.title, "Vellmar");
    EXPECT_GT(feed.next_fetch, SystemClock().Now());
  }
  EXPECT_EQ(server.requests().size(), 2U * kFeeds);
}

TEST_F(FetchingTest, AStopEndsWithinTwoSecondsAndCostsNothing) {
  std::atomic<bool> leave = false;
  LoopbackServer server([&](const std::string& request, Visitor visitor) {
    if (request.starts_with("GET /robots.txt ")) {
      visitor.Send("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }
    while (!leave && !request.starts_with("GET /robots.txt ")) {
      std::this_thread::sleep_for(milliseconds{5});
    }
  });
  Subscribe(server, 5);
  const auto queue = queue::Queue::Local(*store_);
  const auto now = SystemClock().Now();
  ASSERT_TRUE(queue->Put(
      {{server.Url("/page"), "page", R"({"id":"","url":")" + server.Url("/page") + R"(","body":""})", 0}}, now));
  fetch::Fetcher fetcher(ForLoopback(), SystemClock());
  Pipeline pipeline(*store_, fetcher, SystemClock(), {});
  std::chrono::steady_clock::time_point asked;
  {
    const std::jthread working([&](const std::stop_token& stop) { pipeline.Run(stop); });
    for (int i = 0; i < 400 && server.requests().size() < 7; ++i) {
      std::this_thread::sleep_for(milliseconds{10});
    }
    asked = std::chrono::steady_clock::now();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - asked, milliseconds{2'000});
  leave = true;
  const auto feeds = store_->Feeds();
  for (const store::FeedRow& feed : feeds.value()) {
    EXPECT_EQ(feed.health, store::FeedHealth::kNew);
    EXPECT_EQ(feed.failures, 0);
  }
  // The page is handed out again at once, as if it had not been.
  const auto again = queue->Take(10, SystemClock().Now());
  ASSERT_EQ(again->size(), 1U);
  EXPECT_EQ(again->front().tries, 1);
}

TEST_F(FetchingTest, OneHostsManyPagesLeaveRoomForOthers) {
  LoopbackServer server([](const std::string&, Visitor visitor) {
    std::this_thread::sleep_for(milliseconds{2});
    visitor.Send("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  const auto queue = queue::Queue::Local(*store_);
  const auto now = SystemClock().Now();
  std::vector<queue::Work> work;
  for (int i = 0; i < 100; ++i) {
    const std::string url = server.Url("/" + std::to_string(i));
    work.push_back({url, "page", R"({"id":"","url":")" + url + R"(","body":""})", 0});
  }
  ASSERT_TRUE(queue->Put(work, now));
  fetch::Fetcher fetcher(ForLoopback(), SystemClock());
  Pipeline pipeline(*store_, fetcher, SystemClock(), {});
  ASSERT_TRUE(pipeline.Round());
  EXPECT_EQ(server.requests().size(), 62U);  // and robots.txt
  EXPECT_EQ(queue->Take(100, now + std::chrono::seconds{50})->size(), 40U);
}

}  // namespace
}  // namespace headwater::pipeline
