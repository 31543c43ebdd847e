// What is counted while the program runs, for whoever watches it: as Prometheus reads it. As with the log, any room
// that does I/O may count; stages do not.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace headwater::metrics {

// Each stands once in the table (metrics.cc), which says what it counts and which labels it may have. A label never
// holds what the world chooses, as an address, a name or a source: its values are those of the table, or, where the
// table leaves them open, at most kMostOpen different ones. Whatever else is given is counted as `other`.
enum class Metric {
  kBuild,
  kReady,
  kFetches,
  kFetchedBytes,
  kAnnounced,
  kPages,
  kPlacings,
  kCopies,
  kOrigins,
  kErrors,
  kLogLines,
  kStageSeconds,
  kLagSeconds,
  kDeliveries,
  kLetters,
  kHttpRequests,
  kHttpSeconds,
  kHttpRefused,
  kHttpConnections,
  kQueueDepth,
  kQueueOldest,
  kWaiting,
  kWaitingOldest,
  kFeeds,
  kStoreRows,
  kStoreBytes,
  kDiskFree,
  kLastHit,
  kMemory,
  kProcessor,
  kStarted,
  kOpenFiles,
};

inline constexpr std::size_t kMostOpen = 400;

// The labels' values, in the order of the table's names; those that are left out are empty.
struct Labels {
  std::string_view first = {};
  std::string_view second = {};
};

// All of them are safe from any thread and never fail.
void Count(Metric metric, const Labels& labels = {}, double by = 1);
// Of a gauge.
void Set(Metric metric, double value, const Labels& labels = {});
// Of a histogram.
void Observe(Metric metric, std::chrono::duration<double> took, const Labels& labels = {});

// How long its life takes.
class Stopwatch {
 public:
  explicit Stopwatch(Metric metric, const Labels& labels = {}) : metric_(metric), labels_(labels) {}
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() { Observe(metric_, std::chrono::steady_clock::now() - begun_, labels_); }

 private:
  Metric metric_;
  Labels labels_;  // borrowed for its life
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

// The names of all metrics, as they are exposed.
std::span<const std::string> Names();

// All that was counted, with what the system says of this process: the text format of Prometheus, version 0.0.4.
std::string Written();
inline constexpr std::string_view kContentType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace headwater::metrics
