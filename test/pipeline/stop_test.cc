// Wherever a stop comes, nothing that was answered is taken for kept that is not.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

// Stops the fetcher the so manieth time that it is looked at: from within whatever looks.
class StoppingClock final : public Clock {
 public:
  StoppingClock(const Clock& clock, fetch::Fetcher& fetcher, int looks)
      : clock_(clock), fetcher_(fetcher), left_(looks) {}
  std::chrono::sys_seconds Now() const override {
    if (--left_ == 0) {
      fetcher_.Stop();
    }
    return clock_.Now();
  }

 private:
  const Clock& clock_;
  fetch::Fetcher& fetcher_;
  mutable std::atomic<int> left_;
};

class StopTest : public WebTest {
 protected:
  static constexpr int kPages = 8;
  static constexpr int kWires = 3;

  static std::string PageAt(int run, int page) { return fmt::format("/{}/{}", run, page); }
  static std::string WireItem(int run, int wire) { return fmt::format("urn:tidewire:{}-{}", run, wire); }

  // A feed with pages, and wires; all with validators.
  void Publish(int run) {
    const std::string tag = "ETag: \"a\"\r\n";
    std::vector<std::string> pages;
    for (int n = 0; n < kPages; ++n) {
      pages.push_back(PageAt(run, n));
      ServeOk(
          pages.back(),
          Page(fmt::format("The weir number {} of {} on the Orrin opened on Monday, the water office said.", n, run)),
          tag);
    }
    ServeOk(fmt::format("/{}/feed", run), Rss("", pages), tag);
    Subscribed(fmt::format("/{}/feed", run));
    for (int n = 0; n < kWires; ++n) {
      const std::string path = fmt::format("/{}/wire{}", run, n);
      ServeOk(path,
              fmt::format(R"([{{"uri":"{}","versionCreated":"2031-02-03T08:00:00Z","language":"en",)"
                          R"("headlines":[{{"value":"Ferry {} to Orrin stops"}}],"copyrightHolder":"Tidewire",)"
                          R"("bodies":[{{"value":"The ferry to Orrin stopped on Monday, its owner said."}}]}}])",
                          WireItem(run, n), n),
              tag);
      Subscribed(path);
    }
  }

  void RoundStoppedAfter(int looks) {
    fetch::Fetcher fetcher(Local(), clock_);
    const StoppingClock clock(clock_, fetcher, looks);
    Settings settings;
    settings.revisits.clear();
    settings.feed_interval = settings.shortest_interval = settings.longest_interval;
    Pipeline pipeline(*store_, fetcher, clock, settings);
    ASSERT_TRUE(pipeline.Open());
    const auto stopped = pipeline.Round();
    ASSERT_TRUE(stopped) << stopped.error().text;
  }

  std::vector<std::string> Missing(int run) {
    std::vector<std::string> missing;
    for (int n = 0; n < kPages; ++n) {
      if (!store_->ArticleAt(Url(PageAt(run, n)))) {
        missing.push_back(PageAt(run, n));
      }
    }
    for (int n = 0; n < kWires; ++n) {
      if (!store_->ArticleAt(WireItem(run, n))) {
        missing.push_back(WireItem(run, n));
      }
    }
    return missing;
  }
};

TEST_F(StopTest, WhatAStopCutShortIsHadInTheNextRun) {
  pipeline_.reset();
  for (int looks = 3; looks <= 75; looks += 3) {
    store_ = *store::Store::Open((folder_ / fmt::format("{}.db", looks)).string());
    Publish(looks);
    RoundStoppedAfter(looks);
    // Leases are over; no feed is due by its own.
    clock_.Pass(std::chrono::minutes(6));
    RoundStoppedAfter(-1);
    EXPECT_THAT(Missing(looks), testing::IsEmpty()) << "stopped at the clock's look number " << looks;
  }
}

}  // namespace
}  // namespace headwater::pipeline
