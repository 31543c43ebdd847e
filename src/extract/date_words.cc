// Reading the words of dates from the tables.
#include "extract/date_words.h"

#include <charconv>
#include <utility>

#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::array<std::pair<std::string_view, DateWord>, 24> kNames{{{"weekday", DateWord::kWeekday},
                                                                        {"ordinal", DateWord::kOrdinal},
                                                                        {"of", DateWord::kOf},
                                                                        {"range", DateWord::kRange},
                                                                        {"from", DateWord::kFrom},
                                                                        {"part", DateWord::kPart},
                                                                        {"season", DateWord::kSeason},
                                                                        {"shift", DateWord::kShift},
                                                                        {"ago", DateWord::kAgo},
                                                                        {"since", DateWord::kSince},
                                                                        {"until", DateWord::kUntil},
                                                                        {"until_end", DateWord::kUntilEnd},
                                                                        {"future", DateWord::kFuture},
                                                                        {"will", DateWord::kWill},
                                                                        {"now", DateWord::kNow},
                                                                        {"past", DateWord::kPast},
                                                                        {"past_ending", DateWord::kPastEnding},
                                                                        {"published", DateWord::kPublished},
                                                                        {"modified", DateWord::kModified},
                                                                        {"fill", DateWord::kFill},
                                                                        {"weekday_short", DateWord::kWeekdayShort},
                                                                        {"month_word", DateWord::kMonthWord},
                                                                        {"year_word", DateWord::kYearWord},
                                                                        {"era", DateWord::kEra}}};

int ValueOf(std::string_view field) {
  if (field == "early" || field == "mid" || field == "late") {
    return field == "early" ? 1 : field == "mid" ? 2 : 3;
  }
  int value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

// Endings belong to their language alone: folded, they are like words of others.
std::string EndingKey(std::string_view ending, std::string_view language) {
  return std::string(language) + ":" + std::string(ending);
}

constexpr std::size_t kLongest = 5;  // tokens of a phrase

template <class Use>
void EachForm(std::string_view list, Use use) {
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    use(LineKey(list.substr(0, bar)));
    list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
  }
}

}  // namespace

DateTable::DateTable() {
  for (const tables::Row& row : tables::Table("date_words")) {
    for (const auto& [name, kind] : kNames) {
      if (name == row[0]) {
        EachForm(row[3],
                 [&, slot = static_cast<std::size_t>(kind), ending = kind == DateWord::kPastEnding](std::string key) {
                   phrases_[slot].emplace(ending ? EndingKey(key, row[2]) : std::move(key), ValueOf(row[1]));
                 });
      }
    }
  }
}

DateWordFound LongestAt(const DatePhrases& phrases, const std::vector<Token>& tokens, std::size_t at) {
  DateWordFound best;
  std::string key;
  for (std::size_t count = 1; count <= kLongest && at + count <= tokens.size(); ++count) {
    key += (count == 1 ? "" : " ") + tokens[at + count - 1].folded;
    if (const auto found = phrases.find(key); found != phrases.end()) {
      best = {count, found->second};
    }
  }
  return best;
}

DateWordFound LongestBefore(const DatePhrases& phrases, const std::vector<Token>& tokens, std::size_t at) {
  DateWordFound best;
  std::string key;
  for (std::size_t count = 1; count <= kLongest && count <= at; ++count) {
    key.insert(0, count == 1 ? tokens[at - 1].folded : tokens[at - count].folded + " ");
    if (const auto found = phrases.find(key); found != phrases.end()) {
      best = {count, found->second};
    }
  }
  return best;
}

bool DateTable::EndsAsPast(const std::string& folded, std::string_view language) const {
  const auto& endings = phrases_[static_cast<std::size_t>(DateWord::kPastEnding)];
  constexpr std::size_t kStem = 2;    // bytes at least before the ending
  constexpr std::size_t kEnding = 8;  // bytes at most
  for (std::size_t size = 2; size <= kEnding && size + kStem <= folded.size(); ++size) {
    if (endings.find(EndingKey(folded.substr(folded.size() - size), language)) != endings.end()) {
      return true;
    }
  }
  return false;
}

const DateTable& DateWords() {
  static const DateTable made;
  return made;
}

}  // namespace headwater::extract
