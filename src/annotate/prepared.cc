// Making a text ready: sentences by the language's habits, tokens by one pass over the bytes.
#include "annotate/prepared.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "tables/tables.h"
#include "text/sentences.h"

namespace headwater::annotate {
namespace {

// One language's rows of data/abbreviations.tsv.
class Habits final : public text::SentenceHabits {
 public:
  void Add(std::string_view kind, std::string_view words) {
    if (kind == "ordinal") {
      ordinal_ = true;
      return;
    }
    while (!words.empty()) {
      const std::size_t space = words.find(' ');
      const std::string_view word = words.substr(0, space);
      words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
      if (kind == "begins") {
        begins_.insert(word);
      } else if (!word.empty()) {
        kinds_[word] = kind == "title"    ? text::Abbreviation::kTitle
                       : kind == "number" ? text::Abbreviation::kNumber
                                          : text::Abbreviation::kMaybe;
      }
    }
  }

  text::Abbreviation Kind(std::string_view word) const override {
    const auto found = kinds_.find(word);
    return found == kinds_.end() ? text::Abbreviation::kNone : found->second;
  }
  bool Begins(std::string_view word) const override { return begins_.contains(word); }
  bool OrdinalPoint() const override { return ordinal_; }

 private:
  std::unordered_map<std::string_view, text::Abbreviation> kinds_;
  std::unordered_set<std::string_view> begins_;
  bool ordinal_ = false;
};

// A language's own rows count for more than those of all; an unknown language has those of all and of English.
const Habits& HabitsOf(std::string_view language) {
  static const auto all = [] {
    std::map<std::string_view, Habits> made;
    for (const tables::Row& row : tables::Table("abbreviations")) {
      made[row[0]];
    }
    for (auto& [code, habits] : made) {
      for (const std::string_view wanted : {std::string_view("*"), code}) {
        for (const tables::Row& row : tables::Table("abbreviations")) {
          if (row[0] == wanted) {
            habits.Add(row[1], row[2]);
          }
        }
      }
    }
    return made;
  }();
  const auto found = all.find(language);
  return found == all.end() ? all.at("en") : found->second;
}

std::string_view Cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) {
    return text;
  }
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) {
    --limit;
  }
  return text.substr(0, limit);
}

enum class Class : std::uint8_t { kSpace, kLower, kUpper, kDigit, kMark, kQuote, kApostrophe, kPunct, kIdeograph };

constexpr std::array<char32_t, 16> kQuotes{U'"', U'“',  U'”',  U'„',  U'‟',  U'«', U'»', U'‹',
                                           U'›', U'「', U'」', U'『', U'』', U'‘', U'‚', U'`'};

Class ClassOfWide(char32_t c) {
  if (c == U'’') {
    return Class::kApostrophe;
  }
  for (const char32_t quote : kQuotes) {
    if (c == quote) {
      return Class::kQuote;
    }
  }
  const auto code = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(code) != 0 || c == 0xFEFF || c == 0x200B) {
    return Class::kSpace;
  }
  if (u_isUUppercase(code) != 0 || u_istitle(code) != 0) {
    return Class::kUpper;
  }
  if (u_isalpha(code) != 0) {
    const bool ideograph = u_hasBinaryProperty(code, UCHAR_IDEOGRAPHIC) != 0 || (c >= 0x3040 && c <= 0x30FF);
    return ideograph ? Class::kIdeograph : Class::kLower;
  }
  if (u_isdigit(code) != 0) {
    return Class::kDigit;
  }
  const auto type = u_charType(code);
  return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_FORMAT_CHAR ? Class::kMark
                                                                                                 : Class::kPunct;
}

Class ClassOf(char32_t c) {
  if (c >= 0x80) {
    return ClassOfWide(c);
  }
  if (c >= U'a' && c <= U'z') {
    return Class::kLower;
  }
  if (c >= U'A' && c <= U'Z') {
    return Class::kUpper;
  }
  if (c >= U'0' && c <= U'9') {
    return Class::kDigit;
  }
  if (c == U' ' || (c >= 9 && c <= 13)) {
    return Class::kSpace;
  }
  if (c == U'\'') {
    return Class::kApostrophe;
  }
  return c == U'"' || c == U'`' ? Class::kQuote : Class::kPunct;
}

bool IsLetter(Class c) { return c == Class::kLower || c == Class::kUpper; }
bool IsWordClass(Class c) { return IsLetter(c) || c == Class::kDigit || c == Class::kMark; }

// Cuts one sentence into tokens.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  void Run(std::size_t begin, std::size_t end) {
    bool space = true;
    std::size_t at = begin;
    while (at < end) {
      const std::size_t start = at;
      const Class first = ClassOf(text::NextCodePoint(text_, at));
      if (first == Class::kSpace) {
        space = true;
        continue;
      }
      if (IsWordClass(first)) {
        at = Word(start, end, space);
      } else {
        Single(start, at, first, space);
      }
      space = false;
    }
  }

 private:
  Class ClassAt(std::size_t at, std::size_t end) const {
    return at < end ? ClassOf(text::NextCodePoint(text_, at)) : Class::kSpace;
  }

  // Does the mark at `at` (one code point up to `after`) join what stands before with what comes?
  bool Joins(std::size_t at, std::size_t after, Class mark, bool after_digit, std::size_t end) const {
    const Class next = ClassAt(after, end);
    if (mark == Class::kApostrophe) {
      return IsLetter(next);
    }
    switch (text_[at]) {
      case '-':
      case '_':
      case '&':
      case '.':
        return IsWordClass(next);
      case ',':
      case ':':
        return after_digit && next == Class::kDigit;
      default:
        return false;
    }
  }

  // An apostrophe with an s (or a lone apostrophe after s) that ends the word is the possessive.
  bool IsPossessive(std::size_t apostrophe_end, std::size_t end) const {
    if (apostrophe_end >= end || (text_[apostrophe_end] != 's' && text_[apostrophe_end] != 'S')) {
      return false;
    }
    return !IsWordClass(ClassAt(apostrophe_end + 1, end));
  }

  std::size_t Word(std::size_t begin, std::size_t end, bool space) {
    Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.space_before = space;
    std::size_t at = begin;
    std::size_t letters = 0;
    std::size_t upper = 0;
    bool after_digit = false;
    while (at < end) {
      const std::size_t start = at;
      std::size_t after = at;
      const Class c = ClassOf(text::NextCodePoint(text_, after));
      if (IsWordClass(c)) {
        letters += IsLetter(c) ? 1U : 0U;
        upper += c == Class::kUpper ? 1U : 0U;
        token.capitalised = token.capitalised || (start == begin && c == Class::kUpper);
        token.number = token.number || (start == begin && c == Class::kDigit);
        after_digit = c == Class::kDigit;
        at = after;
        continue;
      }
      const bool joins = (c == Class::kApostrophe || c == Class::kPunct) && Joins(start, after, c, after_digit, end);
      if (!joins || (c == Class::kApostrophe && IsPossessive(after, end))) {
        break;
      }
      at = after;
    }
    token.word = letters > 0;
    token.upper = upper > 1 && upper == letters;
    token.end = static_cast<std::uint32_t>(at);
    tokens_.push_back(token);
    return at;
  }

  void Single(std::size_t begin, std::size_t& at, Class c, bool space) {
    Token token;
    token.begin = static_cast<std::uint32_t>(begin);
    token.space_before = space;
    if (c == Class::kApostrophe && IsPossessive(at, text_.size()) && !space) {
      at += 1;
      token.word = true;
    } else if (c == Class::kIdeograph) {
      token.word = true;
    } else {
      token.punct = true;
      token.quote = c == Class::kQuote || c == Class::kApostrophe;
    }
    token.end = static_cast<std::uint32_t>(at);
    tokens_.push_back(token);
  }

  std::string_view text_;
  std::vector<Token>& tokens_;
};

}  // namespace

Prepared::Prepared(std::string_view all, std::string language_code, const Limits& limits)
    : text(Cut(all, limits.max_text)), language(std::move(language_code)), index(text) {
  tokens.reserve(text.size() / 5);
  Tokenizer tokenizer(text, tokens);
  for (const text::SentencePlace& place : text::Sentences(text, HabitsOf(language))) {
    Sentence sentence;
    sentence.begin = static_cast<std::uint32_t>(place.begin);
    sentence.end = static_cast<std::uint32_t>(place.end);
    sentence.paragraph_start = place.paragraph_start;
    sentence.first = static_cast<std::uint32_t>(tokens.size());
    tokenizer.Run(place.begin, place.end);
    sentence.last = static_cast<std::uint32_t>(tokens.size());
    sentences.push_back(sentence);
  }
}

}  // namespace headwater::annotate
