// What the tests of shared work have in common: a site, a collection, nats-servers, and workers that come and go.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/random.h"
#include "pipeline/pipeline.h"
#include "pipeline/share.h"
#include "test/fetch/loopback_server.h"
#include "test/queue/nats_server.h"

namespace headwater::pipeline {

// A site of pages, each with words of its own.
class SharedSite {
 public:
  explicit SharedSite(std::size_t pages) : pages_(pages) {}

  std::string Url(std::string_view path) const { return server_.Url(path); }
  std::size_t size() const { return pages_; }
  // How often a page was asked for.
  std::size_t Asked() const {
    std::size_t asked = 0;
    for (const std::string& request : server_.requests()) {
      asked += request.find(" /page/") == std::string::npos ? 0U : 1U;
    }
    return asked;
  }
  static std::string Headline(std::size_t page) { return "The council of" + Words(page * 31 + 5, 3) + " decides"; }

 private:
  // Invented, and the same for the same number.
  static std::string Words(std::size_t number, int count) {
    std::string words;
    std::uint64_t state = number * 7'919 + 17;
    for (int word = 0; word < count; ++word) {
      words += word == 0 ? " T" : " ";
      for (int syllable = 0; syllable < 3; ++syllable) {
        state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
        words.push_back("bdfgklmnprstvz"[(state >> 33U) % 14]);
        words.push_back("aeiou"[(state >> 45U) % 5]);
      }
    }
    return words;
  }

  std::string Feed() const {
    std::string items;
    for (std::size_t page = 0; page < pages_; ++page) {
      items += fmt::format("<item><title>Report {0}</title><link>{1}</link><guid>{1}</guid></item>", page,
                           server_.Url(fmt::format("/page/{}", page)));
    }
    return "<rss version='2.0'><channel><title>Vellmar Post</title>" + items + "</channel></rss>";
  }

  std::string Answer(const std::string& request) const {
    const std::size_t at = request.find(" /page/");
    if (at == std::string::npos) {
      return request.starts_with("GET /feed") ? fetch::HttpOk(Feed(), "Content-Type: application/rss+xml\r\n")
                                              : fetch::HttpOk("");
    }
    const auto page = static_cast<std::size_t>(std::stoi(request.substr(at + 7)));
    std::string prose;
    for (std::size_t sentence = 0; sentence < 9; ++sentence) {
      prose += "The council of" + Words(page * 100 + sentence, 11) + (sentence % 3 == 2 ? ".</p><p>" : ". ");
    }
    return fetch::HttpOk(
        fmt::format("<html lang=en><head><title>{0}</title><meta property='article:published_time' "
                    "content='2026-01-{1:02}T08:00:00Z'></head><body><article><h1>{0}</h1><p>{2}</p></article></body>"
                    "</html>",
                    Headline(page), 1 + page % 27, prose),
        "Content-Type: text/html\r\n");
  }

  std::size_t pages_;
  fetch::LoopbackServer server_{
      [this](const std::string& request, fetch::Visitor visitor) { visitor.Send(Answer(request)); }};
};

class SharedTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!queue::NatsServer::Installed()) {
      GTEST_SKIP() << "nats-server is not installed";
    }
    std::string name = (std::filesystem::temp_directory_path() / "headwater-shared-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = *store::Store::Open(Path("shared"));
  }
  void TearDown() override {
    workers_.clear();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string Path(const std::string& name) const { return (folder_ / (name + ".db")).string(); }

  static fetch::Settings Network() {
    fetch::Settings settings;
    settings.allow_private_networks = true;
    settings.host_delay = std::chrono::milliseconds(0);
    return settings;
  }
  static Settings Plain() {
    Settings settings;
    settings.revisits.clear();
    return settings;
  }

  // One process of many, but for being one.
  struct Worker {
    std::unique_ptr<queue::Exchange> exchange;
    struct Hand {
      std::unique_ptr<store::Store> store;
      fetch::Fetcher fetcher{Network(), SystemClock()};
      std::unique_ptr<Pipeline> pipeline;
      std::jthread thread;
    };
    std::vector<std::unique_ptr<Hand>> hands;

    void Stop() {
      for (const auto& hand : hands) {
        hand->thread.request_stop();
      }
      hands.clear();
      exchange->leases().ReleaseAll();
    }
    ~Worker() { Stop(); }
  };

  Worker& Join(const std::string& servers, const std::string& stages = "fetch extract annotate desk") {
    auto worker = std::make_unique<Worker>();
    auto exchange = queue::Exchange::Connect({.servers = servers, .silence = std::chrono::milliseconds(1'500)});
    EXPECT_TRUE(exchange) << exchange.error().text;
    worker->exchange = *std::move(exchange);
    const auto has = [&stages](std::string_view stage) { return stages.find(stage) != std::string::npos; };
    const auto add = [&](bool fetch, bool extract, bool annotate, bool desk) {
      auto hand = std::make_unique<Worker::Hand>();
      hand->store = *store::Store::Open(Path("shared"));
      hand->pipeline = std::make_unique<Pipeline>(*hand->store, hand->fetcher, SystemClock(), Plain());
      Share share{.exchange = worker->exchange.get(), .fetch = fetch, .extract = extract, .annotate = annotate};
      share.desks = *ReadDesks({"*"});
      share.desk = desk ? std::optional<std::size_t>(0) : std::nullopt;
      hand->pipeline->SetShare(std::move(share));
      hand->thread =
          std::jthread([pipeline = hand->pipeline.get()](const std::stop_token& stop) { pipeline->Run(stop); });
      worker->hands.push_back(std::move(hand));
    };
    if (has("fetch")) {
      add(true, false, false, false);
    }
    if (has("extract") && has("annotate")) {
      add(false, true, true, false);
    } else if (has("extract") || has("annotate")) {
      add(false, has("extract"), has("annotate"), false);
    }
    if (has("desk")) {
      add(false, false, false, true);
    }
    workers_.push_back(std::move(worker));
    return *workers_.back();
  }

  static void Subscribe(store::Store& store, const SharedSite& site) {
    store::FeedRow feed;
    feed.id = news::FeedId(site.Url("/feed"));
    feed.url = site.Url("/feed");
    ASSERT_TRUE(store.Subscribe(std::span(&feed, 1), SystemClock().Now()));
  }

  // The headlines of the articles of all stories.
  std::vector<std::string> Told() const {
    std::vector<std::string> told;
    const auto stories = store_->Stories({.limit = 200, .newest_first = true});
    for (const store::StoryLine& line : *stories) {
      const auto story = store_->Story(line.story.id);
      for (const store::ArticleLine& article : story->articles) {
        told.push_back(article.headline);
      }
    }
    return told;
  }

  // Waits until so many have a place, at most for that time.
  std::size_t Placed(std::size_t wanted, std::chrono::seconds at_most = std::chrono::seconds(60)) const {
    const auto until = std::chrono::steady_clock::now() + at_most;
    std::size_t placed = Told().size();
    while (placed < wanted && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      placed = Told().size();
    }
    return placed;
  }

  // Every page's article is there, and in one story.
  void ExpectAllOnce(const SharedSite& site) const {
    EXPECT_EQ(Placed(site.size()), site.size());
    std::vector<std::string> wanted;
    for (std::size_t page = 0; page < site.size(); ++page) {
      wanted.push_back(SharedSite::Headline(page));
    }
    EXPECT_THAT(Told(), testing::UnorderedElementsAreArray(wanted));
    EXPECT_EQ(store_->Counts()->articles, static_cast<std::int64_t>(site.size()));
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace headwater::pipeline
