// Reading dates out of tokens.
#include "extract/date_phrase.h"

#include <algorithm>
#include <array>

#include "extract/calendars.h"
#include "extract/date_tokens.h"
#include "extract/date_words.h"
#include "tables/months.h"

namespace headwater::extract {
namespace {

class PhraseScan : private DateTokens {
 public:
  PhraseScan(std::string_view text, const std::vector<Token>& tokens, bool day_first, std::string_view language)
      : DateTokens(text, tokens, language), day_first_(day_first) {}

  std::optional<DatePhrase> At(std::size_t at) const {
    for (const auto way :
         {&PhraseScan::Numeric, &PhraseScan::Ideographic, &PhraseScan::YearFirst, &PhraseScan::DayFirst,
          &PhraseScan::MonthFirst, &PhraseScan::BareYear, &PhraseScan::Shifted}) {
      if (std::optional<DatePhrase> phrase = (this->*way)(at)) {
        return Extended(*phrase);
      }
    }
    return std::nullopt;
  }

 private:
  DatePhrase Made(std::size_t first, std::size_t end, DateParts from, DateParts to) const {
    DatePhrase phrase;
    phrase.first_token = first;
    phrase.end_token = end;
    phrase.begin = tokens_[first].begin;
    phrase.end = tokens_[end - 1].end;
    phrase.from = from;
    phrase.to = to;
    return phrase;
  }

  // 2024-05-20, 20.05.2024, "20. 5. 2024", 20/05/2024 where it cannot be May 20th the other way round; years of other
  // calendars by their size and by the digits or the language.
  std::optional<DatePhrase> Numeric(std::size_t at) const {
    if (!Has(at + 2) || tokens_[at].number < 0 || tokens_[at + 1].number < 0 || tokens_[at + 2].number < 0) {
      return std::nullopt;
    }
    const std::string_view between = Gap(at + 1);
    if (between != Gap(at + 2) || (between != "-" && between != "." && between != "/" && between != ". ")) {
      return std::nullopt;
    }
    const bool year_first = Width(at) == 4;
    const std::size_t year_at = year_first ? at : at + 2;
    const tables::Calendar calendar = CalendarOf(year_at);
    DateParts parts{YearNumber(year_at, calendar), static_cast<unsigned>(tokens_[at + 1].number),
                    static_cast<unsigned>(tokens_[year_first ? at + 2 : at].number)};
    const bool surely = year_first || day_first_ || between.front() == '.' || parts.day > 12 ||
                        parts.day == parts.month || calendar != tables::Calendar::kGregorian;
    if (Width(year_at) != 4 || parts.year == 0 || !surely || parts.month < 1 || parts.month > 12 || parts.day < 1 ||
        parts.day > 31) {
      return std::nullopt;
    }
    return Converted(Made(at, at + 3, parts, parts), calendar);
  }

  // Whose years the number at the token counts.
  tables::Calendar CalendarOf(std::size_t at) const {
    using tables::Calendar;
    const int number = tokens_[at].number;
    if (IsYearOf(Calendar::kGregorian, number) || number < 0) {
      return Calendar::kGregorian;
    }
    if (IsYearOf(Calendar::kBuddhist, number)) {
      return language_.empty() || language_ == "th" ? Calendar::kBuddhist : Calendar::kGregorian;
    }
    const std::string_view written = text_.substr(tokens_[at].begin);
    if (language_ == "fa" || written.starts_with("۱")) {
      return Calendar::kPersian;
    }
    return language_ == "ar" || written.starts_with("١") ? Calendar::kIslamic : Calendar::kGregorian;
  }

  // With Gregorian days for those of another calendar; nothing where these need a year that is not there.
  static std::optional<DatePhrase> Converted(DatePhrase phrase, tables::Calendar calendar) {
    using tables::Calendar;
    if (calendar != Calendar::kPersian && calendar != Calendar::kIslamic) {
      return phrase;
    }
    const auto convert = [calendar](DateParts& parts, unsigned day) {
      const auto date = GregorianDay(calendar, parts.year, parts.month, day);
      if (date) {
        parts = {static_cast<int>(date->year()), static_cast<unsigned>(date->month()),
                 static_cast<unsigned>(date->day())};
      }
      return date.has_value();
    };
    const unsigned last =
        phrase.to.day != 0 ? phrase.to.day : LastDayOfMonth(calendar, phrase.to.year, phrase.to.month);
    const bool whole = convert(phrase.from, std::max(phrase.from.day, 1U)) && convert(phrase.to, last);
    return whole ? std::optional(phrase) : std::nullopt;
  }

  // 2024年5月20日, 5月20日, 2024年.
  std::optional<DatePhrase> Ideographic(std::size_t at) const {
    DateParts parts;
    const DateWordFound era = DateWords().At(DateWord::kEra, tokens_, at);
    std::size_t next = at + era.tokens;
    const auto take = [&](std::string_view sign, std::string_view other) {
      // What hangs on to a Korean sign is a particle.
      const std::string_view sign_here = Has(next + 1) ? text_.substr(tokens_[next + 1].begin) : std::string_view();
      const bool there = !sign_here.empty() && tokens_[next].number > 0 && Trim(Gap(next + 1)).empty() &&
                         (sign_here.starts_with(sign) || sign_here.starts_with(other) ||
                          (sign == "日" && (sign_here.starts_with("号") || sign_here.starts_with("號"))));
      const int value = there ? tokens_[next].number : 0;
      next += there ? 2 : 0;
      return value;
    };
    parts.year = take("年", "년");
    parts.year += parts.year > 0 && parts.year < 200 ? era.value : 0;
    parts.month = static_cast<unsigned>(take("月", "월"));
    parts.day = static_cast<unsigned>(take("日", "일"));
    const bool sound = (parts.year == 0 || (parts.year >= 1900 && parts.year <= 2100)) && parts.month <= 12 &&
                       parts.day <= 31 && (parts.year != 0 || (parts.month != 0 && parts.day != 0));
    if (next == at + era.tokens || !sound) {
      return std::nullopt;
    }
    return Made(at, next, parts, parts);
  }

  // The year after a date, with "of" or its like between; moves `next` past it.
  int YearAfter(std::size_t& next, tables::Calendar calendar = tables::Calendar::kGregorian) const {
    std::size_t at = next;
    for (int words = 0; words < 2 && Joined(at); ++words) {
      const std::size_t skipped = Skip(DateWord::kOf, at);
      at = skipped > at && Joined(skipped) ? skipped : at;
    }
    const int year = Joined(at) ? YearNumber(at, calendar) : 0;
    next = year == 0 ? next : at + 1;
    return year;
  }

  // 2024. május 14., 2024 m. gegužės 14 d., 2024. gada 14. maijā.
  std::optional<DatePhrase> YearFirst(std::size_t at) const {
    if (!IsYear(at)) {
      return std::nullopt;
    }
    std::size_t next = SkipJoined(DateWord::kYearWord, at + 1);
    if (!Joined(next) || (Gap(next).find('.') != std::string_view::npos && tokens_[next].capital)) {
      return std::nullopt;
    }
    DateParts parts{tokens_[at].number, 0, 0};
    std::size_t day = next;
    if (const MonthFound month = Month(next); month.number != 0) {
      parts.month = month.number;
      next += month.tokens;
      day = next;
      parts.day = Joined(day) ? DayAt(day) : 0;
    } else if (parts.day = DayAt(day); parts.day != 0 && Joined(day)) {
      const MonthFound behind = Month(day);
      parts.month = behind.number;
      day += behind.tokens;
    }
    if (parts.month == 0 || parts.day == 0) {
      return std::nullopt;
    }
    return Made(at, day, parts, parts);
  }

  // A day with its ordinal ending; moves `next` past both.
  unsigned DayAt(std::size_t& next) const {
    if (!IsDay(next)) {
      return 0;
    }
    const auto day = static_cast<unsigned>(tokens_[next].number);
    ++next;
    if (Has(next) && Gap(next).find_first_not_of('-') == std::string_view::npos) {
      next = Skip(DateWord::kOrdinal, next);
    }
    return day;
  }

  bool RangeAt(std::size_t& next) const {
    if (Dashed(next)) {
      return true;
    }
    const std::size_t skipped = Joined(next) ? Skip(DateWord::kRange, next) : next;
    if (skipped == next || !Joined(skipped)) {
      return false;
    }
    next = skipped;
    return true;
  }

  std::size_t SkipJoined(DateWord kind, std::size_t at) const {
    const std::size_t skipped = Joined(at) ? Skip(kind, at) : at;
    return skipped > at && Joined(skipped) ? skipped : at;
  }

  // 20 May 2024, 20. Mai, 20 de mayo de 2024, 20 мая; 20-24 January, from 20 January to 24 January.
  std::optional<DatePhrase> DayFirst(std::size_t at) const {
    std::size_t next = at;
    DateParts from{0, 0, DayAt(next)};
    if (from.day == 0) {
      return std::nullopt;
    }
    DateParts to = from;
    std::size_t second = next;
    if (RangeAt(second)) {
      second = SkipJoined(DateWord::kOf, second);
      std::size_t after = second;
      if (const unsigned day = DayAt(after); day != 0 && MonthJoined(after).number != 0) {
        to.day = day;
        next = after;
      }
    }
    const MonthFound month = MonthJoined(next);
    if (month.number == 0) {
      return std::nullopt;
    }
    next += month.tokens;
    from.month = to.month = month.number;
    if (to.day == from.day) {
      std::size_t later = next;
      if (RangeAt(later)) {
        later = SkipJoined(DateWord::kOf, later);
        std::size_t after = later;
        const unsigned day = DayAt(after);
        if (const MonthFound other = day == 0 ? MonthFound{} : MonthJoined(after); other.number != 0) {
          to = {0, other.number, day};
          next = after + other.tokens;
        }
      }
    }
    from.year = to.year = YearAfter(next, month.calendar);
    if (from.year != 0 && to.month < from.month) {
      --from.year;
    }
    return Converted(Made(at, next, from, to), month.calendar);
  }

  // The month behind a day, with its words ("of" and its like) counted.
  MonthFound MonthJoined(std::size_t at) const {
    if (!Joined(at)) {
      return {};
    }
    MonthFound found = Month(at);
    if (const std::size_t skipped = SkipJoined(DateWord::kOf, at); found.number == 0 && skipped > at) {
      found = Month(skipped);
      found.tokens += skipped - at;
    }
    return found;
  }

  // May 20, 2024; May 2024; January 20 to January 24; Feb. 3-8; March last year.
  std::optional<DatePhrase> MonthFirst(std::size_t at) const {
    const MonthFound month = Month(at);
    if (month.number == 0) {
      return std::nullopt;
    }
    std::size_t next = at + month.tokens;
    DateParts from{0, month.number, 0};
    if (Joined(next)) {
      from.day = DayAt(next);
    }
    DateParts to = from;
    if (from.day != 0) {
      std::size_t second = next;
      if (RangeAt(second)) {
        const MonthFound other = Month(second);
        std::size_t after = second + other.tokens;
        if (const unsigned day = other.number == 0 || Joined(after) ? DayAt(after) : 0;
            day != 0 && (other.number != 0 || (day > from.day && MonthJoined(after).number == 0))) {
          to = {0, other.number == 0 ? month.number : other.number, day};
          next = after;
        }
      }
    }
    from.year = to.year = YearAfter(next, month.calendar);
    if (from.year != 0 && to.month < from.month) {
      --from.year;
    }
    if (from.day == 0 && from.year == 0) {
      return MonthOfShiftedYear(at, month);
    }
    return Converted(Made(at, next, from, to), month.calendar);
  }

  std::optional<DatePhrase> MonthOfShiftedYear(std::size_t at, const MonthFound& month) const {
    const std::size_t next = SkipJoined(DateWord::kOf, at + month.tokens);
    if (!Joined(next)) {
      return std::nullopt;
    }
    const DateWordFound shift = DateWords().At(DateWord::kShift, tokens_, next);
    if (shift.tokens == 0) {
      return std::nullopt;
    }
    DatePhrase phrase = Made(at, next + shift.tokens, {0, month.number, 0}, {0, month.number, 0});
    phrase.shift = shift.value;
    return phrase;
  }

  std::optional<DatePhrase> BareYear(std::size_t at) const {
    if (!IsYear(at) || at == 0 || Trim(Gap(at)).size() > 1) {
      return std::nullopt;
    }
    const bool said = Before(DateWord::kSince, at) || Before(DateWord::kUntil, at) || Before(DateWord::kSeason, at) ||
                      Before(DateWord::kPart, at) || Before(DateWord::kUntilEnd, at);
    if (!said) {
      return std::nullopt;
    }
    const DateParts parts{tokens_[at].number, 0, 0};
    return Made(at, at + 1, parts, parts);
  }

  bool Before(DateWord kind, std::size_t at) const { return DateWords().Before(kind, tokens_, at).tokens > 0; }

  std::optional<DatePhrase> Shifted(std::size_t at) const {
    const DateWordFound shift = DateWords().At(DateWord::kShift, tokens_, at);
    if (shift.tokens == 0) {
      return std::nullopt;
    }
    DatePhrase phrase = Made(at, at + shift.tokens, {}, {});
    phrase.shift = shift.value;
    return phrase;
  }

  // Takes in the weekday, and the words that narrow the date or say how it stands in time.
  DatePhrase Extended(DatePhrase phrase) const {
    std::size_t first = phrase.first_token;
    const auto take = [&](DateWord kind) {
      // A sentence's end, or a bracket, parts what would otherwise belong together.
      if (first == 0 || Gap(first).find_first_of("!?;()\"") != std::string_view::npos) {
        return DateWordFound{};
      }
      const DateWordFound found = DateWords().Before(kind, tokens_, first);
      first -= found.tokens;
      return found;
    };
    phrase.weekday = static_cast<unsigned>(take(DateWord::kWeekday).value);
    if (phrase.weekday == 0) {
      phrase.weekday = static_cast<unsigned>(take(DateWord::kWeekdayShort).value);
    }
    if (take(DateWord::kUntilEnd).tokens > 0) {
      phrase.relation = DateRelation::kUntilEnd;
      phrase.begin = tokens_[first].begin;
      return phrase;
    }
    phrase.part = take(DateWord::kPart).value;
    phrase.season = phrase.from.month == 0 ? take(DateWord::kSeason).value : 0;
    phrase.part = phrase.part == 0 ? take(DateWord::kPart).value : phrase.part;
    if (const DateWordFound until = take(DateWord::kUntil); until.tokens > 0) {
      phrase.relation = until.value == 0 ? DateRelation::kUntil : DateRelation::kUntilEnd;
    } else if (take(DateWord::kSince).tokens > 0) {
      phrase.relation = DateRelation::kSince;
      take(DateWord::kUntil);
    } else {
      take(DateWord::kFrom);
    }
    phrase.begin = tokens_[first].begin;
    return phrase;
  }

  bool day_first_;
};

}  // namespace

std::vector<DatePhrase> FindDatePhrases(std::string_view text, const std::vector<Token>& tokens, bool day_first,
                                        std::string_view language) {
  const PhraseScan scan(text, tokens, day_first, language);
  std::vector<DatePhrase> phrases;
  for (std::size_t at = 0; at < tokens.size();) {
    std::optional<DatePhrase> phrase = scan.At(at);
    if (!phrase) {
      ++at;
      continue;
    }
    at = std::max(phrase->end_token, at + 1);
    // Words that narrow a date may stand between two: they are the first one's.
    if (!phrases.empty() && phrase->begin < phrases.back().end) {
      phrase->begin = std::max(tokens[phrase->first_token].begin, phrases.back().end);
    }
    if (phrase->begin < phrase->end) {
      phrases.push_back(*phrase);
    }
  }
  return phrases;
}

}  // namespace headwater::extract
