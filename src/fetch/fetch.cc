// Fetching politely: turns, robots.txt, redirects.
#include "fetch/fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "fetch/exchange.h"
#include "fetch/robots_cache.h"
#include "fetch/turns.h"
#include "web/message.h"

namespace headwater::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kRobotsRedirects = 5;  // RFC 9309, 2.3.1.2
constexpr milliseconds kLongestCrawlDelay{30'000};
constexpr seconds kLongestRetry = std::chrono::hours{24 * 30};

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool IsPermanent(int status) { return status == 301 || status == 308; }

// Seconds, or a date (RFC 9110, 10.2.3).
std::optional<seconds> ReadRetryAfter(std::string_view value, std::chrono::sys_seconds now) {
  long long number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc{} && end == value.data() + value.size()) {
    return std::clamp(seconds{number}, seconds{0}, kLongestRetry);
  }
  if (const auto date = web::ReadHttpDate(value)) {
    return std::clamp(*date - now, seconds{0}, kLongestRetry);
  }
  return std::nullopt;
}

// A header value from elsewhere must not start a header of its own.
std::string HeaderLine(std::string_view name, std::string value) {
  std::erase_if(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return fmt::format("{}: {}", name, value);
}

std::vector<std::string> HeaderLines(const Request& request) {
  std::vector<std::string> lines{"Accept: */*"};
  if (!request.etag.empty()) {
    lines.push_back(HeaderLine("If-None-Match", request.etag));
  }
  if (!request.last_modified.empty()) {
    lines.push_back(HeaderLine("If-Modified-Since", request.last_modified));
  }
  return lines;
}

}  // namespace

// What a fetcher is made of.
class Fetcher::Wire {
 public:
  Wire(Settings settings, const Clock& clock)
      : settings_(std::move(settings)),
        clock_(clock),
        exchanges_(settings_.user_agent, settings_.allow_private_networks),
        robots_(settings_.robots_agent) {}

  Result<Response> Get(const Request& request) {
    auto target = ReadTarget(request.url);
    if (!target) {
      return Fail(Fault::kBadInput, fmt::format("{}: no http or https address", request.url));
    }
    Hops hops{.left = settings_.limits.timeout, .headers = HeaderLines(request)};
    for (int hop = 0; hop <= settings_.limits.max_redirects; ++hop) {
      auto exchange = Step(*target, request.heed_robots, hops);
      if (!exchange) {
        return tl::unexpected(exchange.error());
      }
      const std::string location(web::FindHeader(exchange->headers, "location"));
      if (!IsRedirect(exchange->status) || location.empty()) {
        return Answer(*target, hops, std::move(*exchange));
      }
      auto next = ReadTarget(location, target->url);
      if (!next) {
        return Fail(Fault::kRefused, fmt::format("{}: redirects to what is no http or https address", target->host));
      }
      hops.permanent = hops.permanent && IsPermanent(exchange->status);
      if (hops.permanent) {
        hops.moved_to = next->url;
      }
      target = std::move(next);
    }
    return Fail(Fault::kUnreachable,
                fmt::format("{}: redirects more than {} times", target->host, settings_.limits.max_redirects));
  }

 private:
  struct Hops {
    milliseconds left;  // of the timeout
    std::vector<std::string> headers;
    bool permanent = true;  // so far
    std::string moved_to{};
  };

  // One exchange in the host's turn, with its robots.txt asked first.
  Result<Exchange> Step(const Target& target, bool heed_robots, Hops& hops) {
    Turns::Turn turn = turns_.Wait(target.host);
    milliseconds pause = settings_.host_delay;
    if (settings_.obey_robots && heed_robots) {
      const RobotsVerdict verdict = AskRobots(target);
      pause = std::max(pause, std::min(verdict.crawl_delay.value_or(milliseconds{0}), kLongestCrawlDelay));
      if (verdict.failure) {
        return tl::unexpected(*verdict.failure);
      }
      if (!verdict.allowed) {
        return Fail(Fault::kRefused, fmt::format("{}: its robots.txt forbids {}", target.host, target.path));
      }
    }
    turn.set_pause(pause);
    const auto began = std::chrono::steady_clock::now();
    auto exchange = exchanges_.Get(target, hops.headers, BoundsFor(hops.left));
    hops.left -= std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
    if (!exchange && exchange.error().fault == Fault::kTimeout) {
      const auto whole = std::chrono::duration<double>(settings_.limits.timeout).count();
      return Fail(Fault::kTimeout, fmt::format("{}: took longer than {:g} s", target.host, whole));
    }
    return exchange;
  }

  Bounds BoundsFor(milliseconds left) const {
    return {.timeout = std::max(left, milliseconds{1}),
            .connect_timeout = settings_.limits.connect_timeout,
            .max_bytes = settings_.limits.max_bytes};
  }

  // In the turn of the target's host. Other hosts that its robots.txt redirects to are asked without theirs, lest two
  // fetches wait for each other.
  RobotsVerdict AskRobots(const Target& target) {
    const auto now = clock_.Now();
    if (const auto known = robots_.Look(target, now)) {
      return *known;
    }
    robots_.Learn(target, FetchRobots(target), now);
    return robots_.Look(target, now).value_or(RobotsVerdict{.allowed = false, .failure = {}, .crawl_delay = {}});
  }

  Result<Exchange> FetchRobots(const Target& target) {
    const auto deadline = std::chrono::steady_clock::now() + settings_.limits.timeout;
    auto at = ReadTarget("/robots.txt", target.url);
    for (int hop = 0; at && hop <= kRobotsRedirects; ++hop) {
      const auto left = std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
      Bounds bounds = BoundsFor(left);
      bounds.max_bytes = kRobotsBytes;
      bounds.cut = true;
      auto exchange = exchanges_.Get(*at, {"Accept: text/plain, */*;q=0.5"}, bounds);
      if (!exchange || !IsRedirect(exchange->status)) {
        return exchange;
      }
      at = ReadTarget(std::string(web::FindHeader(exchange->headers, "location")), at->url);
    }
    // RFC 9309, 2.3.1.2: too many redirects count as none there.
    return Exchange{.status = 404, .headers = {}, .body = {}};
  }

  Result<Response> Answer(const Target& target, const Hops& hops, Exchange exchange) const {
    Response response;
    response.url = target.url;
    response.status = exchange.status;
    response.headers = std::move(exchange.headers);
    response.body = std::move(exchange.body);
    // An address that moved to where nothing is has not moved.
    if (response.status < 400) {
      response.moved_to = hops.moved_to;
    }
    if (response.status == 304) {
      response.body.clear();
    }
    if (response.status == 429 || response.status == 503) {
      response.retry_after = ReadRetryAfter(response.Header("retry-after"), clock_.Now());
    }
    return response;
  }

  Settings settings_;
  const Clock& clock_;
  Exchanges exchanges_;
  RobotsCache robots_;
  Turns turns_;
};

Fetcher::Fetcher(Settings settings, const Clock& clock) : wire_(std::make_unique<Wire>(std::move(settings), clock)) {}
Fetcher::~Fetcher() = default;

Result<Response> Fetcher::Get(const Request& request) { return wire_->Get(request); }

std::string_view Response::Header(std::string_view name) const { return web::FindHeader(headers, name); }

}  // namespace headwater::fetch
