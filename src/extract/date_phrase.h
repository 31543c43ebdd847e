// Finding the dates that a text names, in the languages of the tables, without yet saying which days they mean.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

// What stands there of a date; zero where it is not said.
struct DateParts {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
};

// Whether the words before a date say that it had begun, or that it had not come yet.
enum class DateRelation { kNone, kSince, kUntil, kUntilEnd };

struct DatePhrase {
  // Bytes of the text, the words that narrow it ("at the end of") included.
  std::size_t begin = 0;
  std::size_t end = 0;
  // Tokens of the date itself.
  std::size_t first_token = 0;
  std::size_t end_token = 0;
  DateParts from;
  DateParts to;          // the same as `from` where it is no range
  unsigned weekday = 0;  // 1 is Monday, 0 where none is said
  int part = 0;          // of a month or year: 1 early, 2 mid, 3 late
  int season = 0;        // 1 spring, 2 summer, 3 autumn
  // "last year" is -1: years from the writer's own.
  std::optional<int> shift;
  DateRelation relation = DateRelation::kNone;
};

// In the order of the text, none overlapping. `tokens` are the text's. A number alone is a year only after a word that
// says so ("in", "since", "until", "spring of"); 3/4/2031 is a date only with `day_first`. `language` (ISO 639-1, may
// be empty) decides what words mean that several languages have. Days of other calendars (Persian, Islamic, Thai years,
// Japanese eras) come as Gregorian ones; a month of theirs comes as the days from its first to its last.
std::vector<DatePhrase> FindDatePhrases(std::string_view text, const std::vector<Token>& tokens, bool day_first = false,
                                        std::string_view language = {});

}  // namespace headwater::extract
