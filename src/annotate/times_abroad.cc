// Dates by the shape that most languages share, the rest by phrases.
#include "annotate/times_abroad.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "annotate/time_phrases.h"
#include "tables/months.h"
#include "text/words.h"

namespace headwater::annotate {
namespace {

using news::TimeType;

constexpr int kFirstYear = 1700;
constexpr int kLastYear = 2100;

struct Match {
  std::size_t end = 0;  // token
  std::string value;
  TimeType type = TimeType::kDate;
};
using Found = std::optional<Match>;

int Digits(std::string_view word) {
  int number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc() && read.ptr == word.data() + word.size() ? number : -1;
}

class Reader {
 public:
  Reader(const Prepared& prepared, const Calendar& calendar)
      : prepared_(prepared), calendar_(calendar), phrases_(TimePhrases::Of(prepared.language)) {
    folded_.reserve(prepared.tokens.size());
    for (const Token& token : prepared.tokens) {
      folded_.push_back(token.word ? text::Fold(prepared.Word(token)) : std::string(prepared.Word(token)));
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
  struct Month {
    int number = 0;
    std::size_t end = 0;
    bool brief = false;
  };

  bool Inside(std::size_t at) const { return at < last_; }
  bool Is(std::size_t at, std::string_view word) const { return Inside(at) && folded_[at] == word; }
  int NumberAt(std::size_t at) const { return Inside(at) ? Digits(folded_[at]) : -1; }
  int DayAt(std::size_t at) const {
    const int day = NumberAt(at);
    return day >= 1 && day <= 31 && folded_[at].size() <= 2 ? day : 0;
  }
  int YearAt(std::size_t at) const {
    const int year = NumberAt(at);
    return year >= kFirstYear && year < kLastYear && folded_[at].size() == 4 ? year : 0;
  }
  bool IsYearWord(std::size_t at) const {
    return Inside(at) && phrases_ != nullptr && phrases_->IsYearWord(folded_[at]);
  }
  // Over what joins the parts of a date: a point, a comma, "de".
  std::size_t OverJoint(std::size_t at) const {
    for (int i = 0; i < 2 && Inside(at); ++i) {
      const bool joint = folded_[at] == "." || folded_[at] == "," || TimePhrases::Joins(folded_[at]);
      at += joint ? 1 : 0;
    }
    return at;
  }

  Found At(std::size_t at) const {
    const Token& token = prepared_.tokens[at];
    if (token.number) {
      if (auto match = InFigures(at)) {
        return match;
      }
      if (auto match = YearFirst(at)) {
        return match;
      }
      if (auto match = DayFirst(at)) {
        return match;
      }
    }
    if (auto match = Phrase(at)) {
      return match;
    }
    if (token.word) {
      return MonthAlone(at);
    }
    return Year(at);
  }

  // 12.01.2022, 12/01/2022, 2022-01-12, 2022年3月7日
  Found InFigures(std::size_t at) const {
    const std::string& word = folded_[at];
    std::array<int, 3> part{};
    std::size_t parts = 0;
    std::string_view rest = word;
    const char mark = word.find('-') != std::string::npos ? '-' : '.';
    while (!rest.empty() && parts < part.size()) {
      const std::size_t end = std::min(rest.find(mark), rest.size());
      part[parts++] = Digits(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (parts == 3 && rest.empty()) {
      return mark == '-' ? Date(part[0], part[1], part[2], at + 1) : Date(part[2], part[1], part[0], at + 1);
    }
    if (Is(at + 1, "/") && Is(at + 3, "/")) {
      return Date(YearAt(at + 4), NumberAt(at + 2), DayAt(at), at + 5);
    }
    return Chinese(at);
  }

  // 2022年3月7日, 3月7日, 2022年
  Found Chinese(std::size_t at) const {
    const bool year = Is(at + 1, "年");
    const std::size_t month_at = year ? at + 2 : at;
    const int month = Is(month_at + 1, "月") ? NumberAt(month_at) : 0;
    const int day = month > 0 && (Is(month_at + 3, "日") || Is(month_at + 3, "号")) ? DayAt(month_at + 2) : 0;
    if (month > 0 && month <= 12) {
      const std::size_t end = month_at + (day > 0 ? 4 : 2);
      if (!year) {
        return Match{end, calendar_.NearestMonth(month, day, 0), TimeType::kDate};
      }
      return YearAt(at) > 0
                 ? (day > 0 ? Date(YearAt(at), month, day, end)
                            : Found(Match{end, fmt::format("{:04}-{:02}", YearAt(at), month), TimeType::kDate}))
                 : std::nullopt;
    }
    return year && YearAt(at) > 0 ? Found(Match{at + 2, std::to_string(YearAt(at)), TimeType::kDate}) : std::nullopt;
  }

  static Found Date(int year, int month, int day, std::size_t end) {
    const bool sound = year >= kFirstYear && year < kLastYear && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return sound ? Found(Match{end, fmt::format("{:04}-{:02}-{:02}", year, month, day), TimeType::kDate})
                 : std::nullopt;
  }

  Month MonthAt(std::size_t at) const {
    std::string words;
    Month found;
    for (std::size_t end = at; end < at + tables::kMonthWords && Inside(end) && prepared_.tokens[end].word; ++end) {
      words += (end > at ? " " : "") + folded_[end];
      const std::size_t begin = prepared_.tokens[at].begin;
      const auto name =
          tables::MonthOf(words, prepared_.language, prepared_.text.substr(begin, prepared_.tokens[end].end - begin));
      if (name.number > 0 && name.own && name.calendar == tables::Calendar::kGregorian) {
        found = {static_cast<int>(name.number), end + 1, name.brief};
      }
    }
    return found;
  }

  // 12 січня 2022 року, 12. Januar, 1 de enero de 2022
  Found DayFirst(std::size_t at) const {
    const int day = DayAt(at);
    const Month month = day > 0 ? MonthAt(OverJoint(at + 1)) : Month();
    if (month.number == 0) {
      return std::nullopt;
    }
    const std::size_t year_at = OverJoint(month.end);
    if (YearAt(year_at) > 0) {
      return Date(YearAt(year_at), month.number, day, OverYearWord(year_at + 1));
    }
    return Match{month.end, calendar_.NearestMonth(month.number, day, 0), TimeType::kDate};
  }

  std::size_t OverYearWord(std::size_t at) const { return IsYearWord(at) ? at + 1 : at; }

  // 2022. gada 12. janvārī, 2022 m. sausio 12 d.; 2022 gada, 2022 году
  Found YearFirst(std::size_t at) const {
    const int year = YearAt(at);
    if (year == 0) {
      return std::nullopt;
    }
    std::size_t next = Is(at + 1, ".") && IsYearWord(at + 2) ? at + 2 : at + 1;
    const std::size_t after = OverYearWord(next);
    next = OverJoint(after);
    const int day = DayAt(next);
    const Month later = MonthAt(day > 0 ? OverJoint(next + 1) : next);
    if (later.number > 0 && day > 0) {
      return Date(year, later.number, day, later.end);
    }
    const int trailing = later.number > 0 ? DayAt(later.end) : 0;
    if (trailing > 0) {
      return Date(year, later.number, trailing, later.end + 1);
    }
    if (later.number > 0 && !later.brief) {
      return Match{later.end, fmt::format("{:04}-{:02}", year, later.number), TimeType::kDate};
    }
    return after > at + 1 ? Found(Match{after, std::to_string(year), TimeType::kDate}) : Year(at);
  }

  // A year alone, behind a word that opens one.
  Found Year(std::size_t at) const {
    if (YearAt(at) == 0 || at == first_) {
      return std::nullopt;
    }
    const bool opened = TimePhrases::OpensYear(folded_[at - 1]) || IsYearWord(at - 1) ||
                        (at > first_ + 1 && TimePhrases::OpensYear(folded_[at - 2] + " " + folded_[at - 1]));
    return opened ? Found(Match{at + 1, folded_[at], TimeType::kDate}) : std::nullopt;
  }

  // enero de 2022; в январе
  Found MonthAlone(std::size_t at) const {
    const Month month = MonthAt(at);
    if (month.number == 0) {
      return std::nullopt;
    }
    const std::size_t year_at = OverJoint(month.end);
    if (const int year = YearAt(year_at); year > 0) {
      return Match{OverYearWord(year_at + 1), fmt::format("{:04}-{:02}", year, month.number), TimeType::kDate};
    }
    if (month.brief) {
      return std::nullopt;
    }
    return Match{month.end, calendar_.NearestMonth(month.number, 0, 0), TimeType::kDate};
  }

  // The longest phrase of the tables that begins at the token.
  Found Phrase(std::size_t at) const {
    if (phrases_ == nullptr) {
      return std::nullopt;
    }
    if (const int shift = phrases_->Shift(folded_[at]); shift != 0 && Inside(at + 1)) {
      const TimePhrase* const day = phrases_->Find(folded_[at + 1]);
      if (day != nullptr && day->kind == TimePhraseKind::kWeekday) {
        return Match{at + 2, calendar_.Weekday(day->value, shift), TimeType::kDate};
      }
    }
    if (!phrases_->Begins(folded_[at]) && !(phrases_->Begins("#") && CountAt(at) > 0)) {
      return std::nullopt;
    }
    std::string words;
    int count = 0;
    Found longest;
    for (std::size_t end = at; end < at + TimePhrases::kMostWords && Inside(end); ++end) {
      const int number = CountAt(end);
      count = number > 0 ? number : count;
      const bool plain = phrases_->Find(words + (end > at ? " " : "") + folded_[end]) != nullptr;
      words += (end > at ? " " : "") + (number > 0 && !plain ? "#" : folded_[end]);
      if (const TimePhrase* const phrase = phrases_->Find(words)) {
        longest = Said(*phrase, count, end + 1);
      }
    }
    return longest;
  }

  int CountAt(std::size_t at) const {
    const int digits = folded_[at].size() <= 3 ? NumberAt(at) : -1;
    return digits > 0 ? digits : phrases_->Number(folded_[at]);
  }

  Found Said(const TimePhrase& phrase, int count, std::size_t end) const {
    switch (phrase.kind) {
      case TimePhraseKind::kDay:
        return Match{end, calendar_.Day(phrase.value), TimeType::kDate};
      case TimePhraseKind::kWeek:
        return Match{end, calendar_.Week(phrase.value), TimeType::kDate};
      case TimePhraseKind::kMonth:
        return Match{end, calendar_.Month(phrase.value), TimeType::kDate};
      case TimePhraseKind::kYear:
        return Match{end, calendar_.Year(phrase.value), TimeType::kDate};
      case TimePhraseKind::kLastWeekday:
        return Match{end, calendar_.Weekday(phrase.value, -1), TimeType::kDate};
      case TimePhraseKind::kNextWeekday:
        return Match{end, calendar_.Weekday(phrase.value, 1), TimeType::kDate};
      case TimePhraseKind::kWeekday:
        return Match{end, calendar_.Weekday(phrase.value, 0), TimeType::kDate};
      case TimePhraseKind::kAgo:
        return Ago(phrase, phrase.value >= 0 ? phrase.value : count, end);
    }
    return std::nullopt;
  }

  Found Ago(const TimePhrase& phrase, int count, std::size_t end) const {
    if (count == 0) {
      return phrase.unit == "TS" ? Found(Match{end, "PRESENT_REF", TimeType::kDate}) : std::nullopt;
    }
    if (phrase.unit.empty() || phrase.unit.front() == 'T') {
      return phrase.unit.empty()
                 ? std::nullopt
                 : Found(Match{end, fmt::format("PT{}{}", count, phrase.unit.substr(1)), TimeType::kDuration});
    }
    const std::string value = phrase.unit == "D"   ? calendar_.Day(-count)
                              : phrase.unit == "W" ? calendar_.Week(-count)
                              : phrase.unit == "M" ? calendar_.Month(-count)
                                                   : calendar_.Year(-count);
    return Match{end, value, TimeType::kDate};
  }

  const Prepared& prepared_;
  const Calendar& calendar_;
  const TimePhrases* phrases_;
  std::vector<std::string> folded_;
  std::size_t first_ = 0;  // of the sentence
  std::size_t last_ = 0;
};

}  // namespace

std::vector<news::Time> FindTimesAbroad(const Prepared& prepared, const Calendar& calendar) {
  return Reader(prepared, calendar).Run();
}

}  // namespace headwater::annotate
