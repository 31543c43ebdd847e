// The schedule of feeds, as arithmetic.
#include "pipeline/schedule.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "base/hash.h"
#include "web/message.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxMarks = 5'000;
constexpr double kDay = 86'400;
constexpr int kFirstDayBit = 24;
constexpr seconds kMostDeclared = hours{1};
constexpr seconds kWhilePushed = hours{4};

std::vector<std::uint32_t> Unpack(std::string_view marks) {
  std::vector<std::uint32_t> numbers(marks.size() / sizeof(std::uint32_t));
  if (!numbers.empty()) {
    std::memcpy(numbers.data(), marks.data(), numbers.size() * sizeof(std::uint32_t));
  }
  return numbers;
}

}  // namespace

std::string MarksOf(const news::Feed& feed) {
  std::vector<std::uint32_t> numbers;
  for (const news::Entry& entry : feed.entries) {
    if (numbers.size() == kMaxMarks) {
      break;
    }
    const std::string& name = !entry.id.empty() ? entry.id : (entry.url.empty() ? entry.title : entry.url);
    numbers.push_back(static_cast<std::uint32_t>(Hash64(name)));
  }
  std::ranges::sort(numbers);
  const auto repeated = std::ranges::unique(numbers);
  numbers.erase(repeated.begin(), repeated.end());
  std::string marks(numbers.size() * sizeof(std::uint32_t), '\0');
  if (!numbers.empty()) {
    std::memcpy(marks.data(), numbers.data(), marks.size());
  }
  return marks;
}

std::size_t CountNew(std::string_view marks, std::string_view before) {
  const std::vector<std::uint32_t> known = Unpack(before);
  return static_cast<std::size_t>(std::ranges::count_if(
      Unpack(marks), [&](std::uint32_t number) { return !std::ranges::binary_search(known, number); }));
}

double EntryRate(std::optional<double> before, std::size_t fresh, seconds since) {
  const double elapsed = std::max(60.0, static_cast<double>(since.count()));
  const double now = static_cast<double>(fresh) * kDay / elapsed;
  return before ? *before + (1 - std::exp(-elapsed / kDay)) * (now - *before) : now;
}

std::optional<double> EntryRateOf(const news::Feed& feed, std::chrono::sys_seconds now) {
  std::optional<std::chrono::sys_seconds> oldest;
  std::size_t dated = 0;
  for (const news::Entry& entry : feed.entries) {
    const auto& moment = entry.published ? entry.published : entry.updated;
    if (moment && moment->at <= now) {
      ++dated;
      oldest = oldest ? std::min(*oldest, std::chrono::sys_seconds(moment->at)) : moment->at;
    }
  }
  if (dated < 2) {
    return std::nullopt;
  }
  return static_cast<double>(dated) * kDay / std::max(3'600.0, static_cast<double>((now - *oldest).count()));
}

std::optional<seconds> Freshness(const fetch::Response& response, std::chrono::sys_seconds now) {
  const std::string_view control = response.Header("cache-control");
  constexpr std::string_view kMaxAge = "max-age=";
  for (std::size_t at = control.find(kMaxAge); at != std::string_view::npos; at = control.find(kMaxAge, at + 1)) {
    // `s-maxage` is for caches that several share.
    if (at > 0 && control[at - 1] != ' ' && control[at - 1] != ',') {
      continue;
    }
    const std::string_view value = control.substr(at + kMaxAge.size());
    std::int32_t age = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), age).ec == std::errc{} && age >= 0) {
      return seconds{age};
    }
  }
  if (control.find("no-cache") != std::string_view::npos || control.find("no-store") != std::string_view::npos) {
    return std::nullopt;
  }
  const auto expires = web::ReadHttpDate(response.Header("expires"));
  return expires && *expires > now ? std::optional<seconds>(*expires - now) : std::nullopt;
}

seconds IntervalFor(const store::FeedRow& feed, std::optional<seconds> fresh_for, const Settings& settings,
                    std::chrono::sys_seconds now) {
  if (feed.options.interval) {
    return std::max<seconds>(*feed.options.interval, minutes{1});
  }
  seconds interval = settings.feed_interval;
  if (feed.entry_rate) {
    // Nothing new since then is an observation too.
    const auto since = feed.last_changed ? now - *feed.last_changed : seconds{0};
    const double rate = since > seconds{0} ? EntryRate(feed.entry_rate, 0, since) : *feed.entry_rate;
    interval = seconds{static_cast<std::int64_t>(kDay / 2 / std::max(rate, 0.01))};
  }
  for (const auto& said : {feed.declared, fresh_for}) {
    interval = said ? std::max(interval, std::min(*said, kMostDeclared)) : interval;
  }
  interval = std::clamp<seconds>(interval, settings.shortest_interval, settings.longest_interval);
  if (feed.pushed_until && *feed.pushed_until > now) {
    interval = std::max(interval, std::min<seconds>(kWhilePushed, *feed.pushed_until - now));
  }
  return interval;
}

std::int64_t SkippedOf(const news::Feed& feed) {
  std::int64_t skipped = 0;
  for (const int hour : feed.skip_hours) {
    skipped |= std::int64_t{1} << hour;
  }
  for (const int day : feed.skip_days) {
    skipped |= std::int64_t{1} << (kFirstDayBit + day);
  }
  return skipped;
}

std::chrono::sys_seconds OutsideSkipped(std::chrono::sys_seconds at, std::int64_t skipped) {
  constexpr int kHoursOfWeek = 7 * 24;
  auto later = at;
  for (int i = 0; skipped != 0 && i < kHoursOfWeek; ++i) {
    const auto day = std::chrono::floor<std::chrono::days>(later);
    const auto weekday = static_cast<int>(std::chrono::weekday(day).c_encoding());
    const auto hour = static_cast<int>(std::chrono::duration_cast<hours>(later - day).count());
    if (((skipped >> hour) & 1) == 0 && ((skipped >> (kFirstDayBit + weekday)) & 1) == 0) {
      return later;
    }
    later = std::chrono::floor<hours>(later) + hours{1};
  }
  // Who skips all hours means none of them.
  return at;
}

seconds Backoff(int failures) {
  constexpr minutes kFirst{15};
  constexpr int kMostDoublings = 6;
  return std::min<seconds>(kFirst * (1 << std::min(std::max(failures - 1, 0), kMostDoublings)), hours{24});
}

seconds Jittered(seconds interval) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const auto tenth = std::max<std::int64_t>(1, interval.count() / 10);
  return interval + seconds{std::uniform_int_distribution<std::int64_t>(-tenth, tenth)(random)};
}

}  // namespace headwater::pipeline
