// Turns, robots.txt, redirects: a visit's way, one step at each answer.
#include "fetch/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "web/message.h"

namespace headwater::fetch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr int kRobotsRedirects = 5;  // RFC 9309, 2.3.1.2
constexpr milliseconds kBetweenPosts{100};
constexpr milliseconds kLongestCrawlDelay{30'000};
constexpr seconds kLongestRetry = std::chrono::hours{24 * 30};
constexpr milliseconds kIdle{60'000};
constexpr milliseconds kLongestForFile{8'000};
constexpr std::size_t kFileBytes = 512U << 10U;

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

Result<Response> Stopped() { return Fail(Fault::kUnreachable, "fetching was stopped"); }

// What a site's own files are asked for with: cookies and credentials are for the pages alone.
RequestOptions WithoutSecrets(RequestOptions options) {
  options.cookies.clear();
  options.user.clear();
  options.password.clear();
  return options;
}

}  // namespace

Fetcher::Wire::Wire(Settings settings, const Clock& clock)
    : settings_(std::move(settings)),
      clock_(clock),
      exchanges_(settings_.allow_private_networks, settings_.requests_at_once, settings_.limits.max_bytes_at_once),
      robots_(settings_.robots_agent),
      thread_([this] { Loop(); }) {}

void Fetcher::Wire::Start(Request request, Done done, bool urgent) {
  std::list<Visit> one;
  Visit& visit = one.emplace_back();
  visit.self = one.begin();
  visit.urgent = urgent;
  visit.target = ReadTarget(request.url);
  visit.request = std::move(request);
  visit.done = std::move(done);
  visit.left = settings_.limits.timeout;
  bool first = false;
  {
    const std::scoped_lock lock(mutex_);
    if (!stopped_) {
      first = handed_in_.empty();
      handed_in_.splice(handed_in_.end(), one);
    }
  }
  if (!one.empty()) {
    visit.done(Stopped());
  } else if (first) {
    exchanges_.Wake();
  }
}

void Fetcher::Wire::HoldBack(bool held_back) {
  if (held_back_.exchange(held_back) && !held_back) {
    exchanges_.Wake();
  }
}

void Fetcher::Wire::Stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
  }
  exchanges_.Wake();
  const std::scoped_lock lock(ending_);
  if (thread_.joinable() && thread_.get_id() != std::this_thread::get_id()) {
    thread_.join();
  }
}

void Fetcher::Wire::Loop() {
  while (!stopped_) {
    TakeIn();
    BeginTurns();
    exchanges_.Work(UntilNextTurn());
  }
  EndAll();
}

milliseconds Fetcher::Wire::UntilNextTurn() const {
  const auto soonest = turns_.Soonest();
  return soonest ? std::clamp(std::chrono::ceil<milliseconds>(*soonest - steady_clock::now()), milliseconds{0}, kIdle)
                 : kIdle;
}

void Fetcher::Wire::TakeIn() {
  std::list<Visit> fresh;
  {
    const std::scoped_lock lock(mutex_);
    fresh.swap(handed_in_);
  }
  for (auto next = fresh.begin(); next != fresh.end();) {
    Visit& visit = *next++;
    visits_.splice(visits_.end(), fresh, visit.self);
    if (visit.target) {
      turns_.Join(visit.target->host, visit);
    } else {
      End(visit, Fail(Fault::kBadInput, fmt::format("{}: no http or https address", visit.request.url)));
    }
  }
}

void Fetcher::Wire::BeginTurns() {
  while (true) {
    const bool urgent_only = held_back_ || exchanges_.under_way() >= settings_.requests_at_once;
    InTurn* const next = turns_.Next(steady_clock::now(), urgent_only);
    if (next == nullptr) {
      return;
    }
    BeginTurn(static_cast<Visit&>(*next));
  }
}

void Fetcher::Wire::BeginTurn(Visit& visit) {
  visit.pause = milliseconds{0};
  if (!settings_.obey_robots || !visit.request.heed_robots) {
    // Who is posted to asked for it: hubs, and people's own services, which are not to be told a second late each time.
    visit.pause = visit.request.form.empty() ? settings_.host_delay : std::min(settings_.host_delay, kBetweenPosts);
    Ask(visit);
    return;
  }
  if (const auto known = robots_.Look(*visit.target, clock_.Now())) {
    Heed(visit, *known);
    return;
  }
  // Those behind in the turn find the rules known. Other hosts that they redirect to are asked without their turns,
  // lest two visits wait for each other.
  Target at = ReadTarget("/robots.txt", visit.target->url).value_or(*visit.target);
  AskRobots(visit, {.at = std::move(at), .hops = 0, .deadline = steady_clock::now() + settings_.limits.timeout});
}

void Fetcher::Wire::AskRobots(Visit& visit, const RobotsVisit& robots) {
  Bounds bounds = BoundsFor(std::chrono::ceil<milliseconds>(robots.deadline - steady_clock::now()));
  bounds.max_bytes = kRobotsBytes;
  bounds.cut = true;
  exchanges_.Begin(robots.at, {{"Accept: text/plain, */*;q=0.5"}, WithoutSecrets(OptionsOf(visit)), {}}, bounds,
                   [this, &visit, robots](Result<Exchange> answer) { TakeRobots(visit, robots, std::move(answer)); });
}

void Fetcher::Wire::TakeRobots(Visit& visit, RobotsVisit robots, Result<Exchange> answer) {
  if (answer && IsRedirect(answer->status)) {
    auto at = ReadTarget(web::FindHeader(answer->headers, "location"), robots.at.url);
    if (at && robots.hops < kRobotsRedirects) {
      AskRobots(visit, {.at = *std::move(at), .hops = robots.hops + 1, .deadline = robots.deadline});
      return;
    }
    // RFC 9309, 2.3.1.2: too many redirects count as none there.
    answer = Exchange{.status = 404, .headers = {}, .body = {}};
  }
  const auto now = clock_.Now();
  robots_.Learn(*visit.target, answer, now);
  Heed(visit,
       robots_.Look(*visit.target, now).value_or(RobotsVerdict{.allowed = false, .failure = {}, .crawl_delay = {}}));
}

void Fetcher::Wire::Heed(Visit& visit, const RobotsVerdict& verdict) {
  const Target& target = *visit.target;
  if (verdict.failure || !verdict.allowed) {
    LeaveTurn(visit);
    End(visit, verdict.failure
                   ? Result<Response>(tl::unexpected(*verdict.failure))
                   : Fail(Fault::kRefused, fmt::format("{}: its robots.txt forbids {}", target.host, target.path)));
    return;
  }
  visit.pause =
      std::max(settings_.host_delay, std::min(verdict.crawl_delay.value_or(milliseconds{0}), kLongestCrawlDelay));
  // TDMRep, 6.4: the site's file is looked at before its pages are.
  std::vector<std::string> files = robots_.PreferencesFor(target).licences;
  files.push_back(TdmFileOf(target));
  ReadFiles(visit, std::move(files), [this, &visit] { Ask(visit); });
}

void Fetcher::Wire::ReadFiles(Visit& visit, std::vector<std::string> files, std::function<void()> then) {
  std::erase_if(files, [this](const std::string& file) { return site_files_.Knows(file, clock_.Now()); });
  auto file = std::make_shared<FileVisit>();
  file->files = std::move(files);
  file->then = std::move(then);
  AskFile(visit, std::move(file));
}

void Fetcher::Wire::AskFile(Visit& visit, std::shared_ptr<FileVisit> file) {
  while (!file->files.empty()) {
    if (file->hops == 0) {
      file->deadline = steady_clock::now() + std::min(settings_.limits.timeout, kLongestForFile);
      auto at = ReadTarget(file->files.back());
      if (!at) {
        site_files_.Learn(file->files.back(), Exchange{.status = 404, .headers = {}, .body = {}}, clock_.Now());
        file->files.pop_back();
        continue;
      }
      file->at = *std::move(at);
    }
    Bounds bounds = BoundsFor(std::chrono::ceil<milliseconds>(file->deadline - steady_clock::now()));
    bounds.max_bytes = kFileBytes;
    bounds.cut = true;
    exchanges_.Begin(file->at, {{"Accept: */*"}, WithoutSecrets(OptionsOf(visit)), {}}, bounds,
                     [this, &visit, file](Result<Exchange> answer) { TakeFile(visit, file, std::move(answer)); });
    return;
  }
  file->then();
}

void Fetcher::Wire::TakeFile(Visit& visit, const std::shared_ptr<FileVisit>& file, Result<Exchange> answer) {
  if (answer && IsRedirect(answer->status) && file->hops < kRobotsRedirects) {
    if (auto at = ReadTarget(web::FindHeader(answer->headers, "location"), file->at.url)) {
      file->at = *std::move(at);
      ++file->hops;
      AskFile(visit, file);
      return;
    }
  }
  site_files_.Learn(file->files.back(), answer, clock_.Now());
  file->files.pop_back();
  file->hops = 0;
  AskFile(visit, file);
}

void Fetcher::Wire::Ask(Visit& visit) {
  exchanges_.Begin(*visit.target, OutgoingOf(visit), BoundsFor(visit.left),
                   [this, &visit, began = steady_clock::now()](Result<Exchange> answer) {
                     TakeAnswer(visit, std::move(answer), began);
                   });
}

void Fetcher::Wire::TakeAnswer(Visit& visit, Result<Exchange> answer, steady_clock::time_point began) {
  visit.left -= std::chrono::duration_cast<milliseconds>(steady_clock::now() - began);
  const bool heeds = settings_.obey_robots && visit.request.heed_robots;
  if (heeds && answer && answer->status >= 200 && answer->status < 300) {
    // The licences that the page itself names are read in the host's turn too.
    std::vector<std::string> licences = LicencesOf(*answer, visit.target->url);
    auto kept = std::make_shared<Exchange>(*std::move(answer));
    ReadFiles(visit, std::move(licences), [this, &visit, kept] { Conclude(visit, std::move(*kept)); });
    return;
  }
  LeaveTurn(visit);
  if (!answer) {
    Error error = std::move(answer.error());
    if (error.fault == Fault::kTimeout) {
      const auto whole = std::chrono::duration<double>(settings_.limits.timeout).count();
      error.text = fmt::format("{}: took longer than {:g} s", visit.target->host, whole);
    }
    End(visit, tl::unexpected(std::move(error)));
    return;
  }
  const std::string location(web::FindHeader(answer->headers, "location"));
  if (IsRedirect(answer->status) && !location.empty()) {
    Redirect(visit, *answer, location);
  } else {
    End(visit, ResponseOf(visit, *std::move(answer)));
  }
}

void Fetcher::Wire::Conclude(Visit& visit, Exchange exchange) {
  LeaveTurn(visit);
  const Target& target = *visit.target;
  std::vector<news::Reservation> reservations;
  const RobotsPreferences preferences = robots_.PreferencesFor(target);
  for (const std::string& says : preferences.says) {
    reservations.push_back({"robots.txt", says, {}});
  }
  site_files_.Add(TdmFileOf(target), target.url, reservations);
  for (const std::string& licence : preferences.licences) {
    reservations.push_back({"robots.txt", "license: " + licence, licence});
    site_files_.Add(licence, target.url, reservations);
  }
  for (const std::string& licence : LicencesOf(exchange, target.url)) {
    site_files_.Add(licence, target.url, reservations);
  }
  Response response = ResponseOf(visit, std::move(exchange));
  response.reservations = std::move(reservations);
  End(visit, std::move(response));
}

void Fetcher::Wire::Redirect(Visit& visit, const Exchange& exchange, const std::string& location) {
  const Target& from = *visit.target;
  auto next = ReadTarget(location, from.url);
  if (!next) {
    End(visit, Fail(Fault::kRefused, fmt::format("{}: redirects to what is no http or https address", from.host)));
    return;
  }
  // RFC 9110, 15.4: of a POST, 307 and 308 alone leave it one.
  if (exchange.status != 307 && exchange.status != 308) {
    visit.request.form.clear();
  }
  if (!visit.request.form.empty() && from.url.starts_with("https:") && !next->url.starts_with("https:")) {
    End(visit,
        Fail(Fault::kRefused, fmt::format("{}: redirects what was sent to it to where others can read it", from.host)));
    return;
  }
  visit.permanent = visit.permanent && IsPermanent(exchange.status);
  if (visit.permanent) {
    visit.moved_to = next->url;
  }
  // Once away from the site, coming back to it brings nothing back: a stranger sent us.
  visit.strange = visit.strange || !IsSameSite(from, *next);
  visit.target = std::move(next);
  if (visit.hops++ == settings_.limits.max_redirects) {
    End(visit, Fail(Fault::kUnreachable, fmt::format("{}: redirects more than {} times", visit.target->host,
                                                     settings_.limits.max_redirects)));
    return;
  }
  turns_.Join(visit.target->host, visit);
}

void Fetcher::Wire::LeaveTurn(Visit& visit) { turns_.Leave(visit.target->host, steady_clock::now(), visit.pause); }

void Fetcher::Wire::End(Visit& visit, Result<Response> result) {
  std::list<Visit> ended;
  ended.splice(ended.end(), visits_, visit.self);
  visit.done(std::move(result));
}

void Fetcher::Wire::EndAll() {
  {
    const std::scoped_lock lock(mutex_);
    visits_.splice(visits_.end(), handed_in_);
  }
  while (!visits_.empty()) {
    End(visits_.front(), Stopped());
  }
}

// What the settings say where the request says nothing. What is for one site alone is not told to another.
RequestOptions Fetcher::Wire::OptionsOf(const Visit& visit) const {
  const RequestOptions& own = visit.request.options;
  const auto either = [](const std::string& option, const std::string& setting) {
    return OneLine(option.empty() ? setting : option);
  };
  RequestOptions options;
  options.user_agent = either(own.user_agent, settings_.user_agent);
  options.proxy = either(own.proxy, settings_.proxy);
  options.ca_file = either(own.ca_file, settings_.ca_file);
  if (!visit.strange) {
    options.cookies = OneLine(own.cookies);
    options.user = own.user;
    options.password = own.password;
  }
  return options;
}

Outgoing Fetcher::Wire::OutgoingOf(const Visit& visit) const {
  const Request& request = visit.request;
  Outgoing outgoing{.header_lines = {"Accept: */*"},
                    .options = OptionsOf(visit),
                    .form = {},
                    .keep = turns_.Awaited(visit.target->host)};
  if (!request.etag.empty()) {
    outgoing.header_lines.push_back(HeaderLine("If-None-Match", request.etag));
  }
  if (!request.last_modified.empty()) {
    outgoing.header_lines.push_back(HeaderLine("If-Modified-Since", request.last_modified));
  }
  for (const auto& [name, value] : request.headers) {
    if (!visit.strange) {
      outgoing.header_lines.push_back(HeaderLine(OneLine(name), value));
    }
  }
  if (!request.form.empty()) {
    outgoing.form = request.form;
  }
  return outgoing;
}

Bounds Fetcher::Wire::BoundsFor(milliseconds left) const {
  return {.timeout = std::max(left, milliseconds{1}),
          .connect_timeout = settings_.limits.connect_timeout,
          .max_bytes = settings_.limits.max_bytes};
}

Response Fetcher::Wire::ResponseOf(Visit& visit, Exchange exchange) const {
  Response response;
  response.url = visit.target->url;
  response.status = exchange.status;
  response.headers = std::move(exchange.headers);
  response.body = std::move(exchange.body);
  // An address that moved to where nothing is has not moved.
  if (response.status < 400) {
    response.moved_to = std::move(visit.moved_to);
  }
  if (response.status == 304) {
    response.body.clear();
  }
  if (response.status == 429 || response.status == 503) {
    response.retry_after = ReadRetryAfter(response.Header("retry-after"), clock_.Now());
  }
  return response;
}

}  // namespace headwater::fetch
