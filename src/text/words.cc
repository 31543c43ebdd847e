// Words by ICU's break rules, with a short way for plain ASCII.
#include "text/words.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

#include <memory>

#include "base/ascii.h"
#include "text/utf8.h"

namespace headwater::text {
namespace {

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

// UAX #29, WB6 to WB12: what joins two letters, and two digits.
bool Joins(std::string_view text, std::size_t at) {
  if (at == 0 || at + 1 >= text.size()) {
    return false;
  }
  const char before = text[at - 1];
  const char after = text[at + 1];
  switch (text[at]) {
    case '_':
      return true;
    case '\'':
    case '.':
      return (ascii::IsDigit(before) == ascii::IsDigit(after)) && ascii::IsAlnum(before) && ascii::IsAlnum(after);
    case ',':
      return ascii::IsDigit(before) && ascii::IsDigit(after);
    default:
      return false;
  }
}

std::vector<Word> AsciiWords(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!ascii::IsAlnum(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && (ascii::IsAlnum(text[at]) || Joins(text, at))) {
      ++at;
    }
    words.push_back({begin, at});
  }
  return words;
}

// One break iterator a thread: making one costs more than breaking a page.
icu::BreakIterator& WordBreaks() {
  thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  return *breaks;
}

std::vector<Word> IcuWords(std::string_view text) {
  std::vector<Word> words;
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  if (U_FAILURE(status)) {
    return words;
  }
  icu::BreakIterator& breaks = WordBreaks();
  breaks.setText(utext, status);
  std::int32_t begin = breaks.first();
  for (std::int32_t end = breaks.next(); end != icu::BreakIterator::DONE; begin = end, end = breaks.next()) {
    if (breaks.getRuleStatus() != UBRK_WORD_NONE) {
      words.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end)});
    }
  }
  utext_close(utext);
  return words;
}

// Letters that carry their stroke inside and so do not decompose.
char32_t Unstroked(char32_t c) {
  switch (c) {
    case U'ł':
      return U'l';
    case U'đ':
    case U'ð':
      return U'd';
    case U'ø':
      return U'o';
    case U'ħ':
      return U'h';
    case U'ŧ':
      return U't';
    case U'ı':
      return U'i';
    default:
      return c;
  }
}

}  // namespace

std::vector<Word> Words(std::string_view text) { return IsAscii(text) ? AsciiWords(text) : IcuWords(text); }

std::string Fold(std::string_view word) {
  if (IsAscii(word)) {
    return ascii::Lower(word);
  }
  std::string folded;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  wide.foldCase();
  wide = decompose->normalize(wide, status);
  for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
    const UChar32 c = wide.char32At(at);
    if (u_charType(c) != U_NON_SPACING_MARK) {
      AppendCodePoint(folded, Unstroked(static_cast<char32_t>(c)));
    }
  }
  return folded;
}

std::string FoldCase(std::string_view word) {
  if (IsAscii(word)) {
    return ascii::Lower(word);
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  wide.foldCase();
  std::string folded;
  compose->normalize(wide, status).toUTF8String(folded);
  return folded;
}

}  // namespace headwater::text
