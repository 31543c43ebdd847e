// Headwater's part of the refresh bench: one refresh of all feeds by the real pipeline, into a real store.
// `refresh_feeds FOLDER PORT COUNT` subscribes to what is not there yet, refreshes everything once, and says how much
// is there and how much memory it took. Pages are announced and queued, not fetched.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/workers.h"
#include "fetch/fetch.h"
#include "pipeline/pipeline.h"
#include "store/store.h"

namespace {

using namespace headwater;

[[noreturn]] void GiveUp(const std::string& why) {
  fmt::print(stderr, "refresh_feeds: {}\n", why);
  std::exit(1);
}

// Each feed on a host of its own, as on the web: politeness is between requests to one host.
std::vector<store::FeedRow> Feeds(int port, int count) {
  std::vector<store::FeedRow> feeds;
  for (int i = 0; i < count; ++i) {
    store::FeedRow feed;
    feed.url = fmt::format("http://127.{}.{}.{}:{}/feed/{}", 1 + i / 62'500, (i / 250) % 250, 1 + i % 250, port, i);
    feed.id = news::FeedId(feed.url);
    feeds.push_back(std::move(feed));
  }
  return feeds;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    GiveUp("usage: refresh_feeds FOLDER PORT COUNT");
  }
  std::filesystem::create_directories(argv[1]);
  auto store = store::Store::Open(std::string(argv[1]) + "/headwater.db");
  if (!store) {
    GiveUp(store.error().text);
  }
  const Clock& clock = SystemClock();
  if (!(*store)->Subscribe(Feeds(std::atoi(argv[2]), std::atoi(argv[3])), clock.Now()) ||
      !(*store)->AskRefresh({}, clock.Now())) {
    GiveUp("the store takes no feeds");
  }
  const auto began = std::chrono::steady_clock::now();
  {
    fetch::Settings settings;
    settings.allow_private_networks = true;
    fetch::Fetcher fetcher(settings, clock);
    pipeline::Limits limits;
    limits.pages_under_way = 0;
    pipeline::Settings pipeline_settings;
    pipeline_settings.jobs = CoreCount();
    pipeline::Pipeline pipeline(**store, fetcher, clock, pipeline_settings, limits);
    if (const auto round = pipeline.Round(); !round) {
      GiveUp(round.error().text);
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::size_t good = 0;
  const auto feeds = (*store)->Feeds();
  for (const store::FeedRow& feed : feeds.value()) {
    good += feed.health == store::FeedHealth::kGood ? 1 : 0;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{{\"seconds\":{:.3f},\"good\":{},\"queued\":{},\"peak_rss_kb\":{},\"cpu\":{:.3f}}}\n", took.count(), good,
             (*store)->WaitingWork().value_or(0), usage.ru_maxrss,
             static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                 static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6);
}
