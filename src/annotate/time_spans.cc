// The grammars of stretches of time, of what is counted from today, of quarters and of references.
#include <fmt/format.h>

#include <charconv>

#include "annotate/time_reader.h"

namespace headwater::annotate {
namespace {

using news::TimeType;

constexpr int kFirstYear = 1700;

int Digits(std::string_view word) {
  int number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc() && read.ptr == word.data() + word.size() ? number : -1;
}

}  // namespace

// What means a time only after "the".
TimeReader::Found TimeReader::AfterThe(std::size_t at) const {
  auto match = Ends(at);
  return match ? match : StretchAfterThe(at);
}

TimeReader::Found TimeReader::StretchAfterThe(std::size_t at) const {
  const std::size_t moods = Is(at, TimeKind::kMood) ? 1 : 0;
  if (at + moods >= last_) {
    return std::nullopt;
  }
  if (moods > 0) {
    for (const auto parse : {&TimeReader::Decade, &TimeReader::Quarter}) {
      if (auto match = (this->*parse)(at + 1)) {
        return match;
      }
    }
    const bool whole = IsWord(at + 1, "year") || Is(at + 1, TimeKind::kSeason);
    return whole ? WholeAfterThe(at + 1) : std::nullopt;
  }
  if (auto match = WholeAfterThe(at)) {
    return match;
  }
  for (const auto parse : {&TimeReader::Quarter, &TimeReader::Span, &TimeReader::Decade, &TimeReader::Counted,
                           &TimeReader::Shifted, &TimeReader::Century}) {
    if (auto match = (this->*parse)(at)) {
      return match;
    }
  }
  return std::nullopt;
}

// The quarter, the weekend, the year, the summer, the morning; the 1988 quarter, the year-ago period.
TimeReader::Found TimeReader::WholeAfterThe(std::size_t at) const {
  const std::size_t latest = IsWord(at, "latest") ? 1 : 0;
  if (IsWord(at + latest, "quarter") || (latest > 0 && IsWord(at + 1, "period"))) {
    return TimeMatch{at + latest + 1, TimeType::kDate, LatestQuarter()};
  }
  if (IsWord(at, "weekend")) {
    return TimeMatch{at + 1, TimeType::kDate, calendar_.LatestWeekend()};
  }
  if (IsWord(at, "week") && !IsWord(at + 1, "of") && !IsWord(at + 1, "before") && !IsWord(at + 1, "after")) {
    return TimeMatch{at + 1, TimeType::kDate, calendar_.Week(0)};
  }
  if (IsWord(at, "year-ago") || IsWord(at, "year-earlier")) {
    return Hyphened(at);
  }
  if (auto season = SeasonOf(at)) {
    return season;
  }
  if (Is(at, TimeKind::kSeason) && at > first_ && at >= 2 && Is(at - 2, TimeKind::kBefore)) {
    return TimeMatch{at + 1, TimeType::kDate, calendar_.Season(std::string(Value(at, TimeKind::kSeason)), 0)};
  }
  if (const auto [year, next] = YearFrom(at); year > 0) {
    if (IsWord(next, "quarter") || IsWord(next, "period")) {
      const std::string quarter = LatestQuarter();
      return TimeMatch{next + 1, TimeType::kDate, fmt::format("{:04}{}", year, quarter.substr(quarter.find('-')))};
    }
    if (Is(next, TimeKind::kOrdinal) && IsWord(next + 1, "quarter")) {
      return TimeMatch{next + 2, TimeType::kDate, fmt::format("{:04}-Q{}", year, Number(next, TimeKind::kOrdinal))};
    }
    return std::nullopt;
  }
  const std::size_t full = IsWord(at, "full") ? 1 : 0;
  if (!IsWord(at + full, "year") || IsWord(at + full + 1, "of") || IsWord(at + full + 1, "before")) {
    return std::nullopt;
  }
  if (const auto [year, next] = YearFrom(at + 1); year > 0) {
    return TimeMatch{next, TimeType::kDate, std::to_string(year)};
  }
  const bool ended = IsWord(at + full + 1, "ended") || IsWord(at + full + 1, "ending");
  const bool meant = full > 0 || (!ended && at >= first_ + 2 &&
                                  (Before(at - 1, "of") || Before(at - 1, "in") || Before(at - 1, "for")));
  return meant ? TimeMatch{at + full + 1, TimeType::kDate, calendar_.Year(0)}
               : TimeMatch{at + 1, TimeType::kDuration, "P1Y"};
}

TimeReader::Found TimeReader::Ends(std::size_t at) const {
  const bool part = IsWord(at, "end") || IsWord(at, "beginning") || IsWord(at, "middle") || IsWord(at, "start");
  if (!part || !IsWord(at + 1, "of") || at + 2 >= last_) {
    return std::nullopt;
  }
  if (!IsWord(at + 2, "the")) {
    Found match = Core(at + 2);
    return match && match->type == TimeType::kDate ? match : std::nullopt;
  }
  if (Is(at + 3, TimeKind::kUnit) && !lower_[at + 3].ends_with('s') && Value(at + 3, TimeKind::kUnit).front() != 'T') {
    return TimeMatch{at + 4, TimeType::kDate, Shift(0, Value(at + 3, TimeKind::kUnit))};
  }
  return at + 3 < last_ ? StretchAfterThe(at + 3) : std::nullopt;
}

TimeReader::Found TimeReader::Quarter(std::size_t at) const {
  if (!Is(at, TimeKind::kOrdinal) || !IsWord(at + 1, "quarter")) {
    return std::nullopt;
  }
  const int quarter = Number(at, TimeKind::kOrdinal);
  const std::size_t year_at = at + 2 + (IsWord(at + 2, "of") ? 1 : 0);
  if (const auto [year, next] = YearFrom(year_at); year > 0) {
    return TimeMatch{next, TimeType::kDate, fmt::format("{:04}-Q{}", year, quarter)};
  }
  return TimeMatch{at + 2, TimeType::kDate, calendar_.QuarterOf(static_cast<unsigned>(quarter))};
}

std::string TimeReader::Duration(const Amount& amount, std::string_view unit) {
  const int count = amount.count;
  const std::string number = count == kUncounted ? "X" : std::to_string(count);
  if (unit == "E" || unit == "C") {
    return "P" + (count == kUncounted ? "X" : std::to_string(count * (unit == "E" ? 10 : 100))) + "Y";
  }
  if (unit == "WE") {
    return "P" + number + "WE";
  }
  const std::string_view half = !amount.half   ? ""
                                : unit == "Y"  ? "6M"
                                : unit == "TH" ? "30M"
                                : unit == "TM" ? "30S"
                                : unit == "D"  ? "T12H"
                                               : "";
  return (unit.front() == 'T' ? "PT" + number + std::string(unit.substr(1)) : "P" + number + std::string(unit)) +
         std::string(half);
}

// The unit so many before or after today.
std::string TimeReader::Shift(int count, std::string_view unit) const {
  if (unit == "D") {
    return calendar_.Day(count);
  }
  if (unit == "W") {
    return calendar_.Week(count);
  }
  if (unit == "WE") {
    return calendar_.Weekend(count);
  }
  if (unit == "M") {
    return calendar_.Month(count);
  }
  if (unit == "Q") {
    return calendar_.Quarter(count);
  }
  if (unit == "C") {
    return calendar_.Century(count);
  }
  return unit == "E" ? calendar_.Decade(count) : calendar_.Year(count);
}

std::string TimeReader::YearEarlier() const {
  if (!money_ || quarter_.empty()) {
    return calendar_.Year(-1);
  }
  const int year = Digits(std::string_view(quarter_).substr(0, 4));
  return fmt::format("{:04}{}", year - 1, quarter_.substr(4));
}

TimeReader::Found TimeReader::Counted(std::size_t at) const {
  Amount amount = Count(at);
  std::size_t next = amount.next;
  if (next == at || !Is(next, TimeKind::kUnit) || amount.count == 0) {
    return std::nullopt;
  }
  // "a second", "52 years old"
  const std::string_view unit = Value(next, TimeKind::kUnit);
  if ((unit == "TS" && Is(at, TimeKind::kNumber) && amount.count == 1) || IsWord(next + 1, "old")) {
    return std::nullopt;
  }
  // "60 Minutes" is a programme, "$3 million a year" a rate.
  const bool title = Capital(next) && !prepared_.tokens[next].upper && next > first_;
  const bool rate = at > first_ && (lower_[at] == "a" || lower_[at] == "an") &&
                    (prepared_.tokens[at - 1].number || Is(at - 1, TimeKind::kNumber) || Before(at, "million") ||
                     Before(at, "billion") || Is(at - 1, TimeKind::kUnit));
  if (title || (rate && Phrase(next + 1, TimeKind::kAgo).first == 0)) {
    return std::nullopt;
  }
  if (IsWord(next + 1, "and") && IsWord(next + 2, "a") && IsWord(next + 3, "half")) {
    amount.half = true;
    next += 3;
  }
  const auto [ago, word] = Phrase(next + 1, TimeKind::kAgo);
  if (unit == "Q" && ago == 0) {
    return std::nullopt;  // "a quarter of them"
  }
  if (ago == 0 || unit.front() == 'T') {
    return TimeMatch{next + 1, TimeType::kDuration, Duration(amount, unit)};
  }
  const int way = word->Number(TimeKind::kAgo);
  if (amount.count == 1 && unit == "Y" && way < 0) {
    return TimeMatch{next + 1 + ago, TimeType::kDate, YearEarlier()};
  }
  const std::string value =
      amount.count == kUncounted ? (way < 0 ? "PAST_REF" : "FUTURE_REF") : Shift(amount.count * way, unit);
  return TimeMatch{next + 1 + ago, TimeType::kDate, value};
}

TimeReader::Found TimeReader::Uncounted(std::size_t at) const {
  const bool placed = Before(at, "for") || Before(at, "within") || Before(at, "in");
  if (!placed || !Is(at, TimeKind::kUnit) || !lower_[at].ends_with('s') || Value(at, TimeKind::kUnit).front() == 'T' ||
      IsWord(at + 1, "of")) {
    return std::nullopt;
  }
  return TimeMatch{at + 1, TimeType::kDuration, Duration({kUncounted, at + 1, false}, Value(at, TimeKind::kUnit))};
}

TimeReader::Found TimeReader::Span(std::size_t at) const {
  if (IsWord(at, "recent") && Is(at + 1, TimeKind::kUnit) && lower_[at + 1].ends_with('s')) {
    return TimeMatch{at + 2, TimeType::kDuration,
                     Duration({kUncounted, at + 2, false}, Value(at + 1, TimeKind::kUnit))};
  }
  if (!Is(at, TimeKind::kSpan)) {
    return std::nullopt;
  }
  // "past decade" is ten years, "past year" the last one.
  if (Is(at + 1, TimeKind::kUnit) && Value(at + 1, TimeKind::kUnit) == "E" && !IsWord(at, "this")) {
    return TimeMatch{at + 2, TimeType::kDuration, "P10Y"};
  }
  const Amount amount = Count(at + 1);
  if (amount.next == at + 1 || !Is(amount.next, TimeKind::kUnit)) {
    return std::nullopt;
  }
  return TimeMatch{amount.next + 1, TimeType::kDuration, Duration(amount, Value(amount.next, TimeKind::kUnit))};
}

TimeReader::Found TimeReader::Shifted(std::size_t at) const {
  if (!Is(at, TimeKind::kShift) || at + 1 >= last_) {
    return std::nullopt;
  }
  const int shift = Number(at, TimeKind::kShift);
  const std::size_t next = at + 1;
  if (Is(next, TimeKind::kUnit)) {
    return ShiftedUnit(next, shift);
  }
  if (Is(next, TimeKind::kPart)) {
    return WithPart(next, calendar_.Day(shift));
  }
  return ShiftedName(next, shift, IsWord(at, "this"));
}

// "year", "year's third quarter"
TimeReader::Found TimeReader::ShiftedUnit(std::size_t at, int shift) const {
  const bool programme = Capital(at) && !prepared_.tokens[at].upper;  // "This Week"
  if (programme || Value(at, TimeKind::kUnit).front() == 'T' || lower_[at].ends_with('s')) {
    return std::nullopt;
  }
  if (IsWord(at, "year") && (IsWord(at + 1, "'s") || IsWord(at + 1, "’s"))) {
    if (const auto quarter = Quarter(at + 2)) {
      const std::string part = quarter->value.substr(quarter->value.find('-'));
      return TimeMatch{quarter->end, TimeType::kDate, calendar_.Year(shift) + part};
    }
  }
  return TimeMatch{at + 1, TimeType::kDate, Shift(shift, Value(at, TimeKind::kUnit))};
}

// "Friday", "March 3", "winter", "Christmas"
TimeReader::Found TimeReader::ShiftedName(std::size_t at, int shift, bool current) const {
  if (Is(at, TimeKind::kWeekday) && Capital(at)) {
    const int way = current && !calendar_.IsWeekday(Number(at, TimeKind::kWeekday)) ? 1 : shift;
    return WithPart(at + 1, calendar_.Weekday(Number(at, TimeKind::kWeekday), way));
  }
  if (Is(at, TimeKind::kMonth) && Capital(at)) {
    const std::size_t day_at = AfterMonth(at);
    const int month = Number(at, TimeKind::kMonth);
    const int day = DayOfMonth(day_at);
    const std::size_t end = day > 0 ? day_at + 1 : day_at;
    return TimeMatch{end, TimeType::kDate,
                     current && day <= 0 ? fmt::format("{}-{:02}", calendar_.Year(0), month)
                                         : calendar_.NearestMonth(month, day > 0 ? day : 0, shift)};
  }
  if (Is(at, TimeKind::kSeason)) {
    const std::string season(Value(at, TimeKind::kSeason));
    return TimeMatch{at + 1, TimeType::kDate,
                     current && season != "WI" ? calendar_.Year(0) + "-" + season : calendar_.Season(season, shift)};
  }
  if (const auto [size, word] = Phrase(at, TimeKind::kHoliday); size > 0) {
    return TimeMatch{at + size, TimeType::kDate, calendar_.Holiday(word->Value(TimeKind::kHoliday), shift)};
  }
  return std::nullopt;
}

TimeReader::Found TimeReader::SeasonOf(std::size_t at) const {
  if (!Is(at, TimeKind::kSeason)) {
    return std::nullopt;
  }
  const auto [year, next] = YearFrom(at + (IsWord(at + 1, "of") ? 2U : 1U));
  return year > 0 ? Found(TimeMatch{next, TimeType::kDate, fmt::format("{:04}-{}", year, Value(at, TimeKind::kSeason))})
                  : std::nullopt;
}

TimeReader::Found TimeReader::Set(std::size_t at) const {
  const auto [size, word] = Phrase(at, TimeKind::kSet);
  if (size == 0) {
    return std::nullopt;
  }
  return TimeMatch{at + size, TimeType::kSet, std::string(word->Value(TimeKind::kSet))};
}

TimeReader::Found TimeReader::Reference(std::size_t at) const {
  const auto [size, word] = Phrase(at, TimeKind::kRef);
  if (size == 0) {
    return std::nullopt;
  }
  return TimeMatch{at + size, TimeType::kDate, std::string(word->Value(TimeKind::kRef))};
}

TimeReader::Found TimeReader::Earlier(std::size_t at) const {
  if (!IsWord(at, "year-earlier") && !IsWord(at, "year-ago")) {
    return std::nullopt;
  }
  if (Is(at + 1, TimeKind::kOrdinal) && IsWord(at + 2, "quarter")) {
    return TimeMatch{at + 3, TimeType::kDate,
                     fmt::format("{}-Q{}", calendar_.Year(-1), Number(at + 1, TimeKind::kOrdinal))};
  }
  const bool quarter = IsWord(at + 1, "quarter") || IsWord(at + 1, "period");
  const std::string value = quarter && quarter_.empty() ? calendar_.Quarter(-5) : YearEarlier();
  return TimeMatch{quarter ? at + 2 : at + 1, TimeType::kDate, value};
}

TimeReader::Found TimeReader::Hyphened(std::size_t at) const {
  const std::string& word = lower_[at];
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string::npos) {
    return std::nullopt;
  }
  const std::string head = word.substr(0, hyphen);
  const std::string rest = word.substr(hyphen + 1);
  const std::string tail = rest.substr(0, rest.find('-'));
  const TimeWord* const first = words_.Find(head);
  const TimeWord* const second = words_.Find(tail);
  if (first != nullptr && first->Is(TimeKind::kOrdinal) && tail == "quarter") {
    return TimeMatch{at + 1, TimeType::kDate,
                     calendar_.QuarterOf(static_cast<unsigned>(first->Number(TimeKind::kOrdinal)))};
  }
  if (auto match = Earlier(at)) {
    return match;
  }
  if (word == "year-end") {
    return TimeMatch{at + 1, TimeType::kDate, calendar_.Year(0)};
  }
  if (first != nullptr && first->Is(TimeKind::kMood) && second != nullptr && second->Is(TimeKind::kMonth)) {
    return TimeMatch{at + 1, TimeType::kDate,
                     calendar_.NearestMonth(second->Number(TimeKind::kMonth), 0, ToCome(at) ? 1 : 0)};
  }
  const int year = rest.size() == 5 && rest.ends_with("0s") ? Digits(rest.substr(0, 4)) : Digits(rest);
  if (first != nullptr && first->Is(TimeKind::kMood) && year >= kFirstYear && year < 2100) {
    return TimeMatch{at + 1, TimeType::kDate, rest.size() == 5 ? rest.substr(0, 3) : rest};
  }
  if (word.ends_with("-old") || word.ends_with("-quarters") || second == nullptr || !second->Is(TimeKind::kUnit)) {
    return std::nullopt;
  }
  const int count = first != nullptr && first->Is(TimeKind::kNumber) ? first->Number(TimeKind::kNumber) : Digits(head);
  return count > 0 && count < kFirstYear
             ? Found(TimeMatch{at + 1, TimeType::kDuration,
                               Duration({count, at + 1, false}, second->Value(TimeKind::kUnit))})
             : std::nullopt;
}

}  // namespace headwater::annotate
