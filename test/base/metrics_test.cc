// Counting, and what is exposed of it.
#include "base/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

namespace headwater::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(MetricsTest, WhatIsCountedStandsThereWithItsLabels) {
  Count(Metric::kLetters, {"mail", "sent"});
  Count(Metric::kLetters, {"mail", "sent"}, 2);
  Set(Metric::kQueueDepth, 7, {"due"});
  Observe(Metric::kStageSeconds, std::chrono::milliseconds(3), {"keep"});
  const std::string written = Written();
  EXPECT_THAT(written, HasSubstr("headwater_letters_total{outcome=\"sent\",way=\"mail\"} 3"));
  EXPECT_THAT(written, HasSubstr("# TYPE headwater_letters_total counter"));
  EXPECT_THAT(written, HasSubstr("headwater_queue_depth{state=\"due\"} 7"));
  EXPECT_THAT(written, HasSubstr("headwater_stage_seconds_bucket{stage=\"keep\",le=\"0.0025\"} 0"));
  EXPECT_THAT(written, HasSubstr("headwater_stage_seconds_bucket{stage=\"keep\",le=\"0.005\"} 1"));
  EXPECT_THAT(written, HasSubstr("headwater_stage_seconds_count{stage=\"keep\"} 1"));
}

TEST(MetricsTest, WhatTheTableDoesNotNameIsCountedAsOther) {
  Count(Metric::kFetches, {"https://vellmar.example/secret"});
  EXPECT_THAT(Written(), HasSubstr("headwater_fetches_total{outcome=\"other\"} 1"));
  EXPECT_THAT(Written(), Not(HasSubstr("vellmar")));
}

TEST(MetricsTest, AnOpenLabelHasOnlySoManyValues) {
  for (std::size_t n = 0; n < 3 * kMostOpen; ++n) {
    Count(Metric::kHttpRequests, {"route " + std::to_string(n), "2xx"});
  }
  const std::string written = Written();
  std::size_t series = 0;
  for (std::size_t at = written.find("\nheadwater_http_requests_total{"); at != std::string::npos;
       at = written.find("\nheadwater_http_requests_total{", at + 1)) {
    ++series;
  }
  EXPECT_EQ(series, kMostOpen + 1);
  EXPECT_THAT(written, HasSubstr("route=\"other\""));
}

TEST(MetricsTest, ACounterThatIsSetNeverFalls) {
  Set(Metric::kLastHit, 5);
  Set(Metric::kLastHit, 4);
  EXPECT_THAT(Written(), HasSubstr("\nheadwater_alert_hits_total 5"));
}

TEST(MetricsTest, CountingFromManyThreadsLosesNothing) {
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([] {
        for (int n = 0; n < 5'000; ++n) {
          Count(Metric::kDeliveries, {"taken"});
        }
      });
    }
  }
  EXPECT_THAT(Written(), HasSubstr("headwater_deliveries_total{outcome=\"taken\"} 20000"));
}

TEST(MetricsTest, TheProcessIsTold) {
  const std::string written = Written();
  for (const char* const name : {"process_resident_memory_bytes ", "process_cpu_seconds_total ",
                                 "process_start_time_seconds ", "process_open_fds "}) {
    const std::size_t at = written.find(std::string("\n") + name);
    ASSERT_NE(at, std::string::npos) << name;
    EXPECT_GT(std::stod(written.substr(at + 1 + std::string_view(name).size())), 0) << name;
  }
}

// A panel or an alert that asks for what is not there shows nothing, and nobody notices.
TEST(MetricsTest, TheDashboardAndTheAlertsAskOnlyForWhatIsThere) {
  for (const char* const name : {"grafana-dashboard.json", "alerts.yml"}) {
    std::ifstream file(std::string(HW_TEST_DIR) + "/../../packaging/watch/" + name);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    ASSERT_FALSE(text.empty()) << name;
    std::size_t asked = 0;
    const auto names = Names();
    for (std::size_t at = text.find("headwater_"); at != std::string::npos; at = text.find("headwater_", at + 1)) {
      const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at);
      std::string wanted = text.substr(at, end - at);
      for (const std::string_view ending : {"_bucket", "_sum", "_count"}) {
        if (wanted.ends_with(ending) && std::ranges::find(names, wanted) == names.end()) {
          wanted.resize(wanted.size() - ending.size());
        }
      }
      EXPECT_NE(std::ranges::find(names, wanted), names.end()) << name << " asks for " << wanted;
      ++asked;
    }
    EXPECT_GE(asked, 10U) << name;
  }
}

}  // namespace
}  // namespace headwater::metrics
