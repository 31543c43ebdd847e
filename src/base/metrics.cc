// The table of metrics, and the registry of prometheus-cpp behind it.
#include "base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <mutex>
#include <set>
#include <vector>

#include "base/metrics_process.h"

namespace headwater::metrics {
namespace {

enum class Kind { kCounter, kGauge, kHistogram };

struct Label {
  std::string_view name = {};
  std::string_view values = {};  // parted by blanks; `*`: open, up to kMostOpen
};

struct Row {
  Metric metric;
  Kind kind;
  std::string_view name;
  std::string_view help;
  Label first = {};
  Label second = {};
};

constexpr std::string_view kFaults =
    "bad_input too_large timeout not_found refused unreachable storage newer_store usage unforeseen";

// In the order of Metric.
constexpr std::array kTable{
    Row{Metric::kBuild, Kind::kGauge, "headwater_build_info", "Always 1; which version runs.", {"version", "*"}},
    Row{Metric::kReady, Kind::kGauge, "headwater_ready", "1 where /readyz says so, else 0."},
    Row{Metric::kFetches,
        Kind::kCounter,
        "headwater_fetches_total",
        "Requests to other sites, by what came of them.",
        {"outcome",
         "good unchanged moved client_error server_error gone rate_limited timeout unreachable refused "
         "too_large bad_input"}},
    Row{Metric::kFetchedBytes, Kind::kCounter, "headwater_fetched_bytes_total", "Bytes of bodies, unpacked."},
    Row{Metric::kAnnounced, Kind::kCounter, "headwater_announced_pages_total", "Pages that were queued."},
    Row{Metric::kPages,
        Kind::kCounter,
        "headwater_pages_total",
        "Documents taken in, by what came of them.",
        {"outcome", "kept known revised unreadable kept_out"}},
    Row{Metric::kPlacings,
        Kind::kCounter,
        "headwater_placings_total",
        "Articles placed by the desk: in a story that was there, or a new one.",
        {"how", "joined began"}},
    Row{Metric::kCopies,
        Kind::kCounter,
        "headwater_copies_total",
        "Pairs of articles that share text, as the desk found them.",
        {"kind", "identical copy revision rewrite spun excerpt translation"}},
    Row{Metric::kOrigins,
        Kind::kCounter,
        "headwater_origins_total",
        "Origins told, and told again, by what they lead to.",
        {"kind", "self article outlet person document unknown"}},
    Row{Metric::kErrors,
        Kind::kCounter,
        "headwater_errors_total",
        "What went wrong, by where and what.",
        {"where",
         "round decisions errands checks samples times takedowns alerts rules retention tidiness tables "
         "arrivals extract http mail webhook hub"},
        {"fault", kFaults}},
    Row{Metric::kLogLines,
        Kind::kCounter,
        "headwater_log_lines_total",
        "Lines of the log, whether its level lets them through or not.",
        {"level", "debug info warning error"}},
    Row{Metric::kStageSeconds,
        Kind::kHistogram,
        "headwater_stage_seconds",
        "How long a stage took: extract and annotate of one document, the others of one batch.",
        {"stage", "extract annotate keep place retrace alerts"}},
    Row{Metric::kLagSeconds,
        Kind::kHistogram,
        "headwater_lag_seconds",
        "How late a document was: from its publication to its being kept, and from its fetch.",
        {"stage", "published_to_kept fetched_to_kept"}},
    Row{Metric::kDeliveries,
        Kind::kCounter,
        "headwater_deliveries_total",
        "What hubs brought (WebSub).",
        {"outcome", "taken unsigned unknown refused"}},
    Row{Metric::kLetters,
        Kind::kCounter,
        "headwater_letters_total",
        "Mails and webhooks, by what came of a try.",
        {"way", "mail webhook"},
        {"outcome", "sent failed"}},
    Row{Metric::kHttpRequests,
        Kind::kCounter,
        "headwater_http_requests_total",
        "Requests answered, by route and class of status.",
        {"route", "*"},
        {"status", "1xx 2xx 3xx 4xx 5xx"}},
    Row{Metric::kHttpSeconds,
        Kind::kHistogram,
        "headwater_http_seconds",
        "From a request that was read to its reply that is ready.",
        {"route", "*"}},
    Row{Metric::kHttpRefused,
        Kind::kCounter,
        "headwater_http_refused_total",
        "Connections and requests that were turned away before anybody looked at them.",
        {"why", "malformed too_large busy full slow evicted"}},
    Row{Metric::kHttpConnections,
        Kind::kGauge,
        "headwater_http_connections",
        "Open connections, and of these such as listen to events.",
        {"what", "open listening"}},
    Row{Metric::kQueueDepth,
        Kind::kGauge,
        "headwater_queue_depth",
        "Pages in the queue: due now, later (on a lease, or put off), given up; counted up to 100000 of each.",
        {"state", "due later given_up"}},
    Row{Metric::kQueueOldest, Kind::kGauge, "headwater_queue_oldest_seconds",
        "How long the page longest due has waited."},
    Row{Metric::kWaiting,
        Kind::kGauge,
        "headwater_waiting",
        "What waits for a stage; counted up to 100000 of each.",
        {"what", "unplaced deliveries errands mails webhooks stirred"}},
    Row{Metric::kWaitingOldest,
        Kind::kGauge,
        "headwater_waiting_oldest_seconds",
        "How long the oldest of them has waited.",
        {"what", "unplaced deliveries errands mails webhooks"}},
    Row{Metric::kFeeds, Kind::kGauge, "headwater_feeds", "Subscriptions.", {"state", "all due failing"}},
    Row{Metric::kStoreRows,
        Kind::kGauge,
        "headwater_store_rows",
        "What the collection holds.",
        {"noun", "pages articles stories threads unreadable"}},
    Row{Metric::kStoreBytes, Kind::kGauge, "headwater_store_bytes", "The store on disk."},
    Row{Metric::kDiskFree, Kind::kGauge, "headwater_disk_free_bytes", "Free on the disk that the store lies on."},
    Row{Metric::kLastHit, Kind::kCounter, "headwater_alert_hits_total",
        "Hits of alerts that this collection ever had."},
    Row{Metric::kMemory, Kind::kGauge, "process_resident_memory_bytes", "Memory in use."},
    Row{Metric::kProcessor, Kind::kCounter, "process_cpu_seconds_total", "Processor time, in and out of the kernel."},
    Row{Metric::kStarted, Kind::kGauge, "process_start_time_seconds", "When the process began, since 1970."},
    Row{Metric::kOpenFiles, Kind::kGauge, "process_open_fds", "Open files, connections among them."},
};

constexpr bool InOrder() {
  for (std::size_t n = 0; n < kTable.size(); ++n) {
    if (kTable[n].metric != static_cast<Metric>(n)) {
      return false;
    }
  }
  return true;
}
static_assert(InOrder() && kTable.back().metric == Metric::kOpenFiles);

bool Holds(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::string_view each = words.substr(0, words.find(' '));
    if (each == word) {
      return true;
    }
    words.remove_prefix(std::min(each.size() + 1, words.size()));
  }
  return false;
}

const prometheus::Histogram::BucketBoundaries& BucketsOf(Metric metric) {
  // A page is quick or it is not; lag is told in minutes and hours.
  static const prometheus::Histogram::BucketBoundaries quick{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                             0.25,  0.5,    1,     2.5,  5,     10};
  static const prometheus::Histogram::BucketBoundaries slow{0.5, 1,   2,   5,    10,    30,    60,
                                                            120, 300, 900, 3600, 21600, 86400, 604800};
  return metric == Metric::kLagSeconds ? slow : quick;
}

class Book {
 public:
  Book() {
    for (const Row& row : kTable) {
      const std::string name(row.name);
      const std::string help(row.help);
      names_.push_back(name);
      Page& page = pages_[static_cast<std::size_t>(row.metric)];
      switch (row.kind) {
        case Kind::kCounter:
          page.counters = &prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
          break;
        case Kind::kGauge:
          page.gauges = &prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
          break;
        case Kind::kHistogram:
          page.histograms = &prometheus::BuildHistogram().Name(name).Help(help).Register(registry_);
          break;
      }
    }
  }

  void Count(Metric metric, const Labels& labels, double by) {
    if (Page& page = pages_[static_cast<std::size_t>(metric)]; page.counters != nullptr && by > 0) {
      page.counters->Add(LabelsOf(metric, labels)).Increment(by);
    }
  }
  void Set(Metric metric, double value, const Labels& labels) {
    Page& page = pages_[static_cast<std::size_t>(metric)];
    if (page.gauges != nullptr) {
      page.gauges->Add(LabelsOf(metric, labels)).Set(value);
    } else if (page.counters != nullptr) {
      auto& counter = page.counters->Add(LabelsOf(metric, labels));
      const std::lock_guard lock(mutex_);
      counter.Increment(std::max(0.0, value - counter.Value()));
    }
  }
  void Observe(Metric metric, double seconds, const Labels& labels) {
    if (Page& page = pages_[static_cast<std::size_t>(metric)]; page.histograms != nullptr) {
      page.histograms->Add(LabelsOf(metric, labels), BucketsOf(metric)).Observe(seconds);
    }
  }

  std::span<const std::string> names() const { return names_; }
  std::string Written() const { return prometheus::TextSerializer().Serialize(registry_.Collect()); }

 private:
  // Of one metric: what it is kept in.
  struct Page {
    prometheus::Family<prometheus::Counter>* counters = nullptr;
    prometheus::Family<prometheus::Gauge>* gauges = nullptr;
    prometheus::Family<prometheus::Histogram>* histograms = nullptr;
    std::set<std::string, std::less<>> open;
  };

  std::string ValueOf(Page& page, const Label& label, std::string_view value) {
    if (label.values != "*") {
      return std::string(Holds(label.values, value) ? value : "other");
    }
    const std::lock_guard lock(mutex_);
    if (page.open.find(value) == page.open.end()) {
      if (page.open.size() >= kMostOpen) {
        return "other";
      }
      page.open.emplace(value);
    }
    return std::string(value);
  }

  prometheus::Labels LabelsOf(Metric metric, const Labels& labels) {
    const Row& row = kTable[static_cast<std::size_t>(metric)];
    Page& page = pages_[static_cast<std::size_t>(metric)];
    prometheus::Labels named;
    if (!row.first.name.empty()) {
      named.emplace(row.first.name, ValueOf(page, row.first, labels.first));
    }
    if (!row.second.name.empty()) {
      named.emplace(row.second.name, ValueOf(page, row.second, labels.second));
    }
    return named;
  }

  prometheus::Registry registry_;
  std::mutex mutex_;
  std::array<Page, kTable.size()> pages_;
  std::vector<std::string> names_;
};

// Lives as long as the program: threads may count until its very end.
Book& TheBook() {
  static auto& book = *new Book;  // NOLINT(cppcoreguidelines-owning-memory)
  return book;
}

}  // namespace

void Count(Metric metric, const Labels& labels, double by) { TheBook().Count(metric, labels, by); }

void Set(Metric metric, double value, const Labels& labels) { TheBook().Set(metric, value, labels); }

void Observe(Metric metric, std::chrono::duration<double> took, const Labels& labels) {
  TheBook().Observe(metric, took.count(), labels);
}

std::span<const std::string> Names() { return TheBook().names(); }

std::string Written() {
  const ProcessFigures figures = FiguresOfProcess();
  Set(Metric::kMemory, figures.memory_bytes);
  Set(Metric::kProcessor, figures.processor_seconds);
  Set(Metric::kStarted, figures.started);
  Set(Metric::kOpenFiles, figures.open_files);
  return TheBook().Written();
}

}  // namespace headwater::metrics
