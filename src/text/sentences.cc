// Sentences by one pass over the bytes, stopping only at what can end one.
#include "text/sentences.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"
#include "text/utf8.h"

namespace headwater::text {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// Enders after which no space is needed.
constexpr std::array<std::string_view, 6> kFullEnders{"。", "！", "？", "．", "।", "۔"};
constexpr std::string_view kArabicQuestion = "؟";
constexpr std::array<std::string_view, 18> kClosers{"\"", "'",  ")",  "]", "”", "’", "»",  "›",  "」",
                                                    "』", "）", "】", "“", "‘", "»", "〉", "》", "″"};

// The length of the ender that stands at `at`: of a run of them ("?!", "..."), all. 0 where none stands.
struct Ender {
  std::size_t length = 0;
  bool point = false;     // one plain point
  bool ellipsis = false;  // several points or `…`
  bool full = false;      // needs no space after it
};

bool StartsWith(std::string_view text, std::size_t at, std::string_view what) {
  return text.compare(at, what.size(), what) == 0;
}

Ender EnderAt(std::string_view text, std::size_t at) {
  Ender ender;
  const char c = text[at];
  if (c == '.' || c == '!' || c == '?') {
    std::size_t end = at;
    bool other = false;
    while (end < text.size() && (text[end] == '.' || text[end] == '!' || text[end] == '?')) {
      other = other || text[end] != '.';
      ++end;
    }
    ender.length = end - at;
    ender.point = !other && ender.length == 1;
    ender.ellipsis = !other && ender.length > 1;
    return ender;
  }
  if (static_cast<unsigned char>(c) < 0x80) {
    return ender;
  }
  if (StartsWith(text, at, kEllipsis)) {
    ender.length = kEllipsis.size();
    ender.ellipsis = true;
    return ender;
  }
  if (StartsWith(text, at, kArabicQuestion)) {
    ender.length = kArabicQuestion.size();
    return ender;
  }
  for (const std::string_view full : kFullEnders) {
    if (StartsWith(text, at, full)) {
      ender.length = full.size();
      ender.full = true;
      return ender;
    }
  }
  return ender;
}

// The end of the closing quotes and brackets that begin at `at`.
std::size_t SkipClosers(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto* const closer =
        std::ranges::find_if(kClosers, [&](std::string_view each) { return StartsWith(text, at, each); });
    if (closer == kClosers.end()) {
      break;
    }
    at += closer->size();
  }
  return at;
}

enum class Follows { kEnd, kLower, kUpper, kDigit, kOther };

// What the next letter or digit after white space, opening quotes and dashes is.
Follows NextIs(std::string_view text, std::size_t at, std::size_t* word_begin) {
  std::size_t steps = 0;
  while (at < text.size() && steps < 8) {
    const std::size_t begin = at;
    const char32_t c = NextCodePoint(text, at);
    if (c == U' ' || c == U'\t' || c == U'\n' || c == U'\r') {
      continue;
    }
    ++steps;
    *word_begin = begin;
    const auto code = static_cast<UChar32>(c);
    if (u_isdigit(code) != 0) {
      return Follows::kDigit;
    }
    if (u_isUUppercase(code) != 0 || u_istitle(code) != 0) {
      return Follows::kUpper;
    }
    if (u_isULowercase(code) != 0) {
      return Follows::kLower;
    }
    if (u_isalpha(code) != 0) {
      return Follows::kOther;
    }
  }
  return at < text.size() ? Follows::kOther : Follows::kEnd;
}

// The word that ends right before the byte `end`: letters, digits, and points and hyphens inside.
std::string_view WordBefore(std::string_view text, std::size_t from, std::size_t end) {
  std::size_t begin = end;
  while (begin > from && end - begin < 40) {
    const char c = text[begin - 1];
    if (!ascii::IsLetter(c) && !IsDigit(c) && c != '.' && c != '\'' && static_cast<unsigned char>(c) < 0x80) {
      break;
    }
    --begin;
  }
  // Quotes and dashes outside ASCII are no part of the word.
  std::string_view word = text.substr(begin, end - begin);
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t before = at;
    const auto c = static_cast<UChar32>(NextCodePoint(word, at));
    if (c >= 0x80 && u_isalnum(c) == 0 && u_charType(c) != U_NON_SPACING_MARK) {
      word = word.substr(at);
      at = 0;
    }
    if (before == at) {
      break;
    }
  }
  return word;
}

std::string_view WordAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at < 24 &&
         (ascii::IsLetter(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80)) {
    ++end;
  }
  return text.substr(at, end - at);
}

bool AllDigits(std::string_view word) { return !word.empty() && std::ranges::all_of(word, IsDigit); }

// Does one plain point after `word`, with what follows, end the sentence?
bool PointEnds(std::string_view word, Follows follows, std::string_view next, const SentenceHabits& habits) {
  if (follows == Follows::kLower) {
    return false;
  }
  if (AllDigits(word)) {
    return !(habits.OrdinalPoint() && word.size() <= 2);
  }
  std::size_t at = 0;
  const bool one_letter = !word.empty() && (NextCodePoint(word, at), at == word.size());
  const bool dotted = word.find('.') != std::string_view::npos;
  if (one_letter || dotted) {
    const bool initial = one_letter && !ascii::IsLetter(word[0]) ? true : one_letter && ascii::IsUpper(word[0]);
    if (one_letter && !initial) {
      return habits.Kind(ascii::Lower(word)) == Abbreviation::kNone;
    }
    return follows == Follows::kUpper && habits.Begins(next) && word != "I";
  }
  switch (habits.Kind(ascii::Lower(word))) {
    case Abbreviation::kNone:
      return true;
    case Abbreviation::kTitle:
      return false;
    case Abbreviation::kNumber:
      return follows != Follows::kDigit;
    case Abbreviation::kMaybe:
      return follows == Follows::kUpper && habits.Begins(next);
  }
  return true;
}

// A line's end inside a paragraph parts sentences, unless the next line goes on in lower case.
bool LineEnds(std::string_view text, std::size_t newline) {
  std::size_t at = newline;
  std::size_t newlines = 0;
  while (at < text.size() && IsSpace(text[at])) {
    newlines += text[at] == '\n' ? 1U : 0U;
    ++at;
  }
  if (newlines > 1 || at >= text.size()) {
    return true;
  }
  return u_isULowercase(static_cast<UChar32>(NextCodePoint(text, at))) == 0;
}

class Splitter {
 public:
  Splitter(std::string_view text, const SentenceHabits& habits) : text_(text), habits_(habits) {}

  std::vector<SentencePlace> Run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const char c = text_[at];
      if (c == '\n') {
        at = Newline(at);
        continue;
      }
      if (c != '.' && c != '!' && c != '?' && static_cast<unsigned char>(c) < 0x80) {
        ++at;
        continue;
      }
      const Ender ender = EnderAt(text_, at);
      if (ender.length == 0) {
        ++at;
        continue;
      }
      const std::size_t end = SkipClosers(text_, at + ender.length);
      if (Ends(ender, at, end)) {
        Close(end);
      }
      at = std::max(end, at + 1);
    }
    Close(text_.size());
    return std::move(places_);
  }

 private:
  bool Ends(const Ender& ender, std::size_t at, std::size_t end) const {
    if (ender.full || end >= text_.size()) {
      return true;
    }
    // Scraped paragraphs are sometimes glued: a quotation's end right before a capital letter.
    if (!IsSpace(text_[end])) {
      return false;
    }
    std::size_t next = end;
    const Follows follows = NextIs(text_, end, &next);
    if (!ender.point) {
      return follows != Follows::kLower;
    }
    return PointEnds(WordBefore(text_, begin_, at), follows, WordAt(text_, next), habits_);
  }

  std::size_t Newline(std::size_t at) {
    std::size_t after = at;
    std::size_t newlines = 0;
    while (after < text_.size() && IsSpace(text_[after])) {
      newlines += text_[after] == '\n' ? 1U : 0U;
      ++after;
    }
    if (LineEnds(text_, at)) {
      Close(at);
    }
    paragraph_ = paragraph_ || newlines > 1;
    return after;
  }

  void Close(std::size_t end) {
    std::size_t begin = begin_;
    begin_ = end;
    while (begin < end && IsSpace(text_[begin])) {
      ++begin;
    }
    while (end > begin && IsSpace(text_[end - 1])) {
      --end;
    }
    if (begin == end) {
      return;
    }
    places_.push_back({begin, end, paragraph_});
    paragraph_ = false;
  }

  std::string_view text_;
  const SentenceHabits& habits_;
  std::vector<SentencePlace> places_;
  std::size_t begin_ = 0;
  bool paragraph_ = true;
};

}  // namespace

std::vector<SentencePlace> Sentences(std::string_view text, const SentenceHabits& habits) {
  return Splitter(text, habits).Run();
}

}  // namespace headwater::text
