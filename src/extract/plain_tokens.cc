// Cutting lines into tokens.
#include "extract/plain_tokens.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "text/utf8.h"
#include "text/words.h"

namespace headwater::extract {
namespace {

enum class Sort { kOther, kLetter, kDigit, kAlone };

Sort SortOfWide(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  if (c == U'©') {
    return Sort::kAlone;
  }
  if (u_hasBinaryProperty(code, UCHAR_IDEOGRAPHIC) != 0) {
    return Sort::kAlone;
  }
  if (u_isdigit(code) != 0) {
    return Sort::kDigit;
  }
  if (u_isalpha(code) != 0 || u_charType(code) == U_NON_SPACING_MARK || u_charType(code) == U_COMBINING_SPACING_MARK) {
    return Sort::kLetter;
  }
  return Sort::kOther;
}

Sort SortOf(char32_t c) {
  if (c < 0x80) {
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    const bool digit = c >= U'0' && c <= U'9';
    return letter ? Sort::kLetter : digit ? Sort::kDigit : Sort::kOther;
  }
  return SortOfWide(c);
}

int NumberOf(std::string_view digits) {
  if (digits.size() > 9) {
    return -1;
  }
  int value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return value;
}

// Digits of any script.
std::string AsciiDigits(std::string_view digits) {
  std::string ascii;
  for (std::size_t at = 0; at < digits.size();) {
    const std::int32_t value = u_charDigitValue(static_cast<UChar32>(text::NextCodePoint(digits, at)));
    ascii += static_cast<char>('0' + std::clamp(value, 0, 9));
  }
  return ascii;
}

Token TokenAt(std::string_view text, std::size_t begin, std::size_t end, Sort sort, char32_t first) {
  Token token;
  token.begin = begin;
  token.end = end;
  token.capital = u_isupper(static_cast<UChar32>(first)) != 0;
  if (sort == Sort::kDigit) {
    token.folded = AsciiDigits(text.substr(begin, end - begin));
    token.number = NumberOf(token.folded);
  } else {
    token.folded = text::Fold(text.substr(begin, end - begin));
  }
  return token;
}

}  // namespace

std::vector<Token> TokensOf(std::string_view text, std::size_t most) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size() && tokens.size() < most;) {
    const std::size_t begin = at;
    const char32_t first = text::NextCodePoint(text, at);
    const Sort sort = SortOf(first);
    if (sort == Sort::kOther) {
      continue;
    }
    while (sort != Sort::kAlone && at < text.size()) {
      std::size_t next = at;
      if (SortOf(text::NextCodePoint(text, next)) != sort) {
        break;
      }
      at = next;
    }
    tokens.push_back(TokenAt(text, begin, at, sort, first));
  }
  return tokens;
}

std::string LineKey(const std::vector<Token>& tokens) {
  std::string key;
  for (const Token& token : tokens) {
    if (!key.empty()) {
      key.push_back(' ');
    }
    key += token.folded;
  }
  return key;
}

std::string LineKey(std::string_view line) { return LineKey(TokensOf(line)); }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace headwater::extract
