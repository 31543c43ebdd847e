// What reader apps ask most, over a synthetic store: 500 feeds, ten people who have read much, and so many items.
// HW_READING_ITEMS says how many (else 100,000); the articles are invented and alike.
#include "store/reading.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "reader/reader.h"
#include "store/compress.h"
#include "store/port.h"

namespace {

using namespace headwater;

constexpr int kFeeds = 500;
constexpr int kPeople = 10;
constexpr std::int64_t kFirstSecond = 1'700'000'000;
constexpr std::int64_t kSecondsApart = 30;

std::int64_t ItemCount() {
  const char* const wanted = std::getenv("HW_READING_ITEMS");
  return wanted == nullptr ? 100'000 : std::atoll(wanted);
}

std::chrono::sys_seconds Now() {
  return std::chrono::sys_seconds{std::chrono::seconds{kFirstSecond + kSecondsApart * ItemCount() + 1000}};
}

void Must(const Result<void>& done) {
  if (!done) {
    std::fprintf(stderr, "%s\n", done.error().text.c_str());
    std::abort();
  }
}

// A store filled by plain statements: the pipeline would take hours for as many.
class House {
 public:
  House() {
    std::string pattern = (std::filesystem::temp_directory_path() / "headwater-reading-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto opened = store::Store::Open(folder_ + "/headwater.db");
    store_ = std::move(*opened);
    Subscribe();
    for (std::int64_t from = 0; from < ItemCount(); from += kAtOnce) {
      Fill(from, std::min(from + kAtOnce, ItemCount()));
    }
    ReadMuch();
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  http::Reply Ask(const std::string& method, const std::string& target, const std::string& form = "") {
    const http::Request request{
        method,
        target,
        {{"authorization", "GoogleLogin auth=" + auth_}, {"content-type", "application/x-www-form-urlencoded"}},
        form};
    return reader::Answer(
        {request, "https://house.example", "house.example", "127.0.0.1", "Headwater", Now(), *store_, true});
  }

  void LogIn() {
    const std::string told = Ask("POST", "/accounts/ClientLogin", "Email=oda&Passwd=secret").body;
    const std::size_t at = told.find("Auth=") + 5;
    auth_ = told.substr(at, told.find('\n', at) - at);
  }

  store::Store& store() { return *store_; }

 private:
  static constexpr std::int64_t kAtOnce = 50'000;

  void Subscribe() {
    std::vector<store::FeedRow> feeds;
    for (int n = 0; n < kFeeds; ++n) {
      store::FeedRow& feed = feeds.emplace_back();
      feed.url = fmt::format("https://paper{}.example/feed", n);
      feed.id = news::FeedId(feed.url);
      feed.title = fmt::format("Paper {}", n);
      feed.folder = fmt::format("Folder {}", n % 20);
    }
    store_->Subscribe(feeds, Now()).value();
  }

  void Fill(std::int64_t from, std::int64_t to) {
    std::string prose;
    for (int n = 0; n < 12; ++n) {
      prose += "The harbour bridge was closed on Tuesday after engineers found cracks in two of its cables.\\n\\n";
    }
    const std::string packed = store::Compress(
        fmt::format(R"({{"id":"x","url":"https://paper.example/x","headline":"The bridge","text":"{}"}})", prose));
    Must(store_->database().Write([&](store::Session& session) -> Result<void> {
      for (std::int64_t n = from; n < to; ++n) {
        const std::int64_t second = kFirstSecond + n * kSecondsApart;
        const std::int64_t row = second << 20;
        session.Run(
            "INSERT INTO pages (page_row, hash, called, url, seen, content_type, headers, announcement, sample, "
            "bytes, body) VALUES (?, ?, '', ?, ?, '', '', '', 0, 0, x'')",
            {n + 1, fmt::format("{:064x}", n), fmt::format("https://paper.example/{}", n), second});
        session.Run(
            "INSERT INTO articles (article_row, id, page_row, kind, placeable, url, headline, publisher, "
            "publisher_key, credit, authors, language, between_words, seen, sample) "
            "VALUES (?, ?, ?, 'article', 0, ?, 'The bridge at Vell is closed', 'Paper', 'paper', '', '', 'en', "
            "'', ?, 0)",
            {row, fmt::format("{:016x}", n), n + 1, fmt::format("https://paper.example/{}", n), second});
        session.Run("INSERT INTO article_texts (article_row, json) VALUES (?, ?)", {row, store::Blob{packed}});
        session.Run("INSERT INTO items (item, article_row) VALUES (?, ?)", {row, row});
        session.Run("INSERT INTO item_streams (stream, item, shared) VALUES (?, ?, 0)", {2 + (n * 7919) % kFeeds, row});
      }
      return {};
    }));
  }

  // Everyone has read the older half feed by feed, and two thousand of the newer ones singly.
  void ReadMuch() {
    Must(store_->database().Write([](store::Session& session) -> Result<void> {
      for (int person = 2; person <= kPeople; ++person) {
        session.Run("INSERT INTO users (id, name, name_key, role, password, made) VALUES (?, ?, ?, 'reader', '', 0)",
                    {std::int64_t{person}, fmt::format("p{}", person), fmt::format("p{}", person)});
      }
      return {};
    }));
    store::Reading reading(*store_);
    for (int person = 1; person <= kPeople; ++person) {
      std::vector<store::StreamNumber> streams;
      for (const store::StreamLine& line : reading.Streams(person).value_or(std::vector<store::StreamLine>())) {
        streams.push_back(line.number);
      }
      const std::int64_t middle = kFirstSecond + kSecondsApart * (ItemCount() / 2);
      Must(reading.ReadAll(person, streams, middle << 20, Now()));
      const auto newest = reading.Items(person, {.streams = streams, .limit = 4000}).value();
      std::vector<store::ItemNumber> some;
      for (std::size_t n = 0; n < newest.size(); n += 2) {
        some.push_back(newest[n]);
      }
      Must(reading.Set(person, some, store::Mark::kRead, true, Now()));
      Must(reading.Set(person, std::vector(some.begin(), some.begin() + 200), store::Mark::kStarred, true, Now()));
    }
  }

  std::string folder_;
  std::string auth_;
  std::unique_ptr<store::Store> store_;
};

House& TheHouse() {
  static House house;
  static const bool in = (house.LogIn(), true);
  benchmark::DoNotOptimize(in);
  return house;
}

constexpr const char* kApi = "/reader/api/0/";

void Ask(benchmark::State& state, const std::string& below) {
  House& house = TheHouse();
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = house.Ask("GET", kApi + below).body.size();
  }
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["items"] = static_cast<double>(ItemCount());
}

void UnreadCount(benchmark::State& state) { Ask(state, "unread-count?output=json"); }
void Ids10000(benchmark::State& state) {
  Ask(state, "stream/items/ids?s=user/-/state/com.google/reading-list&n=10000");
}
void UnreadIds10000(benchmark::State& state) {
  Ask(state, "stream/items/ids?s=user/-/state/com.google/reading-list&n=10000&xt=user/-/state/com.google/read");
}
void FolderUnreadIds1000(benchmark::State& state) {
  Ask(state, "stream/items/ids?s=user/-/label/Folder+3&n=1000&xt=user/-/state/com.google/read");
}
void StarredIds(benchmark::State& state) { Ask(state, "stream/items/ids?s=user/-/state/com.google/starred&n=1000"); }
void Contents100(benchmark::State& state) { Ask(state, "stream/contents/user/-/state/com.google/reading-list?n=100"); }

// All feeds up to now and back again, person by person.
void MarkAllAsRead(benchmark::State& state) {
  House& house = TheHouse();
  store::Reading reading(house.store());
  std::vector<store::StreamNumber> streams;
  const auto lines = reading.Streams(1).value();
  for (const store::StreamLine& line : lines) {
    streams.push_back(line.number);
  }
  std::int64_t person = 2;
  for (auto _ : state) {
    Must(reading.ReadAll(person++, streams, store::LastItemAt(Now()), Now()));
  }
}

void MarkOneRead(benchmark::State& state) {
  House& house = TheHouse();
  store::Reading reading(house.store());
  const auto lines = reading.Streams(1).value();
  const auto items = reading.Items(1, {.streams = {lines.front().number}, .read = false, .limit = 1}).value();
  bool on = true;
  for (auto _ : state) {
    Must(reading.Set(1, items, store::Mark::kRead, on, Now()));
    on = !on;
  }
}

BENCHMARK(UnreadCount)->Unit(benchmark::kMillisecond);
BENCHMARK(Ids10000)->Unit(benchmark::kMillisecond);
BENCHMARK(UnreadIds10000)->Unit(benchmark::kMillisecond);
BENCHMARK(FolderUnreadIds1000)->Unit(benchmark::kMillisecond);
BENCHMARK(StarredIds)->Unit(benchmark::kMillisecond);
BENCHMARK(Contents100)->Unit(benchmark::kMillisecond);
BENCHMARK(MarkOneRead)->Unit(benchmark::kMillisecond);
BENCHMARK(MarkAllAsRead)->Unit(benchmark::kMillisecond)->Iterations(5);

}  // namespace

BENCHMARK_MAIN();
