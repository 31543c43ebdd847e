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

// Phrases by their folded tokens with one blank between them, each with what it says.
using DatePhrases = std::unordered_map<std::string, int>;

// The longest phrase that begins at the token.
DateWordFound LongestAt(const DatePhrases& phrases, const std::vector<Token>& tokens, std::size_t at);
// The longest phrase that ends before the token.
DateWordFound LongestBefore(const DatePhrases& phrases, const std::vector<Token>& tokens, std::size_t at);

class DateTable {
 public:
  DateTable();

  // Whether it ends as words do that tell of the past in the language (ISO 639-1).
  bool EndsAsPast(const std::string& folded, std::string_view language) const;
  DateWordFound At(DateWord kind, const std::vector<Token>& tokens, std::size_t at) const {
    return LongestAt(phrases_[static_cast<std::size_t>(kind)], tokens, at);
  }
  DateWordFound Before(DateWord kind, const std::vector<Token>& tokens, std::size_t at) const {
    return LongestBefore(phrases_[static_cast<std::size_t>(kind)], tokens, at);
  }

 private:
  static constexpr std::size_t kKinds = 24;
  std::array<DatePhrases, kKinds> phrases_;
};

// Lives as long as the program.
const DateTable& DateWords();

}  // namespace headwater::extract
