// Reading the tables of relative dates, phrase by phrase.
#include "annotate/time_phrases.h"

#include <charconv>
#include <map>

#include "annotate/prepared.h"
#include "tables/tables.h"
#include "text/words.h"

namespace headwater::annotate {
namespace {

std::string_view NextPhrase(std::string_view& rest) {
  const std::size_t end = rest.find('|');
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

int NumberIn(std::string_view field) {
  int number = 0;
  std::from_chars(field.data(), field.data() + field.size(), number);
  return number;
}

// The words of a phrase as a text's tokens would be.
std::string KeyOf(std::string_view phrase, std::string_view language) {
  const Prepared prepared(phrase, std::string(language), {});
  std::string key;
  for (const Token& token : prepared.tokens) {
    if (token.word || token.number || prepared.Word(token) == "#") {
      key += (key.empty() ? "" : " ") + text::Fold(prepared.Word(token));
    }
  }
  return key;
}

std::string_view UnitOf(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kUnits[] = {
      {"second", "TS"}, {"minute", "TM"}, {"hour", "TH"}, {"day", "D"}, {"week", "W"}, {"month", "M"}, {"year", "Y"}};
  for (const auto& [word, unit] : kUnits) {
    if (name == word) {
      return unit;
    }
  }
  return {};
}

std::pair<TimePhraseKind, bool> KindOf(std::string_view name) {
  static constexpr std::pair<std::string_view, TimePhraseKind> kKinds[] = {
      {"day", TimePhraseKind::kDay},
      {"week", TimePhraseKind::kWeek},
      {"month", TimePhraseKind::kMonth},
      {"year", TimePhraseKind::kYear},
      {"weekday_last", TimePhraseKind::kLastWeekday},
      {"weekday_next", TimePhraseKind::kNextWeekday},
      {"weekday", TimePhraseKind::kWeekday},
      {"ago", TimePhraseKind::kAgo}};
  for (const auto& [word, kind] : kKinds) {
    if (name == word) {
      return {kind, true};
    }
  }
  return {TimePhraseKind::kDay, false};
}

}  // namespace

struct TimePhraseTables {
  std::map<std::string, TimePhrases, std::less<>> by_language;
  std::unordered_set<std::string> joins;
  std::unordered_set<std::string> opens_year;

  TimePhraseTables() {
    for (const std::string_view table : {std::string_view("relative_dates"), std::string_view("date_words")}) {
      for (const tables::Row& row : tables::Table(table)) {
        Add(row[0], row[1], row[2], row[3]);
      }
    }
    for (const tables::Row& row : tables::Table("time_words")) {
      const bool year = row[1] == "unit" && row[2] == "Y";
      if (row[0] == "en" || (row[1] != "number" && !year)) {
        continue;
      }
      TimePhrases& phrases = by_language[std::string(row[0])];
      for (std::string_view rest = row[3]; !rest.empty();) {
        const std::string word = text::Fold(NextPhrase(rest));
        if (year) {
          phrases.year_words_.insert(word);
        } else {
          phrases.numbers_.emplace(word, NumberIn(row[2]));
        }
      }
    }
  }

  void Add(std::string_view kind, std::string_view value, std::string_view language, std::string_view words) {
    if (kind == "of" || kind == "since") {
      for (std::string_view rest = words; !rest.empty();) {
        (kind == "of" ? joins : opens_year).insert(KeyOf(NextPhrase(rest), ""));
      }
      return;
    }
    const auto [phrase_kind, known] = KindOf(kind);
    const int shift = kind == "last_before" ? -1 : kind == "next_before" ? 1 : 0;
    if (language.empty() || (!known && shift == 0)) {
      return;
    }
    TimePhrases& phrases = by_language[std::string(language)];
    for (std::string_view rest = words; !rest.empty();) {
      const std::string key = KeyOf(NextPhrase(rest), language);
      if (key.empty()) {
        continue;
      }
      if (shift != 0) {
        phrases.shifts_.emplace(key, shift);
        continue;
      }
      TimePhrase phrase{phrase_kind, NumberIn(value), {}};
      if (phrase_kind == TimePhraseKind::kAgo) {
        const std::size_t colon = value.find(':');
        phrase.unit = UnitOf(value.substr(0, colon));
        phrase.value = colon == std::string_view::npos ? -1 : NumberIn(value.substr(colon + 1));
      }
      if (phrases.phrases_.emplace(key, phrase).second) {
        phrases.begins_.insert(key.substr(0, key.find(' ')));
      }
    }
  }
};

namespace {

const TimePhraseTables& Tables() {
  static const TimePhraseTables tables;
  return tables;
}

}  // namespace

const TimePhrases* TimePhrases::Of(std::string_view language) {
  const auto found = Tables().by_language.find(language);
  return found == Tables().by_language.end() ? nullptr : &found->second;
}

const TimePhrase* TimePhrases::Find(const std::string& words) const {
  const auto found = phrases_.find(words);
  return found == phrases_.end() ? nullptr : &found->second;
}

int TimePhrases::Number(const std::string& word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? 0 : found->second;
}

int TimePhrases::Shift(const std::string& word) const {
  const auto found = shifts_.find(word);
  return found == shifts_.end() ? 0 : found->second;
}

bool TimePhrases::Joins(const std::string& word) { return Tables().joins.contains(word); }

bool TimePhrases::OpensYear(const std::string& words) { return Tables().opens_year.contains(words); }

}  // namespace headwater::annotate
