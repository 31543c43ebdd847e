// The grammars of dates and times of day.
#include <fmt/format.h>

#include <charconv>

#include "annotate/time_reader.h"

namespace headwater::annotate {
namespace {

using news::TimeType;

int Digits(std::string_view word) {
  int number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc() && read.ptr == word.data() + word.size() ? number : -1;
}

}  // namespace

TimeReader::Found TimeReader::Written(std::size_t at) const {
  const std::string& word = lower_[at];
  if (word.size() == 10 && word[4] == '-' && word[7] == '-' && Digits(word.substr(0, 4)) > 0) {
    return TimeMatch{at + 1, TimeType::kDate, word};
  }
  if (at + 4 < last_ && IsWord(at + 1, "/") && IsWord(at + 3, "/")) {
    const int month = DigitsAt(at);
    const int day = DigitsAt(at + 2);
    const int year = DigitsAt(at + 4);
    if (month > 0 && month <= 12 && day > 0 && day <= 31 && year >= 0) {
      const int century = year >= 100 ? 0 : (year > 50 ? 1900 : 2000);
      return TimeMatch{at + 5, TimeType::kDate, fmt::format("{:04}-{:02}-{:02}", year + century, month, day)};
    }
  }
  return std::nullopt;
}

// A day of the month: `22`, `22nd`.
int TimeReader::DayOfMonth(std::size_t at) const {
  if (at >= last_ || !prepared_.tokens[at].number) {
    return kNone;
  }
  std::string_view word = lower_[at];
  if (word.size() > 2 &&
      (word.ends_with("st") || word.ends_with("nd") || word.ends_with("rd") || word.ends_with("th"))) {
    word.remove_suffix(2);
  }
  const int day = Digits(word);
  return day >= 1 && day <= 31 ? day : kNone;
}

// Past the point of a month written short.
std::size_t TimeReader::AfterMonth(std::size_t at) const {
  const bool whole = lower_[at] == "may" || lower_[at] == "june" || lower_[at] == "july";
  const bool point = !whole && lower_[at].size() <= 4 && IsWord(at + 1, ".");
  return at + (point ? 2 : 1);
}

TimeReader::Found TimeReader::MonthDay(std::size_t at) const {
  const int leading = DayOfMonth(at);
  const std::size_t month_at = leading > 0 ? at + 1 + (IsWord(at + 1, "of") ? 1 : 0) : at;
  if (!Is(month_at, TimeKind::kMonth) || !Capital(month_at)) {
    return std::nullopt;
  }
  const int month = Number(month_at, TimeKind::kMonth);
  std::size_t next = AfterMonth(month_at);
  const int day = leading > 0 ? leading : DayOfMonth(next);
  next += leading <= 0 && day > 0 ? 1 : 0;
  const bool comma = IsWord(next, ",");
  if (const auto [year, after] = YearFrom(next + (comma ? 1 : 0)); year > 0) {
    return TimeMatch{
        after, TimeType::kDate,
        day > 0 ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : fmt::format("{:04}-{:02}", year, month)};
  }
  if (day <= 0) {
    return MonthOnly(month_at, next, month);
  }
  const int shift = Before(month_at, "ended") ? -1 : 0;
  return TimeMatch{next, TimeType::kDate, calendar_.NearestMonth(month, day, shift)};
}

// A month without a day, where it is one: "May" and "March" are words, "Mar." is not.
TimeReader::Found TimeReader::MonthOnly(std::size_t month_at, std::size_t next, int month) const {
  const std::string& word = lower_[month_at];
  const bool vague = word == "may" || word == "march" || word.size() == 3;
  const bool placed = month_at > first_ && (Is(month_at - 1, TimeKind::kBefore) || Is(month_at - 1, TimeKind::kMood));
  const bool bare = word.size() == 3 && word != "may" && next == month_at + 1;
  if (bare || (vague && !placed)) {
    return std::nullopt;
  }
  if (Is(next, TimeKind::kShift) && IsWord(next + 1, "year")) {
    const std::string year = calendar_.Year(Number(next, TimeKind::kShift));
    return TimeMatch{next + 2, TimeType::kDate, fmt::format("{}-{:02}", year, month)};
  }
  return TimeMatch{next, TimeType::kDate, calendar_.NearestMonth(month, 0, ToCome(month_at) ? 1 : 0)};
}

TimeReader::Found TimeReader::WithPart(std::size_t next, const std::string& day) const {
  if (Is(next, TimeKind::kPart)) {
    return TimeMatch{next + 1, TimeType::kTime, day + "T" + std::string(Value(next, TimeKind::kPart))};
  }
  return TimeMatch{next, TimeType::kDate, day};
}

TimeReader::Found TimeReader::Weekday(std::size_t at) const {
  if (!Is(at, TimeKind::kWeekday) || !Capital(at) || (lower_[at].size() < 5 && !IsWord(at + 1, "."))) {
    return std::nullopt;
  }
  const std::size_t next = at + 1 + (IsWord(at + 1, ",") ? 1 : 0);
  if (next < last_) {
    if (auto date = MonthDay(next); date && (Is(next, TimeKind::kMonth) && date->end > next + 1)) {
      return date;
    }
  }
  return WithPart(at + 1, calendar_.Weekday(Number(at, TimeKind::kWeekday), ToCome(at) ? 1 : 0));
}

TimeReader::Found TimeReader::Day(std::size_t at) const {
  if (IsWord(at, "tonight")) {
    return TimeMatch{at + 1, TimeType::kTime, calendar_.Day(0) + "TNI"};
  }
  if (!Is(at, TimeKind::kDay)) {
    return std::nullopt;
  }
  return WithPart(at + 1, calendar_.Day(Number(at, TimeKind::kDay)));
}

TimeReader::Found TimeReader::Holiday(std::size_t at) const {
  const auto [size, word] = Phrase(at, TimeKind::kHoliday);
  if (size == 0 || !Capital(at)) {
    return std::nullopt;
  }
  return TimeMatch{at + size, TimeType::kDate, calendar_.Holiday(word->Value(TimeKind::kHoliday), ToCome(at) ? 1 : 0)};
}

TimeReader::Found TimeReader::Clock(std::size_t at) const {
  if (Is(at, TimeKind::kClock)) {
    return OnDay(at + 1, "T" + std::string(Value(at, TimeKind::kClock)));
  }
  const std::string& word = lower_[at];
  const std::size_t colon = word.find(':');
  const int hour = Digits(std::string_view(word).substr(0, colon));
  if (hour < 0 || hour > 24) {
    return std::nullopt;
  }
  const bool after = IsWord(at + 1, "p.m") || IsWord(at + 1, "pm");
  const bool before = IsWord(at + 1, "a.m") || IsWord(at + 1, "am");
  if (!after && !before) {
    return std::nullopt;
  }
  std::size_t end = at + 2;
  end += IsWord(end, ".") ? 1 : 0;
  end += end < last_ && prepared_.tokens[end].upper && lower_[end].size() <= 4 ? 1 : 0;
  const int full = hour % 12 + (after ? 12 : 0);
  const std::string minutes = colon == std::string::npos ? ":00" : word.substr(colon, 3);
  return OnDay(end, fmt::format("T{:02}{}", full, minutes));
}

// A time of day with the day that follows it: 10 p.m. Wednesday; 5 p.m. EST, Nov. 9.
TimeReader::Found TimeReader::OnDay(std::size_t end, const std::string& time) const {
  const std::size_t day_at = end + (IsWord(end, "on") || IsWord(end, ",") ? 1 : 0);
  Found day = day_at < last_ ? Weekday(day_at) : std::nullopt;
  if (!day && day_at < last_) {
    day = Day(day_at);
  }
  if (!day && Is(day_at, TimeKind::kMonth)) {
    day = MonthDay(day_at);
  }
  if (day && day->type == TimeType::kDate && day->value.size() >= 10) {
    return TimeMatch{day->end, TimeType::kTime, day->value + time};
  }
  return TimeMatch{end, TimeType::kTime, calendar_.Day(0) + time};
}

// A year alone, where no amount can stand.
TimeReader::Found TimeReader::Year(std::size_t at) const {
  const auto [year, next] = YearFrom(at);
  if (year == kNone) {
    return std::nullopt;
  }
  if (next == at + 1) {
    const bool money = at > first_ && !prepared_.tokens[at].space_before;
    const bool counted = next < last_ && prepared_.tokens[next].word && !Is(next, TimeKind::kBefore) &&
                         lower_[next].ends_with('s') && lower_[next].size() > 3;
    const bool placed = at > first_ && Is(at - 1, TimeKind::kBefore);
    if ((money && !Before(at, "(")) || (counted && !placed) || IsWord(next, "%")) {
      return std::nullopt;
    }
  } else if (Is(next, TimeKind::kUnit) || (lower_[at] == "two" && !Before(at, "in") && !Before(at, "year"))) {
    return std::nullopt;
  }
  return TimeMatch{next, TimeType::kDate, std::to_string(year)};
}

TimeReader::Found TimeReader::Decade(std::size_t at) const {
  const std::string_view word = at < last_ ? std::string_view(lower_[at]) : std::string_view();
  if (word.size() == 5 && word.ends_with("0s")) {
    const int year = Digits(word.substr(0, 4));
    if (year >= 1700 && year < 2100) {
      return TimeMatch{at + 1, TimeType::kDate, std::string(word.substr(0, 3))};
    }
  }
  return std::nullopt;
}

TimeReader::Found TimeReader::Century(std::size_t at) const {
  const std::string_view word = at < last_ ? std::string_view(lower_[at]) : std::string_view();
  if (!IsWord(at + 1, "century") || word.size() < 4 || !(word.ends_with("th") || word.ends_with("st"))) {
    return std::nullopt;
  }
  const int century = Digits(word.substr(0, word.size() - 2));
  return century > 1 ? Found(TimeMatch{at + 2, TimeType::kDate, fmt::format("{:02}", century - 1)}) : std::nullopt;
}

}  // namespace headwater::annotate
