// Folded forms through text/words, stems through text/stems.
#include "store/tokens.h"

#include <fmt/format.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <array>
#include <span>

#include "text/stems.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

// Longer words are cut: no one asks for them, and hostile pages have them.
constexpr std::size_t kMaxWordBytes = 128;
constexpr char kStemMark = '\x02';

// Which of the languages that Snowball knows are written in which script.
struct Writing {
  UScriptCode script;
  std::span<const std::string_view> languages;
};
constexpr std::array<std::string_view, 19> kLatin{"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no",
                                                  "fi", "hu", "ro", "tr", "id", "lt", "ca", "eu", "ga"};
constexpr std::array<std::string_view, 2> kCyrillic{"ru", "sr"};
constexpr std::array<std::string_view, 1> kGreek{"el"};
constexpr std::array<std::string_view, 1> kArabic{"ar"};
constexpr std::array<std::string_view, 2> kDevanagari{"hi", "ne"};
constexpr std::array<std::string_view, 1> kArmenian{"hy"};
constexpr std::array<std::string_view, 1> kTamil{"ta"};
constexpr std::array<std::string_view, 1> kHebrew{"yi"};
constexpr std::array<Writing, 8> kWritings{{{USCRIPT_LATIN, kLatin},
                                            {USCRIPT_CYRILLIC, kCyrillic},
                                            {USCRIPT_GREEK, kGreek},
                                            {USCRIPT_ARABIC, kArabic},
                                            {USCRIPT_DEVANAGARI, kDevanagari},
                                            {USCRIPT_ARMENIAN, kArmenian},
                                            {USCRIPT_TAMIL, kTamil},
                                            {USCRIPT_HEBREW, kHebrew}}};

UScriptCode ScriptOf(char32_t c) {
  if (c < 0x80) {
    return USCRIPT_LATIN;
  }
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

UScriptCode ScriptOf(std::string_view word) {
  std::size_t at = 0;
  return word.empty() ? USCRIPT_COMMON : ScriptOf(text::NextCodePoint(word, at));
}

bool IsIndexedByCharacter(char32_t c) {
  if (c < 0x1100) {
    return false;
  }
  switch (ScriptOf(c)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
      return true;
    default:
      return false;
  }
}

std::string_view Cut(std::string_view word) {
  if (word.size() <= kMaxWordBytes) {
    return word;
  }
  std::size_t end = kMaxWordBytes;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return word.substr(0, end);
}

bool HasDigit(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// Stemmed before it is folded: Russian endings need their marks. Folded after, for who leaves marks out.
std::string StemToken(std::string_view lower, std::string_view language) {
  std::string token(1, kStemMark);
  token.append(language).push_back(':');
  return token.append(text::Fold(text::Stem(lower, language)));
}

bool IsStemmed(std::string_view language) {
  return std::ranges::any_of(kWritings, [&](const Writing& writing) {
    return std::ranges::find(writing.languages, language) != writing.languages.end();
  });
}

void AddNew(std::vector<std::string>& tokens, std::string token) {
  if (std::ranges::find(tokens, token) == tokens.end()) {
    tokens.push_back(std::move(token));
  }
}

}  // namespace

std::vector<text::Word> IndexedPlaces(std::string_view text) {
  std::vector<text::Word> places;
  for (const text::Word& word : text::Words(text)) {
    std::size_t at = word.begin;
    std::size_t begin = at;
    while (at < word.end) {
      const std::size_t here = at;
      if (IsIndexedByCharacter(text::NextCodePoint(text, at))) {
        if (begin < here) {
          places.push_back({begin, here});
        }
        places.push_back({here, at});
        begin = at;
      }
    }
    if (begin < word.end) {
      places.push_back({begin, word.end});
    }
  }
  return places;
}

std::vector<std::string> TokensOf(std::string_view word, std::string_view language) {
  word = Cut(word);
  std::vector<std::string> tokens{text::Fold(word)};
  if (tokens.front().empty()) {
    return {};
  }
  if (IsStemmed(language) && !HasDigit(word)) {
    tokens.push_back(StemToken(text::FoldCase(word), language));
  }
  return tokens;
}

std::vector<std::string> TokensAskedFor(std::string_view word, std::string_view language) {
  word = Cut(word);
  std::vector<std::string> tokens{text::Fold(word)};
  if (tokens.front().empty()) {
    return {};
  }
  if (HasDigit(word)) {
    return tokens;
  }
  const std::string folded = tokens.front();
  const std::string lower = text::FoldCase(word);
  const UScriptCode script = ScriptOf(word);
  for (const Writing& writing : kWritings) {
    for (const std::string_view each : writing.languages) {
      if (writing.script == script && (language.empty() || language == each)) {
        AddNew(tokens, StemToken(lower, each));
        AddNew(tokens, StemToken(folded, each));
      }
    }
  }
  return tokens;
}

// The number is ours, to be raised with every change to this file's tokens or to what is read out of articles into rows
// of their own; where words begin and end is ICU's.
std::string TokensVersion() { return fmt::format("5, ICU {}", U_ICU_VERSION_MAJOR_NUM); }

}  // namespace headwater::store
