// Fills a data folder with invented news as ingest and the desk would have left it: `grow_collection FOLDER COUNT`
// adds events until the collection has so many articles, the newest of today.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "serving/invented_news.h"
#include "store/store.h"

namespace {

using namespace headwater;
using std::chrono::sys_seconds;

constexpr std::chrono::seconds kBetweenEvents{180};
constexpr std::size_t kBatch = 500;  // articles a transaction

void Check(const Result<void>& result) {
  if (!result) {
    fmt::print(stderr, "grow_collection: {}\n", result.error().text);
    std::exit(1);
  }
}

// Events that are written together.
struct Batch {
  std::vector<bench::Event> events;
  std::size_t articles = 0;

  void Write(store::Store& store, sys_seconds at) {
    std::vector<store::KeptPage> pages;
    std::vector<news::Copy> copies;
    std::vector<news::Story> stories;
    std::vector<news::Origin> origins;
    for (const bench::Event& event : events) {
      for (std::size_t i = 0; i < event.articles.size(); ++i) {
        pages.push_back({.page = &event.pages[i], .article = &event.articles[i], .error = {}});
      }
      copies.insert(copies.end(), event.copies.begin(), event.copies.end());
      stories.push_back(event.story);
      origins.insert(origins.end(), event.origins.begin(), event.origins.end());
    }
    Check(store.Keep(pages, at));
    Check(store.Write({copies, stories, origins}, at));
    events.clear();
    articles = 0;
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: grow_collection FOLDER COUNT\n");
    return 2;
  }
  std::filesystem::create_directories(argv[1]);
  auto store = store::Store::Open(std::string(argv[1]) + "/headwater.db");
  if (!store) {
    fmt::print(stderr, "grow_collection: {}\n", store.error().text);
    return 1;
  }
  const auto counts = (*store)->Counts();
  const std::size_t wanted = std::strtoull(argv[2], nullptr, 10);
  std::size_t there = counts ? static_cast<std::size_t>(counts->articles) : 0;
  bench::InventedNews news(there + 1);
  const auto began = std::chrono::steady_clock::now();
  const std::size_t first = there;
  // Some three articles an event: the last of them are of now.
  sys_seconds at =
      SystemClock().Now() - kBetweenEvents * static_cast<std::int64_t>((wanted - std::min(wanted, there)) / 3);
  Batch batch;
  while (there < wanted) {
    batch.events.push_back(news.Next(at));
    there += batch.events.back().articles.size();
    batch.articles += batch.events.back().articles.size();
    at += kBetweenEvents;
    if (batch.articles >= kBatch || there >= wanted) {
      batch.Write(**store, at);
    }
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  fmt::print("{} articles, {:.0f} a second\n", there, static_cast<double>(there - first) / seconds);
  return 0;
}
