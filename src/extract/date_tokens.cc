// Looks at tokens and at what stands between them.
#include "extract/date_tokens.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/calendars.h"

namespace headwater::extract {
namespace {

// What may stand between the parts of one date: beside ASCII the no-break space, the right-to-left mark, the
// non-joiner, the Arabic comma and the apostrophe.
constexpr std::array<std::string_view, 10> kJoints{" ", ".", ",", "-", "'", "\u00A0", "\u200F", "\u200C", "،", "’"};

constexpr int kThaiYears = 543;
constexpr int kThaiCentury = 1957;  // "67" is 2567, which is 2024

}  // namespace

bool DateTokens::Joined(std::size_t at) const {
  if (!Has(at) || at == 0) {
    return false;
  }
  std::string_view gap = Gap(at);
  if (gap.size() > 5) {
    return false;
  }
  while (!gap.empty()) {
    const auto* const piece = std::ranges::find_if(kJoints, [gap](std::string_view j) { return gap.starts_with(j); });
    if (piece == kJoints.end()) {
      return false;
    }
    gap.remove_prefix(piece->size());
  }
  return true;
}

bool DateTokens::Dashed(std::size_t at) const {
  if (!Has(at) || at == 0) {
    return false;
  }
  const std::string_view sign = Trim(Gap(at));
  return sign == "-" || sign == "–" || sign == "—" || sign == ". –" || sign == ".–" || sign == ".-";
}

bool DateTokens::PartOfNumber(std::size_t at) const {
  const auto digits = [&](std::size_t token) { return token < tokens_.size() && tokens_[token].number >= 0; };
  const bool before = at > 0 && digits(at - 1) && (Gap(at) == "," || Gap(at) == ":");
  const bool after = digits(at + 1) && (Gap(at + 1) == "," || Gap(at + 1) == ":");
  return before || after;
}

MonthFound DateTokens::Month(std::size_t at) const {
  MonthFound best;
  std::string key;
  for (std::size_t count = 1; count <= tables::kMonthWords && Has(at + count - 1) && tokens_[at].number < 0; ++count) {
    if (count > 1 && !Joined(at + count - 1)) {
      break;
    }
    key += (count == 1 ? "" : " ") + tokens_[at + count - 1].folded;
    const std::size_t begin = tokens_[at].begin;
    const auto name = tables::MonthOf(key, language_, text_.substr(begin, tokens_[at + count - 1].end - begin));
    if (name.number != 0 && (name.own || !name.brief || language_.empty() || language_ == "en")) {
      best = {name.number, count, name.calendar};
    }
  }
  if (best.number == 0 && Has(at + 1) && tokens_[at + 1].number >= 1 && tokens_[at + 1].number <= 12 &&
      DateWords().At(DateWord::kMonthWord, tokens_, at).tokens == 1) {
    best = {static_cast<unsigned>(tokens_[at + 1].number), 2, tables::Calendar::kGregorian};
  }
  // "مايو/أيار"
  if (const std::size_t next = at + best.tokens; best.number != 0 && Has(next) && Gap(next) == "/") {
    const MonthFound again = Month(next, best.number);
    best.tokens += again.tokens;
  }
  return best;
}

MonthFound DateTokens::Month(std::size_t at, unsigned number) const {
  std::string key;
  MonthFound found;
  for (std::size_t count = 1; count <= tables::kMonthWords && Has(at + count - 1); ++count) {
    key += (count == 1 ? "" : " ") + tokens_[at + count - 1].folded;
    if (tables::MonthOf(key, language_).number == number) {
      found = {number, count, tables::Calendar::kGregorian};
    }
  }
  return found;
}

int DateTokens::YearNumber(std::size_t at, tables::Calendar calendar) const {
  if (!Has(at) || tokens_[at].number < 0 || PartOfNumber(at)) {
    return 0;
  }
  const int number = tokens_[at].number;
  if (calendar == tables::Calendar::kBuddhist) {
    if (Width(at) == 2 && number >= 40) {
      return number + kThaiCentury;
    }
    return IsYearOf(calendar, number) ? number - kThaiYears : IsYear(at) ? number : 0;
  }
  return Width(at) == 4 && IsYearOf(calendar, number) ? number : 0;
}

}  // namespace headwater::extract
