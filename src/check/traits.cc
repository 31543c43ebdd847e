// Takes claims apart into what has no language.
#include "check/traits.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>

#include "tables/months.h"
#include "text/transliteration.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::check {
namespace {

constexpr std::size_t kMostWords = 80;
constexpr std::size_t kMostOfEach = 8;
constexpr std::size_t kMostDigits = 15;
constexpr std::size_t kThousands = 3;

bool HasCapital(std::string_view word) {
  std::size_t at = 0;
  return u_isUUppercase(static_cast<UChar32>(text::NextCodePoint(word, at))) != 0;
}

template <class T>
void Add(T each, std::vector<T>& all) {
  if (all.size() < kMostOfEach && std::ranges::find(all, each) == all.end()) {
    all.push_back(std::move(each));
  }
}

std::optional<unsigned> Small(std::string_view digits, unsigned most) {
  unsigned number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = fault == std::errc{} && end == digits.data() + digits.size();
  return whole && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

bool IsYear(std::string_view number) {
  constexpr std::size_t kFour = 4;
  return number.size() == kFour && (number.starts_with("19") || number.starts_with("20"));
}

struct Word {
  std::string_view text;
  bool opens = false;  // a sentence
  bool near = false;   // nothing but a blank stands before it
};

std::vector<Word> Taken(std::string_view claim) {
  std::vector<Word> words;
  std::size_t last = 0;
  for (const text::Word& place : text::Words(claim)) {
    const std::string_view between = claim.substr(last, place.begin - last);
    const bool opens = words.empty() || between.find_first_of(".!?:\n") != std::string_view::npos;
    words.push_back({claim.substr(place.begin, place.end - place.begin), opens, !words.empty() && between == " "});
    last = place.end;
    if (words.size() == kMostWords) {
      break;
    }
  }
  return words;
}

void AddNames(const std::vector<Word>& words, const std::vector<bool>& used, Traits& traits) {
  constexpr std::size_t kMostInName = 4;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    std::string name;
    while (end < words.size() && end - begin < kMostInName && HasCapital(words[end].text) && !used[end] &&
           (end == begin || words[end].near)) {
      name.append(name.empty() ? "" : " ").append(words[end].text);
      ++end;
    }
    // One capital at a sentence's beginning says nothing.
    if (end > begin + 1 || (end == begin + 1 && !words[begin].opens)) {
      Add(std::move(name), traits.names);
    }
    begin = std::max(end, begin + 1);
  }
}

// `11 March`, `March 11`, `11. März`.
void AddDays(const std::vector<Word>& words, std::string_view language, Traits& traits, std::vector<bool>& used) {
  constexpr unsigned kMostDay = 31;
  for (std::size_t n = 0; n < words.size(); ++n) {
    const unsigned month = tables::MonthOf(text::Fold(words[n].text), language, words[n].text).number;
    if (month == 0) {
      continue;
    }
    for (const std::size_t beside : {n - 1, n + 1}) {
      const auto number = beside < words.size() ? NumberIn(words[beside].text) : std::nullopt;
      const auto day = number ? Small(*number, kMostDay) : std::nullopt;
      if (day) {
        Add(Day{month, *day}, traits.days);
        used[n] = used[beside] = true;
        break;
      }
    }
  }
}

}  // namespace

std::optional<std::string> NumberIn(std::string_view word) {
  std::string plain;
  std::size_t group = 0;  // digits since the last mark
  std::size_t mark = 0;   // digits before the last mark
  std::size_t marks = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = text::NextCodePoint(word, at);
    const std::int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
    const bool parts = c == U',' || c == U'.' || c == U'\u066B' || c == U'\u066C' || c == U'\u00A0' || c == U'\u202F' ||
                       c == U'\'' || c == U'\u2019';
    if (digit >= 0) {
      plain.push_back(static_cast<char>('0' + digit));
      ++group;
    } else if (parts && !plain.empty() && group > 0) {
      mark = plain.size();
      ++marks;
      group = 0;
    } else {
      return std::nullopt;
    }
    if (plain.size() > kMostDigits) {
      return std::nullopt;
    }
  }
  if (plain.empty() || group == 0) {
    return std::nullopt;
  }
  if (marks == 1 && group != kThousands) {
    plain.insert(mark, 1, '.');
  }
  return plain;
}

Traits TraitsOf(std::string_view claim, std::string_view language) {
  const std::vector<Word> words = Taken(claim);
  Traits traits;
  std::vector<bool> used(words.size(), false);
  AddDays(words, language, traits, used);
  for (std::size_t n = 0; n < words.size(); ++n) {
    const auto number = used[n] ? std::nullopt : NumberIn(words[n].text);
    if (number && number->size() > 1 && !IsYear(*number)) {
      Add(*number, traits.numbers);
    }
  }
  AddNames(words, used, traits);
  return traits;
}

std::vector<std::string> LatinWords(std::string_view text) {
  std::vector<std::string> latin;
  for (const text::Word& place : text::Words(text)) {
    const std::string_view word = text.substr(place.begin, place.end - place.begin);
    if (auto number = NumberIn(word)) {
      latin.push_back(std::move(*number));
      continue;
    }
    const std::string plain = text::Latinise(word);
    std::string_view rest = plain;
    while (!rest.empty()) {
      const std::string_view each = rest.substr(0, rest.find(' '));
      if (!each.empty()) {
        latin.emplace_back(each);
      }
      rest.remove_prefix(std::min(each.size() + 1, rest.size()));
    }
  }
  return latin;
}

bool HasName(const std::vector<std::string>& latin_words, std::string_view name) {
  constexpr std::size_t kMostEnding = 3;
  constexpr std::size_t kLeastStem = 4;
  const std::vector<std::string> wanted = LatinWords(name);
  const auto fits = [&](const std::string& word, const std::string& want) {
    const std::string key = text::SpellingKey(word);
    const std::string wanted_key = text::SpellingKey(want);
    const bool ending =
        wanted_key.size() >= kLeastStem && key.starts_with(wanted_key) && key.size() - wanted_key.size() <= kMostEnding;
    return key == wanted_key || ending;
  };
  return !wanted.empty() && !std::ranges::search(latin_words, wanted, fits).empty();
}

}  // namespace headwater::check
