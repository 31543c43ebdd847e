// Keeping of robots.txt.
#include "fetch/robots_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace headwater::fetch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxOrigins = 2'000;
constexpr seconds kLongest = hours{24};  // RFC 9309, 2.4
constexpr seconds kShortest = minutes{10};
constexpr seconds kAfterError = minutes{10};
constexpr seconds kAfterSilence = minutes{1};

// Cache-Control's max-age, within what the standard and good sense allow.
seconds Lifetime(const web::Headers& headers) {
  constexpr std::string_view kName = "max-age=";
  const std::string_view control = web::FindHeader(headers, "cache-control");
  const std::size_t at = control.find(kName);
  long long age = 0;
  if (at == std::string_view::npos ||
      std::from_chars(control.data() + at + kName.size(), control.data() + control.size(), age).ec != std::errc{}) {
    return kLongest;
  }
  return std::clamp(seconds{age}, kShortest, kLongest);
}

}  // namespace

std::optional<RobotsVerdict> RobotsCache::Look(const Target& target, std::chrono::sys_seconds now) const {
  const std::scoped_lock lock(mutex_);
  const auto found = origins_.find(target.origin);
  if (found == origins_.end() || found->second.expires <= now) {
    return std::nullopt;
  }
  const Known& known = found->second;
  const bool allowed = !known.failure && known.robots.Allows(target.path);
  return RobotsVerdict{allowed, known.failure, known.robots.crawl_delay()};
}

void RobotsCache::Learn(const Target& target, const Result<Exchange>& answer, std::chrono::sys_seconds now) {
  Known known;
  const int status = answer ? answer->status : 0;
  if (status >= 200 && status < 300) {
    known.robots = Robots(answer->body, agent_);
    known.expires = now + Lifetime(answer->headers);
  } else if (status >= 300 && status < 500) {
    known.expires = now + Lifetime(answer->headers);
  } else {
    known.failure = answer ? Error{Fault::kUnreachable, fmt::format("{}: its robots.txt cannot be read (status {}), so "
                                                                    "nothing is fetched",
                                                                    target.host, status)}
                           : answer.error();
    known.expires = now + (answer ? kAfterError : kAfterSilence);
  }
  const std::scoped_lock lock(mutex_);
  if (const auto found = origins_.find(target.origin); found != origins_.end()) {
    if (known.failure && !found->second.failure) {
      found->second.expires = known.expires;
    } else {
      found->second = std::move(known);
    }
    return;
  }
  if (origins_.size() >= kMaxOrigins) {
    origins_.erase(std::ranges::min_element(
        origins_, {}, [](const std::pair<const std::string, Known>& entry) { return entry.second.expires; }));
  }
  origins_.emplace(target.origin, std::move(known));
}

}  // namespace headwater::fetch
