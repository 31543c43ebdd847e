// Reads a date out of its tokens, whatever their order.
#include "extract/page_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "extract/plain_published.h"
#include "tables/months.h"
#include "text/words.h"
#include "web/url.h"

namespace headwater::extract {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::size_t kMaxLength = 160;
constexpr std::size_t kCompact = 8;  // bytes of 20240301
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

// Zones as newsrooms abbreviate them, in minutes from UTC.
std::optional<int> ZoneOf(std::string_view word) {
  struct Zone {
    std::string_view name;
    int offset;
  };
  constexpr std::array<Zone, 20> kZones{{{"utc", 0},    {"gmt", 0},    {"z", 0},      {"bst", 60},   {"cet", 60},
                                         {"cest", 120}, {"mez", 60},   {"mesz", 120}, {"est", -300}, {"edt", -240},
                                         {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480},
                                         {"pdt", -420}, {"ist", 330},  {"jst", 540},  {"msk", 180},  {"eet", 120}}};
  for (const Zone& zone : kZones) {
    if (zone.name == word) {
      return zone.offset;
    }
  }
  return std::nullopt;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<Moment> FromEpoch(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  if (text.size() == 13) {
    number /= 1000;
  } else if (text.size() != 10) {
    return std::nullopt;
  }
  return MomentOfInstant(std::chrono::sys_seconds(seconds(number)));
}

// What has been found of a date so far.
struct Found {
  std::optional<int> year;
  std::optional<unsigned> month;
  std::optional<unsigned> day;
  std::optional<int> minute_of_day;
  std::optional<int> offset;
  std::vector<int> numbers;  // that may be day or month
  bool pm = false;
  bool am = false;
};

class Reader {
 public:
  Reader(std::string_view text, bool month_first) : text_(text), month_first_(month_first) {}

  std::optional<Moment> Read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (IsDigit(c)) {
        Number();
      } else if (IsWordByte(c)) {
        Word();
      } else if ((c == '+' || c == '-') && found_.minute_of_day && at_ + 2 < text_.size() && IsDigit(text_[at_ + 1])) {
        Offset();
      } else {
        ++at_;
      }
    }
    return Make();
  }

 private:
  static bool IsWordByte(char c) { return ascii::IsLetter(c) || static_cast<unsigned char>(c) >= 0x80; }

  int Digits(std::size_t& count) {
    int value = 0;
    count = 0;
    while (at_ < text_.size() && IsDigit(text_[at_])) {
      value = count < 8 ? value * 10 + (text_[at_] - '0') : value;
      ++at_;
      ++count;
    }
    return value;
  }

  void Number() {
    std::size_t count = 0;
    const int value = Digits(count);
    const bool clock = at_ + 1 < text_.size() && (text_[at_] == ':' || text_[at_] == 'h' || text_[at_] == '.') &&
                       IsDigit(text_[at_ + 1]) && count <= 2 && value < 25;
    if (clock && (text_[at_] != '.' || (found_.year && !found_.minute_of_day))) {
      ++at_;
      std::size_t digits = 0;
      const int minute = Digits(digits);
      if (digits == 2 && minute < 60 && !found_.minute_of_day) {
        found_.minute_of_day = value % 24 * 60 + minute;
        SkipSeconds();
      }
      return;
    }
    if (count == 4 && value >= kFirstYear && value <= kLastYear && !found_.year) {
      found_.year = value;
      year_first_ = found_.numbers.empty() && !found_.month;
    } else if (count <= 2 && value >= 1 && value <= 31 && found_.numbers.size() < 3) {
      // "5 pm" is no day.
      if (found_.year && found_.numbers.size() + (found_.month ? 1 : 0) >= 2 && !found_.minute_of_day) {
        bare_hour_ = value;
      } else {
        found_.numbers.push_back(value);
      }
    }
  }

  void SkipSeconds() {
    if (at_ + 2 < text_.size() && text_[at_] == ':' && IsDigit(text_[at_ + 1])) {
      ++at_;
      std::size_t digits = 0;
      Digits(digits);
    }
  }

  void Word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && IsWordByte(text_[at_])) {
      ++at_;
    }
    const std::string word = text::Fold(text_.substr(begin, at_ - begin));
    if (const tables::MonthName name = tables::MonthOf(word); !found_.month && IsMonth(name, begin)) {
      found_.month = name.number;
    } else if (word == "pm" || word == "p") {
      found_.pm = true;
    } else if (word == "am" || word == "a") {
      found_.am = true;
    } else if (const auto zone = ZoneOf(word); zone && found_.minute_of_day && !found_.offset) {
      found_.offset = zone;
    } else if (word == "年" || word == "月" || word == "日") {
      year_first_ = true;
    }
  }

  // A short form may be another word ("des", "mar"): as a month it stands beside a number that is no date itself.
  bool IsMonth(const tables::MonthName& name, std::size_t begin) const {
    constexpr std::string_view kBetween = " .,-/";
    const std::size_t before = begin == 0 ? std::string_view::npos : text_.find_last_not_of(kBetween, begin - 1);
    const std::size_t after = text_.find_first_not_of(kBetween, at_);
    const std::size_t behind = after == std::string_view::npos ? after : text_.find_first_not_of("0123456789", after);
    const bool figures = behind != std::string_view::npos && (text_[behind] == '/' || text_[behind] == '.');
    const bool beside = (before != std::string_view::npos && IsDigit(text_[before])) ||
                        (after != std::string_view::npos && IsDigit(text_[after]) && !figures);
    const bool other = name.calendar == tables::Calendar::kPersian || name.calendar == tables::Calendar::kIslamic;
    return name.number != 0 && !other && (!name.brief || beside);
  }

  void Offset() {
    const int sign = text_[at_] == '-' ? -1 : 1;
    ++at_;
    std::size_t digits = 0;
    const int value = Digits(digits);
    if (digits == 4) {
      found_.offset = sign * (value / 100 * 60 + value % 100);
      return;
    }
    int minute = 0;
    if (at_ + 1 < text_.size() && text_[at_] == ':' && IsDigit(text_[at_ + 1])) {
      ++at_;
      minute = Digits(digits);
    }
    // What is no distance from UTC is no offset.
    if (value <= 24 && minute < 60) {
      found_.offset = sign * (value * 60 + minute);
    }
  }

  void SetDayAndMonth() {
    const auto& numbers = found_.numbers;
    if (found_.month) {
      if (!numbers.empty()) {
        found_.day = static_cast<unsigned>(numbers.front());
      }
      return;
    }
    if (numbers.size() < 2) {
      return;
    }
    int first = numbers[0];
    int second = numbers[1];
    const bool swap = year_first_ || (month_first_ && first <= 12) || second > 12;
    if (swap) {
      std::swap(first, second);
    }
    if (second >= 1 && second <= 12) {
      found_.day = static_cast<unsigned>(first);
      found_.month = static_cast<unsigned>(second);
    }
  }

  std::optional<Moment> Make() {
    SetDayAndMonth();
    if (!found_.year || !found_.month || !found_.day) {
      return std::nullopt;
    }
    const year_month_day date{year{*found_.year}, month{*found_.month}, day{*found_.day}};
    if (!date.ok()) {
      return std::nullopt;
    }
    Moment moment = MomentOfDay(date);
    if (!found_.minute_of_day && bare_hour_ && (found_.am || found_.pm) && *bare_hour_ <= 12) {
      found_.minute_of_day = *bare_hour_ * 60;
    }
    if (found_.minute_of_day) {
      int minute = *found_.minute_of_day;
      if (found_.pm && minute < 12 * 60) {
        minute += 12 * 60;
      } else if (found_.am && minute >= 12 * 60) {
        minute -= 12 * 60;
      }
      moment.at += minutes{minute};
      moment.has_time = true;
      if (found_.offset && *found_.offset >= -14 * 60 && *found_.offset <= 14 * 60) {
        moment.offset = minutes{*found_.offset};
        moment.at -= minutes{*found_.offset};
      }
    }
    return moment;
  }

  std::string_view text_;
  bool month_first_;
  bool year_first_ = false;
  std::optional<int> bare_hour_;
  std::size_t at_ = 0;
  Found found_;
};

std::optional<Moment> InRange(std::optional<Moment> moment) {
  if (!moment) {
    return moment;
  }
  const int in = static_cast<int>(DayOf(*moment).year());
  return in >= kFirstYear && in <= kLastYear ? moment : std::nullopt;
}

// 20240301.
std::optional<Moment> CompactDay(std::string_view digits) {
  std::string iso(digits.substr(0, 4));
  iso += '-';
  iso += digits.substr(4, 2);
  iso += '-';
  iso += digits.substr(6, 2);
  return InRange(ParseMoment(iso));
}

// Figures of other scripts, names of several words, years of other calendars.
std::optional<Moment> OtherDate(std::string_view text, bool month_first) {
  if (const auto line = ReadPublishedLine(text, !month_first)) {
    return line->published ? line->published : line->modified;
  }
  return StatedDay(text, TokensOf(text));
}

}  // namespace

std::optional<Moment> ParsePageDate(std::string_view text, bool month_first) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  if (text.size() < 6 || text.size() > kMaxLength) {
    return std::nullopt;
  }
  if (auto moment = InRange(ParseMoment(text))) {
    return moment;
  }
  if (auto moment = InRange(FromEpoch(text))) {
    return moment;
  }
  if (text.size() == kCompact && text.find_first_not_of("0123456789") == std::string_view::npos) {
    return CompactDay(text);
  }
  auto moment = InRange(Reader(text, month_first).Read());
  return moment ? moment : InRange(OtherDate(text, month_first));
}

std::optional<Moment> DateOfAddress(std::string_view url) {
  const auto parts = web::ParseUrl(url);
  const std::string path = parts ? parts->path : std::string(url);
  for (std::size_t i = 0; i + kCompact <= path.size(); ++i) {
    const std::string_view at = std::string_view(path).substr(i);
    const bool starts = i == 0 || !IsDigit(path[i - 1]);
    if (!starts || !(at.starts_with("19") || at.starts_with("20"))) {
      continue;
    }
    const std::size_t digits = std::min(at.find_first_not_of("0123456789"), at.size());
    const bool named = i == 0 || path[i - 1] == '/' || path[i - 1] == '-' || path[i - 1] == '_';
    if (digits == kCompact && named) {
      if (auto moment = CompactDay(at.substr(0, kCompact))) {
        return moment;
      }
    }
    if (at.size() < 10) {
      continue;
    }
    const char mark = at[4];
    const bool parted = (mark == '/' || mark == '-' || mark == '_') && at[7] == mark;
    if (parted && (at.size() == 10 || !IsDigit(at[10]))) {
      std::string iso(at.substr(0, 10));
      iso[4] = '-';
      iso[7] = '-';
      if (auto moment = InRange(ParseMoment(iso))) {
        return moment;
      }
    }
  }
  return std::nullopt;
}

}  // namespace headwater::extract
