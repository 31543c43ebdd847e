// Reading the words of dates from the tables.
#include "extract/date_words.h"

#include <charconv>
#include <utility>

#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::array<std::pair<std::string_view, DateWord>, 17> kNames{{{"weekday", DateWord::kWeekday},
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
                                                                        {"now", DateWord::kNow},
                                                                        {"published", DateWord::kPublished},
                                                                        {"modified", DateWord::kModified},
                                                                        {"fill", DateWord::kFill}}};

int ValueOf(std::string_view field) {
  if (field == "early" || field == "mid" || field == "late") {
    return field == "early" ? 1 : field == "mid" ? 2 : 3;
  }
  int value = 0;
  std::from_chars(field.data(), field.data() + field.size(), value);
  return value;
}

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
  for (const tables::Row& row : tables::Table("months")) {
    const auto month = static_cast<unsigned>(ValueOf(row[0]));
    EachForm(row[2], [&](std::string key) { months_.emplace(std::move(key), month); });
  }
  for (const tables::Row& row : tables::Table("date_words")) {
    for (const auto& [name, kind] : kNames) {
      if (name == row[0]) {
        EachForm(row[3], [&, slot = static_cast<std::size_t>(kind)](std::string key) {
          phrases_[slot].emplace(std::move(key), ValueOf(row[1]));
        });
      }
    }
  }
}

unsigned DateTable::Month(const std::string& folded) const {
  const auto found = months_.find(folded);
  return found == months_.end() ? 0 : found->second;
}

DateWordFound DateTable::At(DateWord kind, const std::vector<Token>& tokens, std::size_t at) const {
  const auto& phrases = phrases_[static_cast<std::size_t>(kind)];
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

DateWordFound DateTable::Before(DateWord kind, const std::vector<Token>& tokens, std::size_t at) const {
  const auto& phrases = phrases_[static_cast<std::size_t>(kind)];
  DateWordFound best;
  std::string key;
  for (std::size_t count = 1; count <= kLongest && count <= at; ++count) {
    key = count == 1 ? tokens[at - 1].folded : tokens[at - count].folded + " " + key;
    if (const auto found = phrases.find(key); found != phrases.end()) {
      best = {count, found->second};
    }
  }
  return best;
}

const DateTable& DateWords() {
  static const DateTable made;
  return made;
}

}  // namespace headwater::extract
