// The names of months, from data/months.tsv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater::tables {

// kBuddhist counts the Gregorian's days, and its years from 543 before.
enum class Calendar : std::uint8_t { kGregorian, kPersian, kIslamic, kBuddhist };

struct MonthName {
  unsigned number = 0;  // 1 to 12; 0 where the words name no month
  Calendar calendar = Calendar::kGregorian;
  bool own = false;    // the language that was asked for has it
  bool brief = false;  // at most four letters long: a short form, or a word that may mean something else
};

// `folded` are words folded as text::Fold does, with one blank between them and no points. A word that means different
// months in several languages is taken in `language` (ISO 639-1, may be empty) where that has it, else in the first
// that the table lists; where one language has two months that differ in their marks alone, `written` (as the document
// has it) decides.
MonthName MonthOf(std::string_view folded, std::string_view language = {}, std::string_view written = {});

// The same for a word that may be cut short: the Gregorian month of all names that begin so; 0 where these are several,
// or the word is shorter than three letters.
unsigned MonthBeginning(std::string_view folded);

// The most words that one name has.
constexpr std::size_t kMonthWords = 3;

}  // namespace headwater::tables
