// Reading data/months.tsv once for everybody.
#include "tables/months.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tables/tables.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::tables {
namespace {

constexpr std::size_t kBrief = 4;  // letters
constexpr std::size_t kLeast = 3;  // letters of a name cut short

struct Form {
  unsigned month = 0;
  Calendar calendar = Calendar::kGregorian;
  std::string_view language;
  std::string written;
};

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct Names {
  std::unordered_map<std::string, std::vector<Form>, Hash, std::equal_to<>> forms;
  std::map<std::string, unsigned, std::less<>> gregorian;  // the first that the table lists
};

// Words with one blank between them; points and marks of shortening go.
std::string KeyOf(std::string_view form) {
  std::string key;
  for (const char c : text::Fold(form)) {
    const bool parts = c == ' ' || c == '.' || c == '\'' || c == '-';
    if (!parts) {
      key += c;
    } else if (!key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  while (!key.empty() && key.back() == ' ') {
    key.pop_back();
  }
  return key;
}

Calendar CalendarOf(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Calendar>, 3> kCalendars{
      {{"persian", Calendar::kPersian}, {"islamic", Calendar::kIslamic}, {"buddhist", Calendar::kBuddhist}}};
  const auto* const found = std::ranges::find(kCalendars, name, &std::pair<std::string_view, Calendar>::first);
  return found == kCalendars.end() ? Calendar::kGregorian : found->second;
}

Names ReadNames() {
  Names names;
  for (const Row& row : Table("months")) {
    Form form;
    std::from_chars(row[0].data(), row[0].data() + row[0].size(), form.month);
    form.language = row[1];
    form.calendar = CalendarOf(row[3]);
    std::string_view rest = row[2];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('|'), rest.size());
      form.written = text::FoldCase(rest.substr(0, end));
      std::string key = KeyOf(rest.substr(0, end));
      if (form.calendar == Calendar::kGregorian || form.calendar == Calendar::kBuddhist) {
        names.gregorian.emplace(key, form.month);
      }
      names.forms[std::move(key)].push_back(form);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return names;
}

const Names& AllNames() {
  static const Names names = ReadNames();
  return names;
}

}  // namespace

MonthName MonthOf(std::string_view folded, std::string_view language, std::string_view written) {
  const auto found = AllNames().forms.find(folded);
  if (found == AllNames().forms.end()) {
    return {};
  }
  const Form* best = nullptr;
  int best_fit = -1;
  const std::string as_written = found->second.size() > 1 && !written.empty() ? text::FoldCase(written) : std::string();
  for (const Form& form : found->second) {
    const int fit = (!language.empty() && form.language == language ? 4 : 0) + (form.written == as_written ? 2 : 0) +
                    (form.calendar == Calendar::kGregorian ? 1 : 0);
    if (fit > best_fit) {
      best = &form;
      best_fit = fit;
    }
  }
  return {best->month, best->calendar, !language.empty() && best->language == language,
          text::CountCodePoints(folded) <= kBrief};
}

unsigned MonthBeginning(std::string_view folded) {
  const auto& names = AllNames().gregorian;
  if (const auto found = names.find(folded); found != names.end()) {
    return found->second;
  }
  unsigned month = 0;
  if (text::CountCodePoints(folded) >= kLeast) {
    for (auto name = names.lower_bound(folded); name != names.end() && name->first.starts_with(folded); ++name) {
      if (month != 0 && month != name->second) {
        return 0;
      }
      month = name->second;
    }
  }
  return month;
}

}  // namespace headwater::tables
