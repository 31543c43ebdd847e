// Operators taken out of what a person types.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "store/store.h"
#include "store/tallies.h"

namespace headwater::store {
namespace {

using std::chrono::sys_seconds;

enum class Operator { kSpeaker, kSource, kPlace, kLanguage, kOrigin, kAfter, kBefore, kSingle };

struct Spelling {
  std::string_view name;
  Operator what;
};
constexpr std::array<Spelling, 9> kOperators{{{"speaker", Operator::kSpeaker},
                                              {"source", Operator::kSource},
                                              {"place", Operator::kPlace},
                                              {"lang", Operator::kLanguage},
                                              {"language", Operator::kLanguage},
                                              {"origin", Operator::kOrigin},
                                              {"after", Operator::kAfter},
                                              {"before", Operator::kBefore},
                                              {"single", Operator::kSingle}}};

constexpr std::string_view kBlank = " \t\r\n";

// What may stand around several words, and where it ends.
struct Quotes {
  std::string_view opens;
  std::string_view closes;
};
constexpr std::array<Quotes, 4> kQuotes{{{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}}};

// Takes the value that the text begins with.
std::string TakeValue(std::string_view& text) {
  for (const auto& [opens, closes] : kQuotes) {
    if (text.starts_with(opens)) {
      text.remove_prefix(opens.size());
      const std::size_t end = text.find(closes);
      std::string value(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + closes.size());
      return value;
    }
  }
  const std::size_t end = std::min(text.find_first_of(kBlank), text.size());
  std::string value(text.substr(0, end));
  text.remove_prefix(end);
  return value;
}

std::optional<int> NumberIn(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// When a day, month or year begins: `2025-03-12`, `2025-03`, `2025`.
std::optional<sys_seconds> BeginningOf(std::string_view value) {
  namespace chrono = std::chrono;
  const std::size_t first = std::min(value.find('-'), value.size());
  const std::size_t second = first == value.size() ? first : std::min(value.find('-', first + 1), value.size());
  const auto year = NumberIn(value.substr(0, first));
  const auto month = first == value.size() ? std::optional(1) : NumberIn(value.substr(first + 1, second - first - 1));
  const auto day = second == value.size() ? std::optional(1) : NumberIn(value.substr(second + 1));
  if (!year || !month || !day || first != 4 || *month < 1 || *day < 1) {
    return std::nullopt;
  }
  const chrono::year_month_day date(chrono::year(*year), chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(sys_seconds(chrono::sys_days(date))) : std::nullopt;
}

// False where the value means nothing to the operator.
bool Apply(Operator what, const std::string& value, SearchQuestion& question) {
  const auto time = BeginningOf(value);
  switch (what) {
    case Operator::kSpeaker:
      question.speaker = value;
      return true;
    case Operator::kSource:
      question.source = value;
      return true;
    case Operator::kPlace:
      question.place = value;
      return true;
    case Operator::kLanguage:
      question.language = ascii::Lower(value);
      return true;
    case Operator::kOrigin:
      question.origin = ProvenanceCalled(ascii::Lower(value)) ? ascii::Lower(value) : question.origin;
      return ProvenanceCalled(ascii::Lower(value)).has_value();
    case Operator::kAfter:
      question.from = time ? time : question.from;
      return time.has_value();
    case Operator::kBefore:
      question.to = time ? std::optional(*time - std::chrono::seconds(1)) : question.to;
      return time.has_value();
    case Operator::kSingle:
      question.single_origin = ascii::Lower(value) == "yes";
      return question.single_origin || ascii::Lower(value) == "no";
  }
  return false;
}

const Spelling* OperatorAt(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon + 1 >= word.size()) {
    return nullptr;
  }
  const std::string name = ascii::Lower(word.substr(0, colon));
  const auto found = std::ranges::find(kOperators, name, &Spelling::name);
  return found == kOperators.end() ? nullptr : &*found;
}

}  // namespace

SearchQuestion ReadQuestion(std::string_view typed, SearchQuestion base) {
  SearchQuestion question = std::move(base);
  question.words.clear();
  while (true) {
    const std::size_t begin = typed.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) {
      return question;
    }
    typed.remove_prefix(begin);
    const std::string_view whole = typed;
    if (const Spelling* const named = OperatorAt(typed.substr(0, typed.find_first_of(kBlank)))) {
      typed.remove_prefix(typed.find(':') + 1);
      const std::string value = TakeValue(typed);
      if (!value.empty()) {
        if (!Apply(named->what, value, question)) {
          question.not_understood.emplace_back(whole.substr(0, whole.size() - typed.size()));
        }
        continue;
      }
      typed = whole;
    }
    // Words as they are; what stands in quotation marks stays together, an operator's name within it is a word.
    std::string_view rest = typed;
    TakeValue(rest);
    question.words += question.words.empty() ? "" : " ";
    question.words += typed.substr(0, typed.size() - rest.size());
    typed = rest;
  }
}

}  // namespace headwater::store
