// The words of data/relative_dates.tsv, and counting with them.
#include "extract/relative_dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <unordered_map>
#include <utility>

#include "extract/date_phrase.h"
#include "extract/date_words.h"
#include "tables/months.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::size_t kLineMost = 12;  // tokens of a line of time
constexpr std::size_t kLongest = 5;    // tokens of a phrase
constexpr days kAhead{31};             // that a day without its year may lie after the day it is told on
constexpr int kCountMost = 10'000;

enum class Unit { kSecond, kMinute, kHour, kDay, kWeek, kMonth, kYear };

// `count` is 0 where the line's own number counts; -1 in phrases that need none and mean none ("just now").
struct Ago {
  Unit unit = Unit::kSecond;
  int count = 0;
  bool counted = true;
  bool brief = false;
};

enum class Shift {
  kDay,
  kWeek,
  kMonth,
  kYear,
  kWeekdayLast,
  kWeekdayNext,
  kLastBefore,
  kLastAfter,
  kNextBefore,
  kNextAfter
};

constexpr std::array<std::pair<std::string_view, Shift>, 10> kShifts{{{"day", Shift::kDay},
                                                                      {"week", Shift::kWeek},
                                                                      {"month", Shift::kMonth},
                                                                      {"year", Shift::kYear},
                                                                      {"weekday_last", Shift::kWeekdayLast},
                                                                      {"weekday_next", Shift::kWeekdayNext},
                                                                      {"last_before", Shift::kLastBefore},
                                                                      {"last_after", Shift::kLastAfter},
                                                                      {"next_before", Shift::kNextBefore},
                                                                      {"next_after", Shift::kNextAfter}}};

constexpr std::array<std::pair<std::string_view, Unit>, 7> kUnits{{{"second", Unit::kSecond},
                                                                   {"minute", Unit::kMinute},
                                                                   {"hour", Unit::kHour},
                                                                   {"day", Unit::kDay},
                                                                   {"week", Unit::kWeek},
                                                                   {"month", Unit::kMonth},
                                                                   {"year", Unit::kYear}}};

struct Words {
  std::unordered_map<std::string, Ago> ago;
  std::array<DatePhrases, kShifts.size()> shifts;
};

int ValueOf(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// A phrase with # for its number, as tokens: the number stands as a word of its own.
std::string PatternKey(std::string_view phrase) {
  const std::size_t number = phrase.find('#');
  if (number == std::string_view::npos) {
    return LineKey(phrase);
  }
  std::string key = LineKey(phrase.substr(0, number));
  key += key.empty() ? "#" : " #";
  const std::string behind = LineKey(phrase.substr(number + 1));
  return behind.empty() ? key : key + " " + behind;
}

Ago AgoOf(std::string_view kind, std::string_view value) {
  Ago ago;
  const std::size_t colon = value.find(':');
  const auto* const unit = std::ranges::find(kUnits, value.substr(0, colon), &std::pair<std::string_view, Unit>::first);
  ago.unit = unit == kUnits.end() ? Unit::kSecond : unit->second;
  ago.counted = colon == std::string_view::npos;
  ago.count = ago.counted ? 0 : ValueOf(value.substr(colon + 1));
  ago.brief = kind == "brief";
  return ago;
}

const Words& AllWords() {
  static const Words words = [] {
    Words made;
    for (const tables::Row& row : tables::Table("relative_dates")) {
      const auto* const shift = std::ranges::find(kShifts, row[0], &std::pair<std::string_view, Shift>::first);
      std::string_view list = row[3];
      while (!list.empty()) {
        const std::size_t bar = std::min(list.find('|'), list.size());
        if (shift == kShifts.end()) {
          made.ago.emplace(PatternKey(list.substr(0, bar)), AgoOf(row[0], row[1]));
        } else {
          made.shifts[static_cast<std::size_t>(shift->second)].emplace(LineKey(list.substr(0, bar)), ValueOf(row[1]));
        }
        list.remove_prefix(std::min(bar + 1, list.size()));
      }
    }
    return made;
  }();
  return words;
}

const DatePhrases& PhrasesOf(Shift shift) { return AllWords().shifts[static_cast<std::size_t>(shift)]; }

DateWordFound At(Shift shift, const std::vector<Token>& tokens, std::size_t at) {
  return LongestAt(PhrasesOf(shift), tokens, at);
}

Moment Counted(const Moment& now, Unit unit, int count) {
  using std::chrono::hours;
  using std::chrono::minutes;
  using std::chrono::seconds;
  Moment then = now;
  const sys_days today(DayOf(now));
  switch (unit) {
    case Unit::kSecond:
      then.at -= seconds(count);
      break;
    case Unit::kMinute:
      then.at -= minutes(count);
      break;
    case Unit::kHour:
      then.at -= hours(count);
      break;
    case Unit::kDay:
      return MomentOfDay(year_month_day(today - days(count)));
    case Unit::kWeek:
      return MomentOfDay(year_month_day(today - days(7 * count)));
    case Unit::kMonth:
    case Unit::kYear: {
      const int back = unit == Unit::kYear ? 12 * count : count;
      year_month_day day = DayOf(now) - std::chrono::months(back);
      day = day.ok() ? day : year_month_day(day.year() / day.month() / std::chrono::last);
      return MomentOfDay(day);
    }
  }
  return then;
}

class DayReader {
 public:
  DayReader(std::string_view text, const std::vector<Token>& tokens, sys_days told, std::string_view language)
      : text_(text), tokens_(tokens), told_(told), language_(language) {}

  std::vector<NamedDays> Read() {
    const std::vector<DatePhrase> phrases = FindDatePhrases(text_, tokens_, false, language_);
    auto phrase = phrases.begin();
    for (std::size_t at = 0; at < tokens_.size();) {
      if (phrase != phrases.end() && phrase->first_token == at) {
        Absolute(*phrase);
        at = std::max(phrase->end_token, at + 1);
        ++phrase;
        continue;
      }
      const std::size_t next = Relative(at);
      at = next > at ? next : at + 1;
      while (phrase != phrases.end() && phrase->first_token < at) {
        ++phrase;
      }
    }
    return std::move(found_);
  }

 private:
  void Put(std::size_t begin, std::size_t end, sys_days first, sys_days last) {
    // "4 to 3 May" names no days.
    if (first <= last) {
      found_.push_back({begin, end, first, last});
    }
  }

  static sys_days DayIn(int in, unsigned of_month, unsigned of_day) {
    const year_month_day date{year(in), month(of_month), std::chrono::day(of_day)};
    return date.ok() ? sys_days(date) : sys_days(date.year() / date.month() / std::chrono::last);
  }

  int Year() const { return static_cast<int>(year_month_day(told_).year()); }

  void Absolute(const DatePhrase& phrase) {
    DateParts from = phrase.from;
    DateParts to = phrase.to;
    if (from.year == 0 && phrase.shift) {
      from.year = to.year = Year() + *phrase.shift;
    }
    if (from.month == 0 || (from.day == 0 && from.year == 0)) {
      if (from.year != 0) {
        Put(phrase.begin, phrase.end, DayIn(from.year, 1, 1), DayIn(to.year, 12, 31));
      }
      return;
    }
    if (from.year == 0) {
      // The nearest that is hardly ahead; of those that have the weekday, where one is named.
      from.year = Year() + 1;
      while (DayIn(from.year, from.month, from.day) > told_ + kAhead) {
        --from.year;
      }
      const auto fits = [&](int in) {
        return std::chrono::weekday(DayIn(in, from.month, from.day)).iso_encoding() == phrase.weekday;
      };
      if (phrase.weekday != 0 && !fits(from.year)) {
        from.year += fits(from.year + 1) ? 1 : fits(from.year - 1) ? -1 : 0;
      }
      to.year = from.year + (to.month < from.month ? 1 : 0);
    }
    Put(phrase.begin, phrase.end, DayIn(from.year, from.month, std::max(from.day, 1U)),
        DayIn(to.year == 0 ? from.year : to.year, to.month, to.day == 0 ? 31 : to.day));
  }

  // What is told from the writer's day; gives the token behind it, or `at`.
  std::size_t Relative(std::size_t at) {
    const auto put = [&](std::size_t count, sys_days first, sys_days last) {
      Put(tokens_[at].begin, tokens_[at + count - 1].end, first, last);
      return at + count;
    };
    if (const DateWordFound last = At(Shift::kWeekdayLast, tokens_, at); last.tokens > 0) {
      const sys_days day = WeekdayBefore(static_cast<unsigned>(last.value), told_ - days(1));
      return put(last.tokens, day, day);
    }
    if (const DateWordFound next = At(Shift::kWeekdayNext, tokens_, at); next.tokens > 0) {
      const sys_days day = WeekdayBefore(static_cast<unsigned>(next.value), told_ + days(7));
      return put(next.tokens, day, day);
    }
    if (const DateWordFound shift = At(Shift::kDay, tokens_, at); shift.tokens > 0) {
      return put(shift.tokens, told_ + days(shift.value), told_ + days(shift.value));
    }
    if (const DateWordFound week = At(Shift::kWeek, tokens_, at); week.tokens > 0) {
      const sys_days monday = told_ - (std::chrono::weekday(told_) - std::chrono::Monday) + days(7 * week.value);
      return put(week.tokens, monday, monday + days(6));
    }
    if (const DateWordFound shift = At(Shift::kMonth, tokens_, at); shift.tokens > 0) {
      const auto in = std::chrono::year_month(year_month_day(told_).year(), year_month_day(told_).month()) +
                      std::chrono::months(shift.value);
      return put(shift.tokens, sys_days(in / 1), sys_days(in / std::chrono::last));
    }
    if (const std::size_t next = Weekday(at); next > at) {
      return next;
    }
    return Month(at);
  }

  static sys_days WeekdayBefore(unsigned weekday, sys_days day) {
    return day - days((std::chrono::weekday(day).iso_encoding() + 7 - weekday % 7) % 7);
  }

  // -1 where the words beside it say "last", 1 for "next", 0 for neither; moves the ends over them.
  int TurnBeside(std::size_t& first, std::size_t& end) const {
    if (const std::size_t count = LongestBefore(PhrasesOf(Shift::kLastBefore), tokens_, first).tokens; count > 0) {
      first -= count;
      return -1;
    }
    if (const std::size_t count = LongestBefore(PhrasesOf(Shift::kNextBefore), tokens_, first).tokens; count > 0) {
      first -= count;
      return 1;
    }
    if (const DateWordFound last = At(Shift::kLastAfter, tokens_, end); last.tokens > 0) {
      end += last.tokens;
      return -1;
    }
    if (const DateWordFound next = At(Shift::kNextAfter, tokens_, end); next.tokens > 0) {
      end += next.tokens;
      return 1;
    }
    return 0;
  }

  std::size_t Weekday(std::size_t at) {
    const DateWordFound weekday = DateWords().At(DateWord::kWeekday, tokens_, at);
    if (weekday.tokens == 0) {
      return at;
    }
    std::size_t first = at;
    std::size_t end = at + weekday.tokens;
    const int turn = TurnBeside(first, end);
    const sys_days from = turn < 0 ? told_ - days(1) : turn > 0 ? told_ + days(7) : told_;
    const sys_days day = WeekdayBefore(static_cast<unsigned>(weekday.value), from);
    Put(tokens_[first].begin, tokens_[end - 1].end, day, day);
    return end;
  }

  // "last March", "em março passado"; a month alone may be anything.
  std::size_t Month(std::size_t at) {
    tables::MonthName name;
    std::size_t count = 0;
    std::string key;
    for (std::size_t n = 1; n <= tables::kMonthWords && at + n <= tokens_.size(); ++n) {
      key += (n == 1 ? "" : " ") + tokens_[at + n - 1].folded;
      if (const auto found = tables::MonthOf(key, language_); found.number != 0) {
        name = found;
        count = n;
      }
    }
    if (count == 0 || (name.brief && !name.own)) {
      return at;
    }
    std::size_t first = at;
    std::size_t end = at + count;
    const int turn = TurnBeside(first, end);
    if (turn == 0) {
      return at;
    }
    int in = Year();
    const unsigned now = static_cast<unsigned>(year_month_day(told_).month());
    in += turn < 0 && name.number >= now ? -1 : turn > 0 && name.number <= now ? 1 : 0;
    Put(tokens_[first].begin, tokens_[end - 1].end, DayIn(in, name.number, 1), DayIn(in, name.number, 31));
    return end;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  sys_days told_;
  std::string_view language_;
  std::vector<NamedDays> found_;
};

}  // namespace

std::optional<Moment> MomentAgo(std::string_view line, const Moment& now) {
  const std::vector<Token> tokens = TokensOf(line, kLineMost + 1);
  if (tokens.empty() || tokens.size() > kLineMost) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    std::string key;
    int number = -1;
    std::optional<Ago> best;
    int best_number = 0;
    for (std::size_t next = at; next < tokens.size() && next < at + kLongest + 1; ++next) {
      const bool figure = tokens[next].number >= 0;
      if (figure && (number >= 0 || tokens[next].number > kCountMost)) {
        break;
      }
      number = figure ? tokens[next].number : number;
      key += next == at ? "" : " ";
      key += figure ? "#" : tokens[next].folded;
      const auto found = AllWords().ago.find(key);
      if (found != AllWords().ago.end() && (!found->second.brief || (at == 0 && next + 1 == tokens.size()))) {
        best = found->second;
        best_number = number;
      }
    }
    if (best) {
      return Counted(now, best->unit, best->counted ? best_number : best->count);
    }
    if (const DateWordFound day = At(Shift::kDay, tokens, at); day.tokens == tokens.size() && day.value <= 0) {
      return MomentOfDay(year_month_day(sys_days(DayOf(now)) + days(day.value)));
    }
  }
  return std::nullopt;
}

std::vector<NamedDays> DaysNamed(std::string_view text, const std::vector<Token>& tokens, sys_days told,
                                 std::string_view language) {
  return DayReader(text, tokens, told, language).Read();
}

}  // namespace headwater::extract
