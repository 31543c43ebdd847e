// Expressions of time by small grammars over tokens: the first that fits at a token wins.
#include "annotate/times.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "annotate/calendar.h"
#include "annotate/time_words.h"

namespace headwater::annotate {
namespace {

using news::TimeType;

constexpr int kNone = -1;
constexpr int kFirstYear = 1700;
constexpr int kLastYear = 2100;

struct Match {
  std::size_t end = 0;  // token
  TimeType type = TimeType::kDate;
  std::string value;
};
using Found = std::optional<Match>;

int Digits(std::string_view word) {
  int number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc() && read.ptr == word.data() + word.size() ? number : kNone;
}

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return lower;
}

class TimeFinder {
 public:
  TimeFinder(const Prepared& prepared, const TimeWords& words, const Calendar& calendar)
      : prepared_(prepared), words_(words), calendar_(calendar) {
    lower_.reserve(prepared.tokens.size());
    known_.reserve(prepared.tokens.size());
    for (const Token& token : prepared.tokens) {
      lower_.push_back(Lower(prepared.Word(token)));
      known_.push_back(words_.Find(lower_.back()));
    }
  }

  std::vector<news::Time> Run() {
    std::vector<news::Time> times;
    for (const Sentence& sentence : prepared_.sentences) {
      first_ = sentence.first;
      last_ = sentence.last;
      for (std::size_t at = first_; at < last_;) {
        const Found match = At(at);
        if (!match) {
          ++at;
          continue;
        }
        news::Time time;
        const std::size_t begin = prepared_.tokens[at].begin;
        const std::size_t end = prepared_.tokens[match->end - 1].end;
        time.span = prepared_.SpanOf(begin, end);
        time.text = prepared_.text.substr(begin, end - begin);
        time.type = match->type;
        time.value = match->value;
        times.push_back(std::move(time));
        at = match->end;
      }
    }
    return times;
  }

 private:
  bool Is(std::size_t at, TimeKind kind) const { return at < last_ && known_[at] != nullptr && known_[at]->Is(kind); }
  int Number(std::size_t at, TimeKind kind) const { return known_[at]->Number(kind); }
  std::string_view Value(std::size_t at, TimeKind kind) const { return known_[at]->Value(kind); }
  bool IsWord(std::size_t at, std::string_view word) const { return at < last_ && lower_[at] == word; }
  bool Capital(std::size_t at) const { return prepared_.tokens[at].capitalised; }
  int DigitsAt(std::size_t at) const { return at < last_ ? Digits(lower_[at]) : kNone; }

  // The longest phrase of the kind at the token; its tokens, and the word.
  std::pair<std::size_t, const TimeWord*> Phrase(std::size_t at, TimeKind kind) const {
    if (at < last_ && words_.Begins(lower_[at])) {
      for (std::size_t size = 3; size >= 2; --size) {
        if (at + size > last_) {
          continue;
        }
        std::string phrase = lower_[at];
        for (std::size_t i = 1; i < size; ++i) {
          phrase += ' ' + lower_[at + i];
        }
        const TimeWord* const word = words_.Find(phrase);
        if (word != nullptr && word->Is(kind)) {
          return {size, word};
        }
      }
    }
    return Is(at, kind) ? std::pair<std::size_t, const TimeWord*>(1, known_[at])
                        : std::pair<std::size_t, const TimeWord*>(0, nullptr);
  }

  Found At(std::size_t at) const {
    if (IsWord(at, "the") && at + 1 < last_) {
      if (auto determined = Determined(at + 1)) {
        return determined;
      }
    }
    if (auto core = Core(at)) {
      return core;
    }
    const auto [moods, mood] = Phrase(at, TimeKind::kMood);
    std::size_t next = at + moods;
    next += moods > 0 && (IsWord(next, "-") || Is(next, TimeKind::kMood)) ? 1 : 0;
    if (moods == 0 || next >= last_) {
      return std::nullopt;
    }
    return IsWord(next, "the") && next + 1 < last_ ? Determined(next + 1) : Core(next);
  }

  // After "the": what means a time only then is read too.
  Found Determined(std::size_t at) const {
    if (Is(at, TimeKind::kMood) && at + 1 < last_) {
      return Decade(at + 1);
    }
    if (IsWord(at, "quarter") || (IsWord(at, "latest") && (IsWord(at + 1, "quarter") || IsWord(at + 1, "period")))) {
      return Match{at + (IsWord(at, "latest") ? 2U : 1U), TimeType::kDate, calendar_.Quarter(-1)};
    }
    if (IsWord(at, "weekend")) {
      return Match{at + 1, TimeType::kDate, calendar_.LatestWeekend()};
    }
    if (IsWord(at, "year-ago") || IsWord(at, "year-earlier")) {
      return Hyphened(at);
    }
    if (IsWord(at, "year") && !IsWord(at + 1, "of")) {
      return Match{at + 1, TimeType::kDuration, "P1Y"};
    }
    for (const auto parse : {&TimeFinder::Quarter, &TimeFinder::Span, &TimeFinder::Decade, &TimeFinder::Counted,
                             &TimeFinder::Shifted, &TimeFinder::Century}) {
      if (auto match = (this->*parse)(at)) {
        return match;
      }
    }
    return std::nullopt;
  }

  Found Core(std::size_t at) const {
    if (known_[at] == nullptr && !prepared_.tokens[at].number && !words_.Begins(lower_[at])) {
      return lower_[at].find('-') != std::string::npos ? Hyphened(at) : std::nullopt;
    }
    for (const auto parse :
         {&TimeFinder::Written, &TimeFinder::Clock, &TimeFinder::MonthDay, &TimeFinder::Weekday, &TimeFinder::Day,
          &TimeFinder::Quarter, &TimeFinder::Span, &TimeFinder::Shifted, &TimeFinder::Set, &TimeFinder::Counted,
          &TimeFinder::Reference, &TimeFinder::Decade, &TimeFinder::Year, &TimeFinder::Hyphened}) {
      if (auto match = (this->*parse)(at)) {
        return match;
      }
    }
    return std::nullopt;
  }

  int YearAt(std::size_t at) const {
    const int year = at < last_ && lower_[at].size() == 4 ? DigitsAt(at) : kNone;
    return year >= kFirstYear && year < kLastYear ? year : kNone;
  }

  // 2013-03-22, 10/26/89, 10/26/1989
  Found Written(std::size_t at) const {
    const std::string& word = lower_[at];
    if (word.size() == 10 && word[4] == '-' && word[7] == '-' && Digits(word.substr(0, 4)) > 0) {
      return Match{at + 1, TimeType::kDate, word};
    }
    if (at + 4 < last_ && IsWord(at + 1, "/") && IsWord(at + 3, "/")) {
      const int month = DigitsAt(at);
      const int day = DigitsAt(at + 2);
      const int year = DigitsAt(at + 4);
      if (month > 0 && month <= 12 && day > 0 && day <= 31 && year >= 0) {
        const int century = year >= 100 ? 0 : (year > 50 ? 1900 : 2000);
        return Match{at + 5, TimeType::kDate, fmt::format("{:04}-{:02}-{:02}", year + century, month, day)};
      }
    }
    return std::nullopt;
  }

  // A day of the month: `22`, `22nd`.
  int DayOfMonth(std::size_t at) const {
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
  std::size_t AfterMonth(std::size_t at) const {
    const bool whole = lower_[at] == "may" || lower_[at] == "june" || lower_[at] == "july";
    const bool point = !whole && lower_[at].size() <= 4 && IsWord(at + 1, ".");
    return at + (point ? 2 : 1);
  }

  // March 3, 2013; 3 March; March 2013; March
  Found MonthDay(std::size_t at) const {
    const int leading = DayOfMonth(at);
    const std::size_t month_at = leading > 0 ? at + 1 + (IsWord(at + 1, "of") ? 1 : 0) : at;
    if (!Is(month_at, TimeKind::kMonth) || !Capital(month_at)) {
      return std::nullopt;
    }
    const int month = Number(month_at, TimeKind::kMonth);
    std::size_t next = AfterMonth(month_at);
    const int trailing = leading > 0 ? leading : DayOfMonth(next);
    next += leading <= 0 && trailing > 0 ? 1 : 0;
    const bool comma = IsWord(next, ",");
    const int year = YearAt(next + (comma ? 1 : 0));
    if (year > 0) {
      const std::string value = trailing > 0 ? fmt::format("{:04}-{:02}-{:02}", year, month, trailing)
                                             : fmt::format("{:04}-{:02}", year, month);
      return Match{next + (comma ? 2 : 1), TimeType::kDate, value};
    }
    // "May" and "March" are words, "Mar." is not.
    const bool vague = lower_[month_at] == "may" || lower_[month_at] == "march" || lower_[month_at].size() == 3;
    const bool placed = month_at > first_ && (Is(month_at - 1, TimeKind::kBefore) || Is(month_at - 1, TimeKind::kMood));
    const bool bare = lower_[month_at].size() == 3 && lower_[month_at] != "may" && next == month_at + 1;
    if (trailing <= 0 && (bare || (vague && !placed))) {
      return std::nullopt;
    }
    if (trailing <= 0 && Is(next, TimeKind::kShift) && IsWord(next + 1, "year")) {
      return Match{next + 2, TimeType::kDate,
                   fmt::format("{}-{:02}", calendar_.Year(Number(next, TimeKind::kShift)), month)};
    }
    const int shift = trailing <= 0 && ToCome(month_at) ? 1 : 0;
    return Match{next, TimeType::kDate, calendar_.NearestMonth(month, trailing > 0 ? trailing : 0, shift)};
  }

  // Is what follows told as to come?
  bool ToCome(std::size_t at) const {
    const std::size_t from = at - std::min<std::size_t>(at - first_, 8);
    for (std::size_t i = from; i < at; ++i) {
      if (lower_[i] == "will" || lower_[i] == "scheduled" || lower_[i] == "plans" || lower_[i] == "expected") {
        return true;
      }
    }
    return false;
  }

  Found WithPart(std::size_t next, const std::string& day) const {
    if (Is(next, TimeKind::kPart)) {
      return Match{next + 1, TimeType::kTime, day + "T" + std::string(Value(next, TimeKind::kPart))};
    }
    return Match{next, TimeType::kDate, day};
  }

  // Friday; Friday night; Friday, March 3
  Found Weekday(std::size_t at) const {
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

  // today; yesterday morning; tonight
  Found Day(std::size_t at) const {
    if (IsWord(at, "tonight")) {
      return Match{at + 1, TimeType::kTime, calendar_.Day(0) + "TNI"};
    }
    if (!Is(at, TimeKind::kDay)) {
      return std::nullopt;
    }
    return WithPart(at + 1, calendar_.Day(Number(at, TimeKind::kDay)));
  }

  // 10 a.m.; 3:30 p.m. EST; noon
  Found Clock(std::size_t at) const {
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

  // A time of day with the day that follows it: 10 p.m. Wednesday.
  Found OnDay(std::size_t end, const std::string& time) const {
    const std::size_t day_at = end + (IsWord(end, "on") ? 1 : 0);
    auto day = day_at < last_ ? Weekday(day_at) : std::nullopt;
    if (!day && day_at < last_) {
      day = Day(day_at);
    }
    if (day && day->type == TimeType::kDate) {
      return Match{day->end, TimeType::kTime, day->value + time};
    }
    return Match{end, TimeType::kTime, calendar_.Day(0) + time};
  }

  // third quarter; first quarter of 1989
  Found Quarter(std::size_t at) const {
    if (!Is(at, TimeKind::kOrdinal) || !IsWord(at + 1, "quarter")) {
      return std::nullopt;
    }
    const int quarter = Number(at, TimeKind::kOrdinal);
    const std::size_t year_at = at + 2 + (IsWord(at + 2, "of") ? 1 : 0);
    if (const int year = YearAt(year_at); year > 0) {
      return Match{year_at + 1, TimeType::kDate, fmt::format("{:04}-Q{}", year, quarter)};
    }
    return Match{at + 2, TimeType::kDate, calendar_.QuarterOf(static_cast<unsigned>(quarter))};
  }

  // A number at the token and the one after it: {three, at + 1}; kNone for one nobody counts.
  std::pair<int, std::size_t> Count(std::size_t at) const {
    if (Is(at, TimeKind::kLoose)) {
      return {kNone, at + 1};
    }
    if (const int digits = DigitsAt(at); digits >= 0 && digits < kFirstYear) {
      return {digits, at + 1};
    }
    if (!Is(at, TimeKind::kNumber)) {
      return {0, at};
    }
    int number = Number(at, TimeKind::kNumber);
    std::size_t next = at + 1;
    if (lower_[at] == "a" && IsWord(next, "few")) {
      return {kNone, next + 1};
    }
    if (number >= 20 && Is(next, TimeKind::kNumber) && Number(next, TimeKind::kNumber) < 10 &&
        lower_[next].size() > 2) {
      number += Number(next++, TimeKind::kNumber);
    }
    return {number, next};
  }

  static std::string Duration(int count, std::string_view unit) {
    const std::string number = count == kNone ? "X" : std::to_string(count);
    if (unit == "E" || unit == "C") {
      return "P" + (count == kNone ? "X" : std::to_string(count * (unit == "E" ? 10 : 100))) + "Y";
    }
    if (unit == "WE") {
      return "P" + number + "WE";
    }
    return unit.front() == 'T' ? "PT" + number + std::string(unit.substr(1)) : "P" + number + std::string(unit);
  }

  // The unit so many before or after today.
  std::string Shift(int count, std::string_view unit) const {
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
    return unit == "E" ? calendar_.Decade(count) : calendar_.Year(unit == "C" ? count * 100 : count);
  }

  // five years; several weeks ago; a year earlier
  Found Counted(std::size_t at) const {
    const auto [count, next] = Count(at);
    if (next == at || !Is(next, TimeKind::kUnit) || (count == 0)) {
      return std::nullopt;
    }
    // "a second"
    const std::string_view unit = Value(next, TimeKind::kUnit);
    if (unit == "TS" && Is(at, TimeKind::kNumber) && count == 1) {
      return std::nullopt;
    }
    const auto [ago, word] = Phrase(next + 1, TimeKind::kAgo);
    if (unit == "Q" && ago == 0) {
      return std::nullopt;  // "a quarter of them"
    }
    if (ago > 0 && unit.front() != 'T') {
      const std::string value = count == kNone ? (word->Number(TimeKind::kAgo) < 0 ? "PAST_REF" : "FUTURE_REF")
                                               : Shift(count * word->Number(TimeKind::kAgo), unit);
      return Match{next + 1 + ago, TimeType::kDate, value};
    }
    return Match{next + 1, TimeType::kDuration, Duration(count, unit)};
  }

  // past five years; first nine months; last few weeks
  Found Span(std::size_t at) const {
    if (!Is(at, TimeKind::kSpan)) {
      return std::nullopt;
    }
    const auto [count, next] = Count(at + 1);
    if (next == at + 1 || !Is(next, TimeKind::kUnit)) {
      return std::nullopt;
    }
    return Match{next + 1, TimeType::kDuration, Duration(count, Value(next, TimeKind::kUnit))};
  }

  // last year; this morning; next Friday; last April; last summer
  Found Shifted(std::size_t at) const {
    if (!Is(at, TimeKind::kShift) || at + 1 >= last_) {
      return std::nullopt;
    }
    const int shift = Number(at, TimeKind::kShift);
    const std::size_t next = at + 1;
    if (Is(next, TimeKind::kUnit) && Value(next, TimeKind::kUnit).front() != 'T' && !lower_[next].ends_with('s')) {
      if (IsWord(next, "year") && (IsWord(next + 1, "'s") || IsWord(next + 1, "’s"))) {
        if (const auto quarter = Quarter(next + 2)) {
          const std::string part = quarter->value.substr(quarter->value.find('-'));
          return Match{quarter->end, TimeType::kDate, calendar_.Year(shift) + part};
        }
      }
      return Match{next + 1, TimeType::kDate, Shift(shift, Value(next, TimeKind::kUnit))};
    }
    if (Is(next, TimeKind::kPart)) {
      return WithPart(next, calendar_.Day(shift));
    }
    if (Is(next, TimeKind::kWeekday) && Capital(next)) {
      return WithPart(next + 1, calendar_.Weekday(Number(next, TimeKind::kWeekday), shift));
    }
    if (Is(next, TimeKind::kMonth) && Capital(next)) {
      const std::size_t day_at = AfterMonth(next);
      const int day = DayOfMonth(day_at);
      return Match{day > 0 ? day_at + 1 : day_at, TimeType::kDate,
                   calendar_.NearestMonth(Number(next, TimeKind::kMonth), day > 0 ? day : 0, shift)};
    }
    if (Is(next, TimeKind::kSeason)) {
      return Match{next + 1, TimeType::kDate, calendar_.Season(std::string(Value(next, TimeKind::kSeason)), shift)};
    }
    return std::nullopt;
  }

  Found Set(std::size_t at) const {
    const auto [size, word] = Phrase(at, TimeKind::kSet);
    if (size == 0) {
      return std::nullopt;
    }
    return Match{at + size, TimeType::kSet, std::string(word->Value(TimeKind::kSet))};
  }

  Found Reference(std::size_t at) const {
    const auto [size, word] = Phrase(at, TimeKind::kRef);
    if (size == 0) {
      return std::nullopt;
    }
    return Match{at + size, TimeType::kDate, std::string(word->Value(TimeKind::kRef))};
  }

  // 1970s; '80s
  Found Decade(std::size_t at) const {
    const std::string_view word = at < last_ ? std::string_view(lower_[at]) : std::string_view();
    if (word.size() == 5 && word.ends_with("0s")) {
      const int year = Digits(word.substr(0, 4));
      if (year >= kFirstYear && year < kLastYear) {
        return Match{at + 1, TimeType::kDate, std::string(word.substr(0, 3))};
      }
    }
    return std::nullopt;
  }

  // 20th century
  Found Century(std::size_t at) const {
    const std::string_view word = at < last_ ? std::string_view(lower_[at]) : std::string_view();
    if (!IsWord(at + 1, "century") || word.size() < 4 || !(word.ends_with("th") || word.ends_with("st"))) {
      return std::nullopt;
    }
    const int century = Digits(word.substr(0, word.size() - 2));
    return century > 1 ? Found(Match{at + 2, TimeType::kDate, fmt::format("{:02}", century - 1)}) : std::nullopt;
  }

  // A year alone, where no amount can stand.
  Found Year(std::size_t at) const {
    const int year = YearAt(at);
    if (year == kNone) {
      return std::nullopt;
    }
    const bool money = at > first_ && !prepared_.tokens[at].space_before;
    const bool counted = at + 1 < last_ && prepared_.tokens[at + 1].word && !Is(at + 1, TimeKind::kBefore) &&
                         lower_[at + 1].ends_with('s') && lower_[at + 1].size() > 3;
    const bool placed = at > first_ && Is(at - 1, TimeKind::kBefore);
    const bool bracketed = at > first_ && lower_[at - 1] == "(";
    if ((money && !bracketed) || (counted && !placed) || IsWord(at + 1, "%")) {
      return std::nullopt;
    }
    return Match{at + 1, TimeType::kDate, std::to_string(year)};
  }

  // third-quarter; five-year; 7-year-old; year-earlier; mid-1980s
  Found Hyphened(std::size_t at) const {
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
      return Match{at + 1, TimeType::kDate,
                   calendar_.QuarterOf(static_cast<unsigned>(first->Number(TimeKind::kOrdinal)))};
    }
    if (word == "year-earlier" || word == "year-ago") {
      const bool quarter = IsWord(at + 1, "quarter") || IsWord(at + 1, "period");
      return Match{quarter ? at + 2 : at + 1, TimeType::kDate, quarter ? calendar_.Quarter(-5) : calendar_.Year(-1)};
    }
    if (word.ends_with("-old")) {
      return std::nullopt;
    }
    if (second == nullptr || !second->Is(TimeKind::kUnit)) {
      return std::nullopt;
    }
    const int count =
        first != nullptr && first->Is(TimeKind::kNumber) ? first->Number(TimeKind::kNumber) : Digits(head);
    return count > 0 && count < kFirstYear
               ? Found(Match{at + 1, TimeType::kDuration, Duration(count, second->Value(TimeKind::kUnit))})
               : std::nullopt;
  }

  const Prepared& prepared_;
  const TimeWords& words_;
  const Calendar& calendar_;
  std::vector<std::string> lower_;
  std::vector<const TimeWord*> known_;
  std::size_t first_ = 0;  // of the sentence
  std::size_t last_ = 0;
};

}  // namespace

std::vector<news::Time> FindTimes(const Prepared& prepared, const news::Article& article) {
  const TimeWords* const words = TimeWords::Of(prepared.language);
  if (words == nullptr) {
    return {};
  }
  std::optional<std::chrono::sys_days> today;
  if (article.published) {
    today = std::chrono::sys_days(DayOf(*article.published));
  }
  const Calendar calendar(today);
  return TimeFinder(prepared, *words, calendar).Run();
}

}  // namespace headwater::annotate
