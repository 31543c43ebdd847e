// Reads English expressions of time by small grammars over tokens: the first that fits at a token wins.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/calendar.h"
#include "annotate/prepared.h"
#include "annotate/time_words.h"
#include "news/annotations.h"

namespace headwater::annotate {

// What was found at a token: up to `end` (a token), with its TIMEX3 value.
struct TimeMatch {
  std::size_t end = 0;
  news::TimeType type = news::TimeType::kDate;
  std::string value;
};

// Borrows all its arguments, which must outlive it.
class TimeReader {
 public:
  using Found = std::optional<TimeMatch>;

  TimeReader(const Prepared& prepared, const TimeWords& words, const Calendar& calendar);

  // All expressions, in order of place.
  std::vector<news::Time> Run();

 private:
  struct Amount {
    int count = 0;         // kUncounted for one nobody counts
    std::size_t next = 0;  // the token after it
    bool half = false;     // and a half
  };
  static constexpr int kNone = -1;
  static constexpr int kUncounted = -1;

  bool Is(std::size_t at, TimeKind kind) const { return at < last_ && known_[at] != nullptr && known_[at]->Is(kind); }
  int Number(std::size_t at, TimeKind kind) const { return known_[at]->Number(kind); }
  std::string_view Value(std::size_t at, TimeKind kind) const { return known_[at]->Value(kind); }
  bool IsWord(std::size_t at, std::string_view word) const { return at < last_ && lower_[at] == word; }
  bool Before(std::size_t at, std::string_view word) const { return at > first_ && lower_[at - 1] == word; }
  bool Capital(std::size_t at) const { return prepared_.tokens[at].capitalised; }
  int DigitsAt(std::size_t at) const;
  // The longest phrase of the kind at the token; its tokens, and the word.
  std::pair<std::size_t, const TimeWord*> Phrase(std::size_t at, TimeKind kind) const;
  Amount Count(std::size_t at) const;
  // A year in digits or words, and the token after it; kNone where there is none.
  std::pair<int, std::size_t> YearFrom(std::size_t at) const;
  int DayOfMonth(std::size_t at) const;
  std::size_t AfterMonth(std::size_t at) const;
  // Is what stands at the token told as to come?
  bool ToCome(std::size_t at) const;

  bool OnlyClock(std::size_t from, std::size_t to) const;

  // The grammars. Those named after "the" are read behind it alone.
  Found At(std::size_t at) const;
  Found Core(std::size_t at) const;
  Found AfterThe(std::size_t at) const;
  Found StretchAfterThe(std::size_t at) const;  // but for what ends it: one end of it is enough
  Found WholeAfterThe(std::size_t at) const;
  Found Ends(std::size_t at) const;       // end of 1994
  Found Written(std::size_t at) const;    // 2013-03-22, 10/26/89
  Found MonthDay(std::size_t at) const;   // March 3, 2013; 3 March; March
  Found Weekday(std::size_t at) const;    // Friday; Friday night; Friday, March 3
  Found Day(std::size_t at) const;        // today; yesterday morning; tonight
  Found Holiday(std::size_t at) const;    // Christmas Day
  Found Clock(std::size_t at) const;      // 10 a.m.; 3:30 p.m. EST; noon
  Found Year(std::size_t at) const;       // 1956; nineteen fifty-six
  Found Decade(std::size_t at) const;     // 1970s
  Found Century(std::size_t at) const;    // 20th century
  Found Quarter(std::size_t at) const;    // third quarter; first quarter of 1989
  Found Counted(std::size_t at) const;    // five years; several weeks ago; a year earlier
  Found Uncounted(std::size_t at) const;  // (for) years
  Found Span(std::size_t at) const;       // past five years; first nine months
  Found Shifted(std::size_t at) const;    // last year; this morning; next Friday
  Found ShiftedUnit(std::size_t at, int shift) const;
  Found ShiftedName(std::size_t at, int shift, bool current) const;
  Found SeasonOf(std::size_t at) const;   // winter of 1994
  Found Set(std::size_t at) const;        // daily
  Found Reference(std::size_t at) const;  // now
  Found Earlier(std::size_t at) const;    // year-earlier; year-ago quarter
  Found Hyphened(std::size_t at) const;   // third-quarter; five-year; mid-March

  Found WithPart(std::size_t next, const std::string& day) const;
  Found OnDay(std::size_t end, const std::string& time) const;
  Found MonthOnly(std::size_t month_at, std::size_t next, int day) const;
  static std::string Duration(const Amount& amount, std::string_view unit);
  std::string Shift(int count, std::string_view unit) const;
  // What "a year earlier" is: where a report compares quarters, the same quarter of the year before.
  std::string YearEarlier() const;
  std::string LatestQuarter() const { return quarter_.empty() ? calendar_.Quarter(-1) : quarter_; }

  const Prepared& prepared_;
  const TimeWords& words_;
  const Calendar& calendar_;
  std::vector<std::string> lower_;
  std::vector<const TimeWord*> known_;
  std::size_t first_ = 0;  // of the sentence
  std::size_t last_ = 0;
  bool money_ = false;   // the sentence has amounts
  std::string quarter_;  // that the text speaks of, `1989-Q3`
};

}  // namespace headwater::annotate
