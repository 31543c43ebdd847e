// Reading dates out of tokens.
#include "extract/date_phrase.h"

#include <algorithm>

#include "extract/date_words.h"

namespace headwater::extract {
namespace {

class PhraseScan {
 public:
  PhraseScan(std::string_view text, const std::vector<Token>& tokens, bool day_first)
      : text_(text), tokens_(tokens), day_first_(day_first) {}

  std::optional<DatePhrase> At(std::size_t at) const {
    for (const auto way : {&PhraseScan::Numeric, &PhraseScan::Ideographic, &PhraseScan::DayFirst,
                           &PhraseScan::MonthFirst, &PhraseScan::BareYear, &PhraseScan::Shifted}) {
      if (std::optional<DatePhrase> phrase = (this->*way)(at)) {
        return Extended(*phrase);
      }
    }
    return std::nullopt;
  }

 private:
  bool Has(std::size_t at) const { return at < tokens_.size(); }

  // What stands between the token and the one before it.
  std::string_view Gap(std::size_t at) const {
    return text_.substr(tokens_[at - 1].end, tokens_[at].begin - tokens_[at - 1].end);
  }

  // Parts of one date are parted by blanks, a point, a comma or a dash, nothing else.
  bool Joined(std::size_t at) const {
    if (!Has(at) || at == 0) {
      return false;
    }
    const std::string_view gap = Gap(at);
    return gap.size() <= 3 && gap.find_first_not_of(" .,-'") == std::string_view::npos;
  }

  bool Dashed(std::size_t at) const {
    if (!Has(at) || at == 0) {
      return false;
    }
    const std::string_view sign = Trim(Gap(at));
    return sign == "-" || sign == "–" || sign == "—" || sign == ". –" || sign == ".–" || sign == ".-";
  }

  bool IsDay(std::size_t at) const {
    return Has(at) && tokens_[at].number >= 1 && tokens_[at].number <= 31 && Width(at) <= 2 && !PartOfNumber(at);
  }
  bool IsYear(std::size_t at) const {
    return Has(at) && tokens_[at].number >= 1900 && tokens_[at].number <= 2100 && Width(at) == 4 && !PartOfNumber(at);
  }
  std::size_t Width(std::size_t at) const { return tokens_[at].end - tokens_[at].begin; }

  // "1,200", "3.5", "14:05".
  bool PartOfNumber(std::size_t at) const {
    const auto digits = [&](std::size_t token) { return token < tokens_.size() && tokens_[token].number >= 0; };
    const bool before = at > 0 && digits(at - 1) && (Gap(at) == "," || Gap(at) == ":");
    const bool after = digits(at + 1) && (Gap(at + 1) == "," || Gap(at + 1) == ":");
    return before || after;
  }

  unsigned Month(std::size_t at) const { return Has(at) ? DateWords().Month(tokens_[at].folded) : 0; }

  std::size_t Skip(DateWord kind, std::size_t at) const {
    return Has(at) ? at + DateWords().At(kind, tokens_, at).tokens : at;
  }

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

  // 2024-05-20, 20.05.2024, 20/05/2024 where it cannot be May 20th the other way round.
  std::optional<DatePhrase> Numeric(std::size_t at) const {
    if (!Has(at + 2) || tokens_[at].number < 0 || tokens_[at + 1].number < 0 || tokens_[at + 2].number < 0 ||
        Gap(at + 1) != Gap(at + 2) || Gap(at + 1).size() != 1) {
      return std::nullopt;
    }
    const char sign = Gap(at + 1).front();
    DateParts parts{tokens_[at].number, static_cast<unsigned>(tokens_[at + 1].number),
                    static_cast<unsigned>(tokens_[at + 2].number)};
    if (!IsYear(at)) {
      parts = {tokens_[at + 2].number, parts.month, static_cast<unsigned>(tokens_[at].number)};
      const bool surely = day_first_ || sign == '.' || parts.day > 12 || parts.day == parts.month;
      if (!IsYear(at + 2) || !surely) {
        return std::nullopt;
      }
    }
    if ((sign != '-' && sign != '.' && sign != '/') || parts.month < 1 || parts.month > 12 || parts.day < 1 ||
        parts.day > 31) {
      return std::nullopt;
    }
    return Made(at, at + 3, parts, parts);
  }

  // 2024年5月20日, 5月20日, 2024年.
  std::optional<DatePhrase> Ideographic(std::size_t at) const {
    DateParts parts;
    std::size_t next = at;
    const auto take = [&](std::string_view sign, std::string_view other) {
      const bool there = Has(next + 1) && tokens_[next].number > 0 &&
                         (tokens_[next + 1].folded == sign || tokens_[next + 1].folded == other);
      const int value = there ? tokens_[next].number : 0;
      next += there ? 2 : 0;
      return value;
    };
    parts.year = take("年", "년");
    parts.month = static_cast<unsigned>(take("月", "월"));
    parts.day = static_cast<unsigned>(take("日", "일"));
    const bool sound = (parts.year == 0 || (parts.year >= 1900 && parts.year <= 2100)) && parts.month <= 12 &&
                       parts.day <= 31 && (parts.year != 0 || (parts.month != 0 && parts.day != 0));
    if (next == at || !sound) {
      return std::nullopt;
    }
    return Made(at, next, parts, parts);
  }

  // The year after a date, with "of" or its like between; moves `next` past it.
  int YearAfter(std::size_t& next) const {
    std::size_t at = next;
    if (Joined(at)) {
      const std::size_t skipped = Skip(DateWord::kOf, at);
      at = skipped > at && Joined(skipped) ? skipped : at;
    }
    if (!Joined(at) || !IsYear(at)) {
      return 0;
    }
    next = at + 1;
    return tokens_[at].number;
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
      if (const unsigned day = DayAt(after); day != 0 && MonthJoined(after) != 0) {
        to.day = day;
        next = after;
      }
    }
    const unsigned month = MonthJoined(next);
    if (month == 0) {
      return std::nullopt;
    }
    next = SkipJoined(DateWord::kOf, next) + 1;
    from.month = to.month = month;
    if (to.day == from.day) {
      std::size_t later = next;
      if (RangeAt(later)) {
        later = SkipJoined(DateWord::kOf, later);
        std::size_t after = later;
        const unsigned day = DayAt(after);
        if (const unsigned other = day == 0 ? 0 : MonthJoined(after); other != 0) {
          to = {0, other, day};
          next = SkipJoined(DateWord::kOf, after) + 1;
        }
      }
    }
    from.year = to.year = YearAfter(next);
    if (from.year != 0 && to.month < from.month) {
      --from.year;
    }
    return Made(at, next, from, to);
  }

  unsigned MonthJoined(std::size_t at) const {
    if (!Joined(at)) {
      return 0;
    }
    return Month(SkipJoined(DateWord::kOf, at));
  }

  // May 20, 2024; May 2024; January 20 to January 24; Feb. 3-8; March last year.
  std::optional<DatePhrase> MonthFirst(std::size_t at) const {
    const unsigned month = Month(at);
    if (month == 0) {
      return std::nullopt;
    }
    std::size_t next = at + 1;
    DateParts from{0, month, 0};
    if (Joined(next)) {
      from.day = DayAt(next);
    }
    DateParts to = from;
    if (from.day != 0) {
      std::size_t second = next;
      if (RangeAt(second)) {
        const unsigned other = Month(second);
        std::size_t after = other == 0 ? second : second + 1;
        if (const unsigned day = other == 0 || Joined(after) ? DayAt(after) : 0;
            day != 0 && (other != 0 || day > from.day) && (other != 0 || MonthJoined(after) == 0)) {
          to = {0, other == 0 ? month : other, day};
          next = after;
        }
      }
    }
    from.year = to.year = YearAfter(next);
    if (from.year != 0 && to.month < from.month) {
      --from.year;
    }
    if (from.day == 0 && from.year == 0) {
      return MonthOfShiftedYear(at);
    }
    return Made(at, next, from, to);
  }

  std::optional<DatePhrase> MonthOfShiftedYear(std::size_t at) const {
    const std::size_t next = SkipJoined(DateWord::kOf, at + 1);
    if (!Joined(next)) {
      return std::nullopt;
    }
    const DateWordFound shift = DateWords().At(DateWord::kShift, tokens_, next);
    if (shift.tokens == 0) {
      return std::nullopt;
    }
    DatePhrase phrase = Made(at, next + shift.tokens, {0, Month(at), 0}, {0, Month(at), 0});
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

  std::string_view text_;
  const std::vector<Token>& tokens_;
  bool day_first_;
};

}  // namespace

std::vector<DatePhrase> FindDatePhrases(std::string_view text, const std::vector<Token>& tokens, bool day_first) {
  const PhraseScan scan(text, tokens, day_first);
  std::vector<DatePhrase> phrases;
  for (std::size_t at = 0; at < tokens.size();) {
    std::optional<DatePhrase> phrase = scan.At(at);
    if (!phrase) {
      ++at;
      continue;
    }
    at = std::max(phrase->end_token, at + 1);
    phrases.push_back(*phrase);
  }
  return phrases;
}

}  // namespace headwater::extract
