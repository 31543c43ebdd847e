// The words of data/date_words.tsv.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

enum class DateWord {
  kWeekday,
  kOrdinal,
  kOf,
  kRange,
  kFrom,
  kPart,
  kSeason,
  kShift,
  kAgo,
  kSince,
  kUntil,
  kUntilEnd,
  kFuture,
  kWill,
  kNow,
  kPast,
  kPastEnding,
  kPublished,
  kModified,
  kFill,
  kWeekdayShort,
  kMonthWord,
  kYearWord,
  kEra
};

// What a phrase of the tables says, and over how many tokens it goes; no tokens where none stands there.
struct DateWordFound {
  std::size_t tokens = 0;
  int value = 0;  // weekday 1 to 7, part 1 early 2 mid 3 late, season 1 spring 2 summer 3 autumn, shift -1 to 1
};

class DateTable {
 public:
  DateTable();

  // Whether it ends as words do that tell of the past in the language (ISO 639-1).
  bool EndsAsPast(const std::string& folded, std::string_view language) const;
  // The longest phrase that begins at the token.
  DateWordFound At(DateWord kind, const std::vector<Token>& tokens, std::size_t at) const;
  // The longest phrase that ends before the token.
  DateWordFound Before(DateWord kind, const std::vector<Token>& tokens, std::size_t at) const;

 private:
  static constexpr std::size_t kKinds = 24;
  static constexpr std::size_t kLongest = 5;  // tokens
  std::array<std::unordered_map<std::string, int>, kKinds> phrases_;
};

// Lives as long as the program.
const DateTable& DateWords();

}  // namespace headwater::extract
