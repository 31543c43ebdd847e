// What the tests over a loopback network have in common: a site of answers by path, a clock to be moved, a pipeline.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "test/fetch/loopback_server.h"

namespace headwater::pipeline {

class MovableClock final : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return std::chrono::sys_seconds{std::chrono::seconds{seconds_}}; }
  void Pass(std::chrono::seconds time) { seconds_ += time.count(); }

 private:
  std::atomic<std::int64_t> seconds_ = ParseMoment("2031-02-04T12:00:00Z")->at.time_since_epoch().count();
};

class WebTest : public testing::Test {
 protected:
  WebTest() : server_([this](const std::string& request, fetch::Visitor visitor) { Answer(request, visitor); }) {
    folder_ = std::filesystem::temp_directory_path() / ("headwater-web-" + std::to_string(getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    store_ = *store::Store::Open((folder_ / "headwater.db").string());
    Start({});
  }
  ~WebTest() override {
    pipeline_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Start(Settings settings) {
    pipeline_.reset();
    pipeline_ = std::make_unique<Pipeline>(*store_, fetcher_, clock_, std::move(settings));
    ASSERT_TRUE(pipeline_->Open());
  }

  // What the site answers to a path (with its query) from now on: a whole response.
  void Serve(const std::string& path, std::string response) {
    const std::scoped_lock lock(mutex_);
    answers_[path] = std::move(response);
  }
  void ServeOk(const std::string& path, const std::string& body, const std::string& header_lines = "") {
    Serve(path, fetch::HttpOk(body, header_lines));
  }
  void ServeStatus(const std::string& path, const std::string& status, const std::string& header_lines = "") {
    Serve(path, "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n" + header_lines + "\r\n");
  }

  std::string Url(const std::string& path) const { return server_.Url(path); }
  std::string Rss(const std::string& channel, const std::vector<std::string>& pages = {}) const {
    std::string items;
    for (const std::string& page : pages) {
      items += "<item><title>Entry " + page + "</title><guid isPermaLink='false'>" + page + "</guid><link>" +
               Url(page) + "</link></item>";
    }
    return "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>Vellmar Post</title>" +
           channel + items + "</channel></rss>";
  }
  static std::string Page(const std::string& prose) {
    return "<html lang=en><head><title>Weir opens</title></head><body><article><h1>Weir opens</h1><p>" + prose +
           "</p></article></body></html>";
  }

  store::FeedRow Subscribed(const std::string& path, store::FeedOptions options = {}) {
    store::FeedRow feed;
    feed.id = news::FeedId(Url(path));
    feed.url = Url(path);
    feed.options = std::move(options);
    EXPECT_TRUE(store_->Subscribe(std::span(&feed, 1), clock_.Now()));
    return feed;
  }
  store::FeedRow Feed(const std::string& path) {
    const auto feed = store_->Feed(Url(path));
    EXPECT_TRUE(feed) << feed.error().text;
    return feed.value_or(store::FeedRow{});
  }
  void Round() { ASSERT_TRUE(pipeline_->Round()); }

  // The heads (and bodies) of the requests for a path.
  std::vector<std::string> Asked(const std::string& path) const {
    std::vector<std::string> asked;
    for (const std::string& request : server_.requests()) {
      const std::string target = request.substr(request.find(' ') + 1);
      if (target.starts_with(path + " ")) {
        asked.push_back(request);
      }
    }
    return asked;
  }

  std::filesystem::path folder_;
  MovableClock clock_;
  fetch::Fetcher fetcher_{Local(), clock_};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
  std::mutex mutex_;
  std::map<std::string, std::string> answers_;
  fetch::LoopbackServer server_;

  static fetch::Settings Local() {
    fetch::Settings settings;
    settings.allow_private_networks = true;
    settings.host_delay = std::chrono::milliseconds(0);
    return settings;
  }

 private:
  // Who asks with the validator that the answer has is told that nothing changed.
  static bool IsUnchanged(const std::string& request, const std::string& response) {
    constexpr std::string_view kAsks = "If-None-Match: ";
    const std::size_t at = request.find(kAsks);
    if (at == std::string::npos) {
      return false;
    }
    const std::size_t begin = at + kAsks.size();
    return response.find("ETag: " + request.substr(begin, request.find("\r\n", begin) - begin)) != std::string::npos;
  }

  void Answer(const std::string& request, const fetch::Visitor& visitor) {
    const std::size_t begin = request.find(' ') + 1;
    const std::string path = request.substr(begin, request.find(' ', begin) - begin);
    std::string response = "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    {
      const std::scoped_lock lock(mutex_);
      if (const auto found = answers_.find(path); found != answers_.end()) {
        response = IsUnchanged(request, found->second) ? "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
                                                       : found->second;
      }
    }
    visitor.Send(response);
  }
};

}  // namespace headwater::pipeline
