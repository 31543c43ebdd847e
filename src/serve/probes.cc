// Answers probes in few words: they are read by strangers too, and must tell them nothing of what is collected.
#include "serve/probes.h"

#include <fmt/format.h>
#include <sodium.h>
#include <sys/statvfs.h>

#include <array>

#include "base/ascii.h"
#include "base/metrics.h"
#include "form/json_line.h"
#include "store/vitals.h"

namespace headwater::serve {
namespace {

using metrics::Metric;

constexpr std::chrono::milliseconds kKept{1'000};
constexpr std::int64_t kLeastFree = 64LL << 20;  // bytes of the disk

http::Reply Said(int status, std::string body) {
  http::Reply reply{.status = status, .content_type = "application/json", .headers = {}, .body = std::move(body)};
  reply.headers.emplace_back("cache-control", "no-store");
  return reply;
}

std::optional<std::int64_t> FreeBytes(const std::string& folder) {
  struct statvfs disk {};
  if (folder.empty() || statvfs(folder.c_str(), &disk) != 0) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
}

// Stages by what waits for them.
struct Stage {
  std::string_view name;
  store::Waiting store::Vitals::*waiting;
  bool fetches;  // it waits for good where nothing is fetched
};
constexpr std::array kStages{
    Stage{"queue", &store::Vitals::due, true},
    Stage{"desk", &store::Vitals::unplaced, false},
    Stage{"deliveries", &store::Vitals::deliveries, true},
    Stage{"errands", &store::Vitals::errands, false},
};

void SetWaiting(std::string_view what, const store::Waiting& waiting) {
  metrics::Set(Metric::kWaiting, static_cast<double>(waiting.count), {what});
  metrics::Set(Metric::kWaitingOldest, static_cast<double>(waiting.oldest.count()), {what});
}

void TakeFigures(store::Store& store, std::chrono::sys_seconds now) {
  const auto number = [](auto value) { return static_cast<double>(value); };
  if (const auto vitals = store::TakeVitals(store, now)) {
    metrics::Set(Metric::kQueueDepth, number(vitals->due.count), {"due"});
    metrics::Set(Metric::kQueueDepth, number(vitals->later), {"later"});
    metrics::Set(Metric::kQueueDepth, number(vitals->given_up), {"given_up"});
    metrics::Set(Metric::kQueueOldest, number(vitals->due.oldest.count()));
    SetWaiting("unplaced", vitals->unplaced);
    SetWaiting("deliveries", vitals->deliveries);
    SetWaiting("errands", vitals->errands);
    SetWaiting("mails", vitals->mails);
    SetWaiting("webhooks", vitals->webhooks);
    metrics::Set(Metric::kWaiting, number(vitals->stirred), {"stirred"});
    metrics::Set(Metric::kFeeds, number(vitals->feeds_due), {"due"});
    metrics::Set(Metric::kLastHit, number(vitals->last_hit));
  }
  if (const auto counts = store.Counts()) {
    metrics::Set(Metric::kStoreRows, number(counts->pages), {"pages"});
    metrics::Set(Metric::kStoreRows, number(counts->articles), {"articles"});
    metrics::Set(Metric::kStoreRows, number(counts->stories), {"stories"});
    metrics::Set(Metric::kStoreRows, number(counts->threads), {"threads"});
    metrics::Set(Metric::kStoreRows, number(counts->unreadable), {"unreadable"});
    metrics::Set(Metric::kFeeds, number(counts->feeds), {"all"});
    metrics::Set(Metric::kFeeds, number(counts->failing_feeds), {"failing"});
    metrics::Set(Metric::kStoreBytes, number(counts->bytes));
  }
}

// Takes the same time whatever of it is right.
bool Same(std::string_view one, std::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

bool IsProbe(const http::Request& request, const http::Target& target) {
  return target.path.size() == 1 && (request.method == "GET" || request.method == "HEAD");
}

// The bearer token of a request.
std::string_view BearerOf(const http::Request& request) {
  constexpr std::string_view kBearer = "bearer ";
  const std::string_view value = web::FindHeader(request.headers, "authorization");
  return ascii::Lower(value.substr(0, kBearer.size())) == kBearer ? ascii::Trim(value.substr(kBearer.size()))
                                                                  : std::string_view();
}

}  // namespace

Probes::Probes(ProbeSettings settings, store::Store& store, const Clock& clock)
    : settings_(std::move(settings)), store_(store), clock_(clock) {}

bool Probes::MayRead(const http::Request& request, const http::Caller& caller, const http::Hosts& hosts) const {
  if (!settings_.metrics_token.empty() && Same(BearerOf(request), settings_.metrics_token)) {
    return true;
  }
  // What a proxy hands on is from anywhere, and a page elsewhere can make its own name lead here.
  return !caller.forwarded && !caller.from_proxy && settings_.metrics_from.Trusts(request.peer) &&
         hosts.Allows(caller.host);
}

std::optional<http::Reply> Probes::Answer(const http::Request& request, const http::Caller& caller,
                                          const http::Target& target, const http::Hosts& hosts) const {
  if (!IsProbe(request, target)) {
    return std::nullopt;
  }
  const std::string_view asked = target.path.front();
  if (asked == "healthz") {
    return Said(200, form::JsonObject().Text("status", "ok").Written());
  }
  if (asked == "readyz") {
    return Ready();
  }
  return AsksForFigures(request, target) && MayRead(request, caller, hosts) ? std::optional(Figures()) : std::nullopt;
}

bool Probes::AsksForFigures(const http::Request& request, const http::Target& target) {
  return IsProbe(request, target) && target.path.front() == "metrics";
}

http::Reply Probes::Figures() const {
  Ready();
  TakeFigures(store_, clock_.Now());
  http::Reply reply;
  reply.content_type = metrics::kContentType;
  reply.headers.emplace_back("cache-control", "no-store");
  reply.body = metrics::Written();
  return reply;
}

http::Reply Probes::Ready() const {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (!ready_ || now - asked_ >= kKept) {
    ready_ = Look();
    asked_ = now;
  }
  return *ready_;
}

http::Reply Probes::Look() const {
  std::vector<std::string> reasons;
  const auto object = [&](std::string_view what, std::string_view words) {
    reasons.push_back(form::JsonObject().Text("what", what).Text("reason", words).Written());
  };
  const auto vitals = store::TakeVitals(store_, clock_.Now());
  if (!vitals) {
    object("store", "it does not answer");
  }
  for (const Stage& stage : kStages) {
    const bool bounded = vitals && settings_.ready_lag.count() > 0 && (settings_.fetches || !stage.fetches);
    if (const auto oldest = bounded ? ((*vitals).*(stage.waiting)).oldest : std::chrono::seconds(0);
        bounded && oldest > settings_.ready_lag) {
      object(stage.name, fmt::format("the oldest has waited for {} s, {} are allowed", oldest.count(),
                                     settings_.ready_lag.count()));
    }
  }
  if (const auto free = FreeBytes(settings_.folder)) {
    metrics::Set(Metric::kDiskFree, static_cast<double>(*free));
    if (*free < kLeastFree) {
      object("disk", fmt::format("{} MB are free, {} are needed", *free >> 20, kLeastFree >> 20));
    }
  }
  for (const auto& [name, reach] : settings_.reach) {
    if (!reach()) {
      object(name, "it cannot be reached");
    }
  }
  metrics::Set(Metric::kReady, reasons.empty() ? 1 : 0);
  return Said(reasons.empty() ? 200 : 503,
              fmt::format(R"({{"ready":{},"reasons":[{}]}})", reasons.empty(), fmt::join(reasons, ",")));
}

}  // namespace headwater::serve
