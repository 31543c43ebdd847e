// Phrases that date something by the writer's own day, by language, from data/relative_dates.tsv and
// data/date_words.tsv.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace headwater::annotate {

enum class TimePhraseKind { kDay, kWeek, kMonth, kYear, kLastWeekday, kNextWeekday, kWeekday, kAgo };

struct TimePhrase {
  TimePhraseKind kind = TimePhraseKind::kDay;
  int value = 0;          // a shift, or a weekday (1 is Monday); for kAgo the number where the words themselves have it
  std::string_view unit;  // for kAgo: `D`, `W`, `M`, `Y`, `TH`, `TM`, `TS`
};

class TimePhrases {
 public:
  // Null for languages without a table.
  static const TimePhrases* Of(std::string_view language);

  // Words folded as text::Fold does, parted by one blank, numbers as `#`; ideographs count as words. Null where the
  // words are no phrase.
  const TimePhrase* Find(const std::string& words) const;
  bool Begins(const std::string& word) const { return begins_.contains(word); }
  // The number that a word stands for; 0 for none.
  int Number(const std::string& word) const;
  // "last", "next" before a weekday or month: -1, 1; else 0.
  int Shift(const std::string& word) const;
  bool IsYearWord(const std::string& word) const { return year_words_.contains(word); }

  // Any language's: words between day and month, and before a year that stands alone.
  static bool Joins(const std::string& word);
  static bool OpensYear(const std::string& words);

  static constexpr std::size_t kMostWords = 6;

 private:
  friend struct TimePhraseTables;

  std::unordered_map<std::string, TimePhrase> phrases_;
  std::unordered_set<std::string> begins_;
  std::unordered_map<std::string, int> numbers_;
  std::unordered_map<std::string, int> shifts_;
  std::unordered_set<std::string> year_words_;
};

}  // namespace headwater::annotate
