// What the tests without a network have in common: a collection in a folder of its own, and a pipeline that fills it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"

namespace headwater::pipeline {

class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::chrono::sys_seconds now) : now_(now) {}
  std::chrono::sys_seconds Now() const override { return now_; }

 private:
  std::chrono::sys_seconds now_;
};

inline const std::string kCup =
    "Aldersund Rovers beat Thessel United by three goals to two in the final of the cup, with a free kick in the very "
    "last minute by Kwame Ostrander, who is nineteen and had come on as a substitute after the break.";

class CollectionTest : public testing::Test {
 protected:
  explicit CollectionTest(std::chrono::sys_seconds now = ParseMoment("2031-02-04T12:00:00Z")->at) : clock_(now) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    store_ = *store::Store::Open((folder_ / "headwater.db").string());
    Start({});
  }
  ~CollectionTest() override {
    pipeline_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // Also once more, as after a restart.
  void Start(Settings settings) {
    settings.fetch = false;
    pipeline_ = std::make_unique<Pipeline>(*store_, fetcher_, clock_, std::move(settings));
    ASSERT_TRUE(pipeline_->Open());
  }

  Report Take(std::vector<Incoming> documents, bool sample = false) {
    std::size_t at = 0;
    const auto report = pipeline_->Ingest(
        [&]() -> std::optional<Incoming> {
          return at == documents.size() ? std::nullopt : std::optional(documents[at++]);
        },
        sample);
    EXPECT_TRUE(report) << report.error().text;
    return report.value_or(Report{});
  }

  // One article on a site, as a page of it; the site's name is the first part of its address.
  static Incoming Document(const std::string& site, const std::string& headline, const std::string& prose,
                           const std::string& published = "2031-02-03T08:00:00Z") {
    Incoming incoming;
    incoming.page.url = "https://" + site + "/1";
    incoming.page.content_type = "text/html";
    incoming.page.body = "<html lang=en><head><title>" + headline + "</title><meta property='og:site_name' content='" +
                         site.substr(0, site.find('.')) + "'><meta property='article:published_time' content='" +
                         published + "'></head><body><article><h1>" + headline + "</h1><p>" + prose +
                         "</p></article></body></html>";
    return incoming;
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("headwater-pipeline-" + std::to_string(getpid()));
  FixedClock clock_;
  fetch::Fetcher fetcher_{{}, clock_};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
};

}  // namespace headwater::pipeline
