// Weighing the hints for every language of the text's script against what was guessed.
#include "text/language_opinion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "text/language_hints.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::text {
namespace {

constexpr std::size_t kLongestEnding = 5;  // letters
constexpr std::size_t kEndingStem = 3;     // letters before an ending
constexpr double kWordWeight = 1.0;
constexpr double kEndingWeight = 0.45;
constexpr double kLetterWeight = 0.8;
constexpr float kForeignWeight = 0.9F;
constexpr double kGuessBase = 0.8;
constexpr double kGuessByWord = 0.22;
constexpr double kUnsure = 0.6;
constexpr double kFallback = 0.4;
constexpr std::size_t kFewWords = 6;

enum class Writing : std::uint8_t {
  kNone,
  kLatin,
  kCyrillic,
  kGreek,
  kHebrew,
  kArabic,
  kDevanagari,
  kHan,
  kKana,
  kHangul
};
constexpr std::size_t kWritings = 10;

struct Range {
  char32_t first;
  char32_t last;
  Writing writing;
};
constexpr std::array<Range, 13> kRanges{{{U'A', U'Z', Writing::kLatin},
                                         {U'a', U'z', Writing::kLatin},
                                         {0xC0, 0x24F, Writing::kLatin},
                                         {0x1E00, 0x1EFF, Writing::kLatin},
                                         {0x370, 0x3FF, Writing::kGreek},
                                         {0x400, 0x52F, Writing::kCyrillic},
                                         {0x590, 0x5FF, Writing::kHebrew},
                                         {0x600, 0x6FF, Writing::kArabic},
                                         {0x900, 0x97F, Writing::kDevanagari},
                                         {0x3040, 0x30FF, Writing::kKana},
                                         {0x3400, 0x9FFF, Writing::kHan},
                                         {0xAC00, 0xD7AF, Writing::kHangul},
                                         {0x1100, 0x11FF, Writing::kHangul}}};

Writing WritingOf(char32_t c) {
  for (const Range& range : kRanges) {
    if (c >= range.first && c <= range.last) {
      return range.writing;
    }
  }
  return Writing::kNone;
}

// The writing of most letters; kana among Chinese characters make it Japanese.
Writing MainWriting(std::string_view text) {
  std::array<std::size_t, kWritings> counts{};
  for (std::size_t at = 0; at < text.size();) {
    ++counts[static_cast<std::size_t>(WritingOf(NextCodePoint(text, at)))];
  }
  counts[0] = 0;
  const auto count = [&counts](Writing writing) { return counts[static_cast<std::size_t>(writing)]; };
  constexpr std::size_t kKanaShare = 12;
  const auto* const most = std::max_element(counts.begin(), counts.end());
  const auto main = static_cast<Writing>(most - counts.begin());
  if (main == Writing::kHan && count(Writing::kKana) * kKanaShare > count(Writing::kHan)) {
    return Writing::kKana;
  }
  return *most == 0 ? Writing::kNone : main;
}

// Languages whose writing says it all.
std::string_view OnlyLanguage(Writing writing) {
  switch (writing) {
    case Writing::kGreek:
      return "el";
    case Writing::kHan:
      return "zh";
    case Writing::kKana:
      return "ja";
    case Writing::kHangul:
      return "ko";
    default:
      return {};
  }
}

using Votes = std::array<float, kHintedLanguages>;
using Index = std::unordered_map<std::string, std::vector<std::uint8_t>>;

struct Book {
  Index words;
  Index endings;
  std::unordered_map<char32_t, std::vector<std::uint8_t>> letters;
  std::unordered_map<char32_t, std::vector<std::uint8_t>> foreign;
  std::map<std::string_view, std::size_t> rows;
};

void Split(std::string_view list, std::uint8_t row, Index& index) {
  while (!list.empty()) {
    const std::size_t blank = list.find(' ');
    std::vector<std::uint8_t>& there = index[std::string(list.substr(0, blank))];
    if (there.empty() || there.back() != row) {
      there.push_back(row);
    }
    list.remove_prefix(blank == std::string_view::npos ? list.size() : blank + 1);
  }
}

const Book& Hints() {
  static const Book made = [] {
    Book book;
    for (std::size_t row = 0; row < kHintedLanguages; ++row) {
      const LanguageHints& hints = AllLanguageHints()[row];
      const auto number = static_cast<std::uint8_t>(row);
      book.rows.emplace(hints.code, row);
      Split(hints.words, number, book.words);
      Split(hints.endings, number, book.endings);
      for (std::size_t at = 0; at < hints.letters.size();) {
        book.letters[NextCodePoint(hints.letters, at)].push_back(number);
      }
    }
    for (const ForeignLetters& foreign : AllForeignLetters()) {
      const auto number = static_cast<std::uint8_t>(book.rows.at(foreign.code));
      for (std::size_t at = 0; at < foreign.letters.size();) {
        book.foreign[NextCodePoint(foreign.letters, at)].push_back(number);
      }
    }
    return book;
  }();
  return made;
}

void Vote(const std::vector<std::uint8_t>& rows, double weight, Votes& votes) {
  const auto each = static_cast<float>(weight / std::sqrt(static_cast<double>(rows.size())));
  for (const std::uint8_t row : rows) {
    votes[row] += each;
  }
}

void VoteWord(const Book& book, const std::string& word, Votes& votes) {
  if (const auto found = book.words.find(word); found != book.words.end()) {
    const bool single = CountCodePoints(word) == 1;
    Vote(found->second, single ? kWordWeight / 3 : kWordWeight, votes);
  }
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < word.size();) {
    starts.push_back(at);
    const char32_t c = NextCodePoint(word, at);
    if (const auto letter = book.letters.find(c); letter != book.letters.end()) {
      Vote(letter->second, kLetterWeight, votes);
    }
    if (const auto foreign = book.foreign.find(c); foreign != book.foreign.end()) {
      for (const std::uint8_t row : foreign->second) {
        votes[row] -= kForeignWeight;
      }
    }
  }
  const std::size_t longest = std::min(kLongestEnding, starts.size() - std::min(starts.size(), kEndingStem));
  for (std::size_t size = longest; size >= 2; --size) {
    const auto ending = book.endings.find(word.substr(starts[starts.size() - size]));
    if (ending != book.endings.end()) {
      Vote(ending->second, kEndingWeight, votes);
      return;
    }
  }
}

// Languages that others of the same house are easily taken for, and seldom are.
double Rarity(std::string_view code) {
  static constexpr std::array<std::pair<std::string_view, double>, 6> kRare{
      {{"gl", 0.35}, {"af", 0.4}, {"ms", 0.3}, {"mk", 0.5}, {"ne", 0.4}, {"ur", 0.5}}};
  const auto* const found = std::ranges::find(kRare, code, &std::pair<std::string_view, double>::first);
  return found == kRare.end() ? 1.0 : found->second;
}

}  // namespace

std::string_view WeighLanguages(std::string_view text, const std::vector<LanguageGuess>& guesses, bool reliable) {
  const Writing writing = MainWriting(text);
  if (const std::string_view only = OnlyLanguage(writing); !only.empty()) {
    return only;
  }
  const Book& book = Hints();
  Votes votes{};
  std::size_t count = 0;
  for (const Word& word : Words(text)) {
    std::size_t at = word.begin;
    if (WritingOf(NextCodePoint(text, at)) == writing) {
      VoteWord(book, FoldCase(text.substr(word.begin, word.end - word.begin)), votes);
      ++count;
    }
  }
  const double weight = (kGuessBase + kGuessByWord * static_cast<double>(count)) * (reliable ? 1.0 : kUnsure);
  std::string_view best;
  double best_score = 0;
  for (const LanguageGuess& guess : guesses) {
    // Bosnian is told from Croatian by no words.
    const std::string_view code = guess.code == "bs" ? "hr" : guess.code;
    const auto row = book.rows.find(code);
    // English is what the guesser falls back on.
    const double fallback = code == "en" && (!reliable || count <= kFewWords) ? kFallback : 1.0;
    const double score = weight * guess.share * Rarity(code) * fallback;
    if (row != book.rows.end()) {
      votes[row->second] += static_cast<float>(score);
    } else if (score > best_score) {
      best = guess.code;
      best_score = score;
    }
  }
  for (std::size_t row = 0; row < kHintedLanguages; ++row) {
    if (votes[row] > best_score) {
      best = AllLanguageHints()[row].code;
      best_score = votes[row];
    }
  }
  return best;
}

}  // namespace headwater::text
