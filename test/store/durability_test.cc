// What was acknowledged is there whatever happens to the process, and readers see whole writes only.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <csignal>
#include <random>
#include <thread>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::IsEmpty;

constexpr int kBatch = 7;

std::vector<Document> Batch(int number) {
  std::vector<Document> documents;
  for (int i = 0; i < kBatch; ++i) {
    const std::string name = std::to_string(number) + "/" + std::to_string(i);
    documents.push_back(
        MakeDocument("https://vellmar.example/" + name, "Batch " + name, "The harbour opened, " + name));
  }
  return documents;
}

Result<void> KeepAll(Store& store, const std::vector<Document>& documents) {
  std::vector<KeptPage> kept;
  for (const Document& document : documents) {
    kept.push_back({&document.page, &document.article, "", false});
  }
  return store.Keep(kept, kNoon);
}

news::Story StoryOf(const std::vector<Document>& documents) {
  news::Story story;
  story.id = news::StoryId(documents.front().article.id.value());
  for (const Document& document : documents) {
    story.articles.push_back(document.article.id);
  }
  return story;
}

class DurabilityTest : public StoreTest {
 protected:
  // Writes batches, and says so of each that was acknowledged, until it is killed.
  [[noreturn]] void WriteForever(int acknowledge) const {
    auto store = Store::Open(path_);
    for (int number = 0; store; ++number) {
      const auto documents = Batch(number);
      const std::vector<news::Story> stories{StoryOf(documents)};
      if (!KeepAll(**store, documents) || !(*store)->Write({{}, stories, {}}, kNoon) ||
          write(acknowledge, "+", 1) != 1) {
        break;
      }
    }
    _exit(1);
  }

  // How many batches were acknowledged before the kill.
  int WriteUntilKilled(std::chrono::microseconds after) const {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    const pid_t writer = fork();
    if (writer == 0) {
      WriteForever(ends[1]);
    }
    close(ends[1]);
    char sign = 0;
    // The clock starts with the first acknowledgement: before it, the store is being made.
    EXPECT_EQ(read(ends[0], &sign, 1), 1);
    std::this_thread::sleep_for(after);
    kill(writer, SIGKILL);
    int status = 0;
    waitpid(writer, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself";
    int acknowledged = 1;
    while (read(ends[0], &sign, 1) == 1) {
      ++acknowledged;
    }
    close(ends[0]);
    return acknowledged;
  }
};

TEST_F(DurabilityTest, WhatWasAcknowledgedOutlivesAKillAtAnyMoment) {
  std::mt19937 random(20250512);
  for (int round = 0; round < 20; ++round) {
    BeginAnew();
    const int acknowledged = WriteUntilKilled(std::chrono::microseconds(random() % 60'000));
    const auto counts = Opened().Counts();
    ASSERT_TRUE(counts) << counts.error().text;
    EXPECT_GE(counts->articles, std::int64_t{acknowledged} * kBatch);
    EXPECT_EQ(counts->articles % kBatch, 0) << "a batch is there in part";
    EXPECT_EQ(counts->pages, counts->articles);
    EXPECT_GE(counts->stories, acknowledged);
    EXPECT_THAT(*Opened().Check(), IsEmpty());
    EXPECT_TRUE(KeepAll(Opened(), Batch(100'000)));
  }
}

TEST_F(DurabilityTest, ReadersSeeWholeWritesWhileOthersWrite) {
  Opened();
  std::atomic<bool> over = false;
  std::atomic<int> reads = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!over) {
        const auto counts = store_->Counts();
        ASSERT_TRUE(counts) << counts.error().text;
        ASSERT_EQ(counts->articles % kBatch, 0);
        ASSERT_EQ(counts->pages, counts->articles);
        SearchQuestion question;
        question.words = "harbours";
        question.limit = 200;
        const auto hits = store_->Search(question);
        ASSERT_TRUE(hits) << hits.error().text;
        ASSERT_EQ(hits->size() % kBatch * (hits->size() < 200 ? 1U : 0U), 0U);
        ++reads;
      }
    });
  }
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 2; ++writer) {
    writers.emplace_back([&, writer] {
      for (int number = 0; number < 20; ++number) {
        const auto kept = KeepAll(*store_, Batch(writer * 1000 + number));
        ASSERT_TRUE(kept) << kept.error().text;
      }
    });
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  over = true;
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_GT(reads, 3);
  EXPECT_EQ(Opened().Counts()->articles, 40 * kBatch);
}

TEST_F(DurabilityTest, WhoWaitsIsToldOfAWrite) {
  Store& store = Opened();
  const std::uint64_t before = store.WaitForChange(0, std::chrono::milliseconds(0));
  EXPECT_EQ(store.WaitForChange(before, std::chrono::milliseconds(20)), before);
  // A write that finds nothing to do is no change.
  EXPECT_TRUE(store.TakeWork(10, std::chrono::sys_seconds{}, std::chrono::seconds(60)));
  EXPECT_EQ(store.WaitForChange(before, std::chrono::milliseconds(20)), before);
  std::thread writer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(store.SetNote("a", "b"));
  });
  const auto start = std::chrono::steady_clock::now();
  EXPECT_GT(store.WaitForChange(before, std::chrono::seconds(30)), before);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  writer.join();
}

TEST_F(DurabilityTest, WhoWaitsCanBeWokenWithoutAWrite) {
  Store& store = Opened();
  const std::uint64_t before = store.WaitForChange(0, std::chrono::milliseconds(0));
  store.Wake();
  EXPECT_GT(store.WaitForChange(before, std::chrono::seconds(30)), before);
}

TEST_F(DurabilityTest, WhoWaitsIsToldOfAnotherProcesssWrite) {
  Store& store = Opened();
  const std::uint64_t before = store.WaitForChange(0, std::chrono::milliseconds(0));
  auto other = Store::Open(path_);
  ASSERT_TRUE(other) << other.error().text;
  const std::uint64_t opened = store.WaitForChange(before, std::chrono::milliseconds(0));
  ASSERT_TRUE((*other)->SetNote("a", "b"));
  EXPECT_GT(store.WaitForChange(opened, std::chrono::seconds(30)), opened);
}

}  // namespace
}  // namespace headwater::store
