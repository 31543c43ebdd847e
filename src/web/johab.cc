// Johab: five bits each for a syllable's first consonant, vowel and last consonant.
#include "web/johab.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace headwater::web {
namespace {

constexpr char16_t kNothing = 0xFFFD;
constexpr std::int8_t kNone = -1;  // no such letter
constexpr std::int8_t kFill = -2;  // the letter is left out
constexpr std::size_t kLeastPairs = 12;
constexpr std::size_t kSample = 64U << 10U;

constexpr std::array<std::int8_t, 32> kFirsts{
    kNone, kFill, 0,  1,  2,  3,     4,     5,     6,     7,     8,     9,     10,    11,    12,    13,
    14,    15,    16, 17, 18, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone, kNone};
constexpr std::array<std::int8_t, 32> kVowels{kNone, kNone, kFill, 0,     1,  2,     3,     4,  kNone, kNone, 5,
                                              6,     7,     8,     9,     10, kNone, kNone, 11, 12,    13,    14,
                                              15,    16,    kNone, kNone, 17, 18,    19,    20, kNone, kNone};
constexpr std::array<std::int8_t, 32> kLasts{kNone, 0,  1,  2,  3,  4,  5,  6,     7,     8,    9,
                                             10,    11, 12, 13, 14, 15, 16, kNone, 17,    18,   19,
                                             20,    21, 22, 23, 24, 25, 26, 27,    kNone, kNone};
// The letters alone, as KS X 1001 has them: consonants in their order, and the vowels from U+314F on.
constexpr std::array<char16_t, 19> kConsonants{0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141,
                                               0x3142, 0x3143, 0x3145, 0x3146, 0x3147, 0x3148, 0x3149,
                                               0x314A, 0x314B, 0x314C, 0x314D, 0x314E};
// Syllables that any Korean text is full of.
constexpr std::array<char16_t, 24> kFrequent{u'이', u'다', u'는', u'에', u'의', u'을', u'가', u'고',
                                             u'하', u'지', u'로', u'은', u'를', u'서', u'한', u'도',
                                             u'기', u'사', u'인', u'자', u'시', u'어', u'나', u'있'};

unsigned Byte(char c) { return static_cast<unsigned char>(c); }

char16_t Syllable(unsigned pair) {
  const int first = kFirsts.at(pair >> 10U & 31U);
  const int vowel = kVowels.at(pair >> 5U & 31U);
  const int last = kLasts.at(pair & 31U);
  if (first == kNone || vowel == kNone || last == kNone) {
    return kNothing;
  }
  if (first >= 0 && vowel >= 0) {
    return static_cast<char16_t>(0xAC00 + (first * 21 + vowel) * 28 + last);
  }
  if (first >= 0 && vowel == kFill && last == 0) {
    return kConsonants.at(static_cast<std::size_t>(first));
  }
  if (first == kFill && vowel >= 0 && last == 0) {
    return static_cast<char16_t>(0x314F + vowel);
  }
  return kNothing;
}

// The row and the cell of KS X 1001 as EUC-KR writes them; the first is 0 where the pair stands in none.
struct Cell {
  unsigned row = 0;
  unsigned cell = 0;
};

Cell CellOf(unsigned first, unsigned second) {
  const bool symbols = first >= 0xD9 && first <= 0xDE;
  const bool hanja = first >= 0xE0 && first <= 0xF9;
  const bool low = second >= 0x31 && second <= 0x7E;
  if ((!symbols && !hanja) || (!low && second < 0x91) || second == 0xFF) {
    return {};
  }
  const unsigned row = symbols ? 0x21 + (first - 0xD9) * 2 : 0x4A + (first - 0xE0) * 2;
  if (second >= 0xA1) {
    return {(row + 1) | 0x80U, second};
  }
  return {row | 0x80U, (low ? second - 0x10 : second - 0x22) | 0x80U};
}

}  // namespace

std::u16string DecodeJohab(std::string_view bytes, char16_t (*euc_kr)(char first, char second)) {
  std::u16string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const unsigned first = Byte(bytes[at]);
    if (first < 0x80) {
      text += static_cast<char16_t>(first);
      continue;
    }
    const unsigned second = at + 1 < bytes.size() ? Byte(bytes[at + 1]) : 0;
    char16_t made = kNothing;
    if (second >= 0x41 && first >= 0x84 && first <= 0xD3) {
      made = Syllable(first << 8U | second);
    } else if (const Cell cell = CellOf(first, second); cell.row != 0) {
      made = euc_kr(static_cast<char>(cell.row), static_cast<char>(cell.cell));
    }
    text += made;
    // The second byte of what means nothing may be a letter of its own.
    at += made != kNothing || second >= 0x80 ? 1 : 0;
  }
  return text;
}

bool LooksLikeJohab(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t wrong = 0;
  std::size_t frequent = 0;
  bytes = bytes.substr(0, kSample);
  for (const char16_t c : DecodeJohab(bytes, [](char, char) { return u'\x3000'; })) {
    if (c < 0x80 || c == 0x3000) {
      continue;
    }
    ++pairs;
    wrong += c == kNothing ? 1 : 0;
    frequent += std::ranges::find(kFrequent, c) != kFrequent.end() ? 1 : 0;
  }
  return pairs >= kLeastPairs && wrong <= 1 + pairs / 50 && frequent * 8 >= pairs;
}

}  // namespace headwater::web
