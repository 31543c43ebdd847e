// Puts figures, times and findings into words of the catalogue.
#include "screen/wording.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "screen/strings.h"

namespace headwater::screen {
namespace {

constexpr int kMostDots = 12;

std::string DayWords(std::chrono::year_month_day day, bool with_year = true) {
  const std::string month(Phrase(fmt::format("month.{}", static_cast<unsigned>(day.month()))));
  const auto number = static_cast<unsigned>(day.day());
  return with_year ? Say("day.full", number, month, static_cast<int>(day.year())) : Say("day.short", number, month);
}

std::string ClockWords(const Moment& moment) {
  const auto local = moment.at + moment.offset.value_or(std::chrono::minutes(0));
  const std::chrono::hh_mm_ss clock{local - std::chrono::floor<std::chrono::days>(local)};
  return fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
}

std::string ZoneWords(const Moment& moment) {
  if (!moment.offset) {
    return std::string(Phrase("time.no_zone"));
  }
  if (moment.offset->count() == 0) {
    return std::string(Phrase("time.utc"));
  }
  const auto minutes = std::abs(moment.offset->count());
  return fmt::format("{}{:02}:{:02}", moment.offset->count() < 0 ? "−" : "+", minutes / 60, minutes % 60);
}

// "2 hours" for `PT2H`, "3 days" for `P3D`; empty for what is no single whole number of one unit.
std::string DurationWords(std::string_view value) {
  const bool of_day = value.starts_with("PT");
  if (!value.starts_with('P') || value.size() < 3) {
    return {};
  }
  const std::string_view units = of_day ? "HMS" : "YMWD";
  constexpr std::array<std::string_view, 3> kOfDay{"hour", "minute", "second"};
  constexpr std::array<std::string_view, 4> kOfYear{"year", "month", "week", "day"};
  const std::size_t unit = units.find(value.back());
  const std::string_view digits = value.substr(of_day ? 2 : 1, value.size() - (of_day ? 3 : 2));
  int number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (unit == std::string_view::npos || fault != std::errc{} || end != digits.data() + digits.size()) {
    return {};
  }
  return Count(fmt::format("duration.{}", of_day ? kOfDay[unit] : kOfYear[unit]), number);
}

std::string HostOf(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    return {};
  }
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  return std::string(url.starts_with("www.") ? url.substr(4) : url);
}

}  // namespace

std::string SourcesSentence(int articles, const std::optional<news::Independence>& independent) {
  const std::string count = Count("articles", articles);
  if (!independent) {
    return Say("sources.unworked", count);
  }
  const auto& [least, most, untraced] = *independent;
  if (most == 0 || untraced >= articles) {
    return Say("sources.untraced_all", count);
  }
  std::string sentence = count + ", ";
  if (least >= most) {
    sentence += Count("sources.exactly", least);
  } else {
    sentence += Say("sources.range", Grouped(least), Grouped(most));
  }
  return untraced > 0 ? sentence + Count("sources.untraced", untraced) : sentence;
}

std::string SourcesDotsHtml(int articles, const std::optional<news::Independence>& independent) {
  if (!independent || independent->most == 0) {
    return {};
  }
  const int certain = independent->untraced >= articles ? 0 : independent->least;
  std::string dots = R"(<span class="dots" aria-hidden="true">)";
  for (int n = 0; n < std::min(independent->most, kMostDots); ++n) {
    dots += n < certain ? "<i></i>" : R"(<i class="maybe"></i>)";
  }
  return dots + (independent->most > kMostDots ? "…</span>" : "</span>");
}

std::string DelayWords(std::chrono::seconds delay) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> kUnits{
      {{86'400, "duration.day"}, {3'600, "duration.hour"}, {60, "duration.minute"}, {1, "duration.second"}}};
  std::int64_t left = delay.count();
  std::vector<std::string> words;
  for (const auto& [seconds, key] : kUnits) {
    if (left >= seconds && words.size() < 2) {
      words.push_back(Count(key, left / seconds));
      left %= seconds;
    } else if (!words.empty()) {
      break;
    }
  }
  return words.empty() ? Count("duration.second", 0) : Joined(words);
}

std::string SingleOriginWords(store::SingleOrigin single, const std::string& source) {
  switch (single) {
    case store::SingleOrigin::kNo:
      return {};
    case store::SingleOrigin::kYes:
      return source.empty() ? std::string(Phrase("single.yes")) : Say("single.yes_of", source);
    case store::SingleOrigin::kMay:
      break;
  }
  return source.empty() ? std::string(Phrase("single.may")) : Say("single.may_of", source);
}

std::string ConfidenceWords(double confidence) {
  constexpr std::array<std::pair<double, std::string_view>, 6> kSteps{{{0.97, "confidence.near_certain"},
                                                                       {0.85, "confidence.very_high"},
                                                                       {0.7, "confidence.high"},
                                                                       {0.5, "confidence.medium"},
                                                                       {0.25, "confidence.low"},
                                                                       {-1.0, "confidence.very_low"}}};
  const auto step = std::ranges::find_if(kSteps, [&](const auto& each) { return confidence >= each.first; });
  const std::string_view key = step == kSteps.end() ? kSteps.back().second : step->second;
  return fmt::format("{}, {:.2f}", Phrase(key), std::clamp(confidence, 0.0, 1.0));
}

std::string TimeWords(const Moment& moment) {
  const std::string day = DayWords(DayOf(moment));
  return moment.has_time ? fmt::format("{}, {} {}", day, ClockWords(moment), ZoneWords(moment)) : day;
}

std::string TimeHtml(const Moment& moment) {
  return fmt::format(R"(<time datetime="{}">{}</time>)", FormatMoment(moment), Escape(TimeWords(moment)));
}

std::string ShortTimeWords(const Moment& moment, const std::optional<Moment>& first,
                           const std::optional<Moment>& last) {
  const auto day = DayOf(moment);
  const bool same_day = first && last && DayOf(*first) == day && DayOf(*last) == day;
  const bool same_year = first && last && DayOf(*first).year() == day.year() && DayOf(*last).year() == day.year();
  if (!moment.has_time) {
    return DayWords(day, !same_year);
  }
  return same_day ? ClockWords(moment) : fmt::format("{} {}", DayWords(day, !same_year), ClockWords(moment));
}

std::string LocalWords(const Moment& moment, ClockParts parts) {
  switch (parts) {
    case ClockParts::kTime:
      return ClockWords(moment);
    case ClockParts::kDayAndTime:
      return fmt::format("{} {}", DayWords(DayOf(moment), false), ClockWords(moment));
    case ClockParts::kAll:
      break;
  }
  return fmt::format("{}, {}", DayWords(DayOf(moment)), ClockWords(moment));
}

std::string InstantHtml(std::chrono::sys_seconds at) { return TimeHtml(MomentOfInstant(at)); }

std::string BetweenWords(const news::PublishedBetween& between) {
  if (!between.from) {
    return between.to ? Say("between.until", DayWords(*between.to)) : std::string(Phrase("time.unknown"));
  }
  if (!between.to) {
    return Say("between.since", DayWords(*between.from));
  }
  if (*between.from == *between.to) {
    return Say("between.on", DayWords(*between.from));
  }
  const bool same_year = between.from->year() == between.to->year();
  if (same_year && between.from->month() == between.to->month()) {
    return Say("between.words", fmt::to_string(static_cast<unsigned>(between.from->day())), DayWords(*between.to));
  }
  return Say("between.words", DayWords(*between.from, !same_year), DayWords(*between.to));
}

std::string PublishedHtml(const std::optional<Moment>& published,
                          const std::optional<news::PublishedBetween>& between) {
  if (published) {
    return TimeHtml(*published);
  }
  if (!between || (!between->from && !between->to)) {
    return fmt::format(R"(<span class="unknown">{}</span>)", Escape(Phrase("time.unknown")));
  }
  std::string html = Escape(BetweenWords(*between));
  std::vector<std::string> quoted;
  for (const std::string& words : between->evidence) {
    if (quoted.size() < 3) {
      quoted.push_back(Say("quoted", Shortened(words, 80)));
    }
  }
  if (!quoted.empty()) {
    html += fmt::format(R"( <span class="why">{}</span>)", Escape(Say("between.evidence", Joined(quoted))));
  }
  return fmt::format(R"(<span class="between">{}</span>)", html);
}

std::string LanguageWords(std::string_view code) {
  const std::string key = fmt::format("language.{}", code);
  const std::string_view words = Phrase(key);
  return words == key ? std::string(code) : std::string(words);
}

std::string CountryWords(std::string_view code) {
  if (code.empty()) {
    return {};
  }
  icu::UnicodeString name;
  std::string utf8;
  icu::Locale("", std::string(code).c_str()).getDisplayCountry(icu::Locale::getEnglish(), name).toUTF8String(utf8);
  return utf8.empty() ? std::string(code) : utf8;
}

std::string TimexWords(std::string_view value) {
  constexpr std::size_t kMonth = 7;
  constexpr std::size_t kDay = 10;
  if (const std::string duration = DurationWords(value); !duration.empty()) {
    return duration;
  }
  const std::string key = fmt::format("timex.{}", value);
  if (const std::string_view known = Phrase(key); known != key) {
    return std::string(known);
  }
  const auto moment = ParseMoment(value.size() == kMonth ? fmt::format("{}-01", value) : std::string(value));
  if (!moment || value.size() < kMonth) {
    return std::string(value);
  }
  const auto date = DayOf(*moment);
  if (value.size() == kMonth) {
    return fmt::format("{} {}", Phrase(fmt::format("month.{}", static_cast<unsigned>(date.month()))),
                       static_cast<int>(date.year()));
  }
  return value.size() == kDay ? DayWords(date) : fmt::format("{}, {}", DayWords(date), ClockWords(*moment));
}

std::string DaysWords(const std::optional<std::chrono::year_month_day>& first,
                      const std::optional<std::chrono::year_month_day>& last) {
  if (!first || !last) {
    return std::string(Phrase("time.unknown"));
  }
  return *first == *last ? DayWords(*first) : Say("days.range", DayWords(*first), DayWords(*last));
}

std::string Joined(const std::vector<std::string>& words) {
  if (words.empty()) {
    return {};
  }
  std::string joined = words.front();
  for (std::size_t n = 1; n < words.size(); ++n) {
    joined = Say(n + 1 == words.size() ? "join.last" : "join.next", joined, words[n]);
  }
  return joined;
}

std::string SizeWords(std::int64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 1000 && unit + 1 < kUnits.size()) {
    size /= 1000;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", size, kUnits[unit]);
}

std::string PublisherWords(const store::ArticleLine& line) {
  if (!line.publisher.empty()) {
    return line.publisher;
  }
  const std::string host = HostOf(line.url);
  return host.empty() ? std::string(Phrase("publisher.unknown")) : host;
}

std::string HeadlineWords(std::string_view headline) {
  return std::string(headline.empty() ? Phrase("headline.none") : headline);
}

std::string ContinuedWords(const news::Story& story) {
  constexpr std::string_view kCut = "…";
  std::string_view headline = story.headline;
  const std::string_view summary = story.summary;
  const bool cut = headline.ends_with(kCut);
  headline.remove_suffix(cut ? kCut.size() : 0);
  if (headline.empty() || !summary.starts_with(headline)) {
    return std::string(summary);
  }
  std::string_view rest = summary.substr(headline.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" ,;:"), rest.size()));
  const bool new_sentence = std::string_view(".!?\"”»").find(headline.back()) != std::string_view::npos;
  const bool goes_on = !rest.empty() && std::isupper(static_cast<unsigned char>(rest.front())) == 0 &&
                       static_cast<unsigned char>(rest.front()) < 0x80 &&
                       std::isalnum(static_cast<unsigned char>(rest.front())) != 0;
  if (rest.empty() || (new_sentence && !goes_on)) {
    return std::string(rest);
  }
  return cut ? fmt::format("{}{}", kCut, rest) : std::string(summary);
}

std::string Shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) {
    return std::string(text);
  }
  std::size_t end = text.rfind(' ', most);
  if (end == std::string_view::npos || end < most / 2) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
  }
  while (end > 0 && std::string_view(" ,;:").find(text[end - 1]) != std::string_view::npos) {
    --end;
  }
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace headwater::screen
