// Fetching politely: turns, robots.txt, redirects.
#include "fetch/fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
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
constexpr std::size_t kWorkers = 16;
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

// A value from elsewhere must not start a header of its own.
std::string OneLine(std::string value) {
  std::erase_if(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return value;
}

std::string HeaderLine(std::string_view name, std::string value) {
  return fmt::format("{}: {}", name, OneLine(std::move(value)));
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

// What the settings say where the request says nothing.
RequestOptions Completed(RequestOptions options, const Settings& settings) {
  const auto complete = [](std::string& option, const std::string& setting) {
    option = OneLine(option.empty() ? setting : std::move(option));
  };
  complete(options.user_agent, settings.user_agent);
  complete(options.proxy, settings.proxy);
  complete(options.ca_file, settings.ca_file);
  options.cookies = OneLine(std::move(options.cookies));
  return options;
}

// What was meant for one site is not told to another. The same host over TLS is the same site.
bool IsSameSite(const Target& from, const Target& to) {
  return from.origin == to.origin || (from.origin == fmt::format("http://{}:80", from.host) &&
                                      to.origin == fmt::format("https://{}:443", from.host));
}

Result<Response> Stopped() { return Fail(Fault::kUnreachable, "fetching was stopped"); }

}  // namespace

// What a fetcher is made of.
class Fetcher::Wire {
 public:
  Wire(Settings settings, const Clock& clock)
      : settings_(std::move(settings)),
        clock_(clock),
        exchanges_(settings_.allow_private_networks),
        robots_(settings_.robots_agent) {}
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire() { Stop(); }

  Result<Response> Get(const Request& request) {
    auto target = ReadTarget(request.url);
    if (!target) {
      return Fail(Fault::kBadInput, fmt::format("{}: no http or https address", request.url));
    }
    Hops hops{.left = settings_.limits.timeout, .outgoing = {}};
    hops.outgoing.header_lines = HeaderLines(request);
    for (const auto& [name, value] : request.headers) {
      hops.outgoing.header_lines.push_back(HeaderLine(OneLine(name), value));
    }
    hops.outgoing.options = Completed(request.options, settings_);
    if (!request.form.empty()) {
      hops.outgoing.form = request.form;
    }
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
      Redirect(request, *target, *next, exchange->status, hops);
      target = std::move(next);
    }
    return Fail(Fault::kUnreachable,
                fmt::format("{}: redirects more than {} times", target->host, settings_.limits.max_redirects));
  }

  void Start(Request request, Done done) {
    {
      const std::scoped_lock lock(mutex_);
      if (!stopped_) {
        waiting_.emplace_back(std::move(request), std::move(done));
        if (workers_.size() < kWorkers) {
          workers_.emplace_back([this] { Work(); });
        }
        started_.notify_one();
        return;
      }
    }
    done(Stopped());
  }

  void Stop() {
    {
      const std::scoped_lock lock(mutex_);
      stopped_ = true;
    }
    exchanges_.Stop();
    turns_.Stop();
    started_.notify_all();
    const std::scoped_lock lock(stop_mutex_);
    workers_.clear();
  }

  bool stopped() const { return stopped_; }

 private:
  struct Hops {
    milliseconds left;  // of the timeout
    Outgoing outgoing;
    bool permanent = true;  // so far
    std::string moved_to{};
  };

  static void Redirect(const Request& request, const Target& from, const Target& to, int status, Hops& hops) {
    hops.permanent = hops.permanent && IsPermanent(status);
    if (hops.permanent) {
      hops.moved_to = to.url;
    }
    if (!IsSameSite(from, to)) {
      hops.outgoing.options.cookies.clear();
      hops.outgoing.options.user.clear();
      hops.outgoing.options.password.clear();
      hops.outgoing.header_lines = HeaderLines(request);
    }
    // RFC 9110, 15.4: of a POST, 307 and 308 alone leave it one.
    if (status != 307 && status != 308) {
      hops.outgoing.form.reset();
    }
  }

  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      started_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
      if (waiting_.empty()) {
        return;
      }
      auto [request, done] = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      done(stopped_ ? Stopped() : Get(request));
      lock.lock();
    }
  }

  // One exchange in the host's turn, with its robots.txt asked first.
  Result<Exchange> Step(const Target& target, bool heed_robots, Hops& hops) {
    Turns::Turn turn = turns_.Wait(target.host);
    if (stopped_) {
      return tl::unexpected(Stopped().error());
    }
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
    auto exchange = exchanges_.Get(target, hops.outgoing, BoundsFor(hops.left));
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
      const Outgoing outgoing{{"Accept: text/plain, */*;q=0.5"}, Completed({}, settings_), {}};
      auto exchange = exchanges_.Get(*at, outgoing, bounds);
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
  std::mutex mutex_;
  std::mutex stop_mutex_;
  std::condition_variable started_;
  std::atomic<bool> stopped_ = false;
  std::deque<std::pair<Request, Done>> waiting_;
  std::vector<std::jthread> workers_;
};

Fetcher::Fetcher(Settings settings, const Clock& clock) : wire_(std::make_unique<Wire>(std::move(settings), clock)) {}
Fetcher::~Fetcher() = default;

Result<Response> Fetcher::Get(const Request& request) { return wire_->Get(request); }
void Fetcher::Start(Request request, Done done) { wire_->Start(std::move(request), std::move(done)); }
void Fetcher::Stop() { wire_->Stop(); }
bool Fetcher::stopped() const { return wire_->stopped(); }

std::string_view Response::Header(std::string_view name) const { return web::FindHeader(headers, name); }

}  // namespace headwater::fetch
