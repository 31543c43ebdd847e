// A wire's items through the pipeline: versions, embargoes and kills as they come from the agency.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "pipeline/pipeline.h"

namespace headwater::pipeline {
namespace {

namespace fs = std::filesystem;

class FixedClock final : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return ParseMoment("2031-02-04T12:00:00Z")->at; }
};

class WireDocuments : public testing::Test {
 protected:
  WireDocuments() : folder_(fs::temp_directory_path() / ("headwater-wires-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    store_ = *store::Store::Open((folder_ / "headwater.db").string());
    Settings settings;
    settings.fetch = false;
    pipeline_ = std::make_unique<Pipeline>(*store_, fetcher_, clock_, settings);
    EXPECT_TRUE(pipeline_->Open());
  }
  ~WireDocuments() override {
    pipeline_.reset();
    store_.reset();
    fs::remove_all(folder_);
  }

  Report Take(const std::string& body) {
    std::optional<Incoming> next = Incoming{};
    next->page.id = "wire.json";
    next->page.body = body;
    return *pipeline_->Ingest([&] { return std::exchange(next, std::nullopt); }, false);
  }
  std::size_t Hits(const std::string& words) {
    store::SearchQuestion question;
    question.words = words;
    return store_->Search(question)->size();
  }

  fs::path folder_;
  FixedClock clock_;
  fetch::Fetcher fetcher_{{}, clock_};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
};

std::string Item(const std::string& fields) {
  return R"({"uri":"urn:tidewire:9","versionCreated":"2031-02-03T08:00:00Z","language":"en",)" + fields + "}";
}

const std::string kBodies =
    R"("headlines":[{"value":"Ferry to Orrin stops"}],"copyrightHolder":"Tidewire","bodies":[{"value":)"
    R"("The ferry to Orrin stopped on Monday, its owner said in the morning.\n\nNo boat is left on the river."}])";

TEST_F(WireDocuments, AKillWithoutAnyTextTakesTheItemBack) {
  const Report report =
      Take("[" + Item(kBodies) + R"(,{"uri":"urn:tidewire:10","body_text":"Another item entirely."}])");
  EXPECT_EQ(report.documents, 2U);
  EXPECT_EQ(report.kept, 2U);
  EXPECT_EQ(Hits("ferry"), 1U);
  Take(Item(R"("pubStatus":"canceled")"));
  EXPECT_EQ(Hits("ferry"), 0U);
  EXPECT_EQ(Hits("another"), 1U);
}

TEST_F(WireDocuments, WhatIsUnderEmbargoIsNotShownBefore) {
  Take(Item(kBodies + R"(,"embargoed":"2031-02-05T00:00:00Z")"));
  EXPECT_EQ(Hits("ferry"), 0U);
}

}  // namespace
}  // namespace headwater::pipeline
