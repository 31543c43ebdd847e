// Reading the table of words of time.
#include "annotate/time_words.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::array<std::string_view, kTimeKinds> kNames{
    "month", "weekday", "unit", "number", "loose", "ordinal", "season", "part",    "day",    "shift",
    "span",  "mood",    "ref",  "set",    "clock", "ago",     "before", "holiday", "future", "planned"};

}  // namespace

int TimeWord::Number(TimeKind kind) const {
  const std::string_view value = Value(kind);
  int number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

void TimeWords::Add(std::string_view kind, std::string_view value, std::string_view words) {
  const auto number = static_cast<std::size_t>(std::ranges::find(kNames, kind) - kNames.begin());
  while (number < kTimeKinds && !words.empty()) {
    const std::size_t bar = words.find('|');
    const std::string_view phrase = words.substr(0, bar);
    TimeWord& word = words_[std::string(phrase)];
    word.kinds |= 1U << number;
    word.values[number] = value;
    if (const std::size_t blank = phrase.find(' '); blank != std::string_view::npos) {
      begins_[std::string(phrase.substr(0, blank))] = true;
    }
    words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
  }
}

const TimeWord* TimeWords::Find(const std::string& words) const {
  const auto found = words_.find(words);
  return found == words_.end() ? nullptr : &found->second;
}

const TimeWords* TimeWords::Of(std::string_view language) {
  static const auto all = [] {
    std::map<std::string_view, TimeWords> made;
    for (const tables::Row& row : tables::Table("time_words")) {
      made[row[0]].Add(row[1], row[2], row[3]);
    }
    return made;
  }();
  const auto found = all.find(language);
  return found == all.end() ? nullptr : &found->second;
}

}  // namespace headwater::annotate
