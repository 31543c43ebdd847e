// Cuts a text into sentences and these into tokens, in one walk each.
#include "compare/sentences.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::compare {
namespace {

// Both texts are cut alike, which is all that is asked of the cuts.
class NoHabits final : public text::SentenceHabits {
 public:
  text::Abbreviation Kind(std::string_view /*word*/) const override { return text::Abbreviation::kNone; }
  bool Begins(std::string_view /*word*/) const override { return false; }
  bool OrdinalPoint() const override { return false; }
};

constexpr std::array<char32_t, 11> kDouble{U'"',      U'\u201C', U'\u201D', U'\u201E', U'\u201F', U'\u00AB',
                                           U'\u00BB', U'\u300C', U'\u300D', U'\u300E', U'\u300F'};
constexpr std::array<char32_t, 7> kSingle{U'\'', U'\u2018', U'\u2019', U'\u201A', U'\u201B', U'\u02BC', U'`'};
constexpr std::array<char32_t, 6> kDash{U'-', U'\u2010', U'\u2011', U'\u2012', U'\u2013', U'\u2014'};

bool IsBlank(char32_t c) {
  return c == U' ' || (c >= U'\t' && c <= U'\r') || c == U'\u00A0' || (c >= U'\u2000' && c <= U'\u200D') ||
         c == U'\u202F' || c == U'\u3000' || c == U'\uFEFF' || c == U'\u00AD';
}

char32_t Plain(char32_t c) {
  if (std::ranges::find(kDouble, c) != kDouble.end()) {
    return U'"';
  }
  if (std::ranges::find(kSingle, c) != kSingle.end()) {
    return U'\'';
  }
  return std::ranges::find(kDash, c) != kDash.end() ? U'-' : c;
}

// Apostrophes and hyphens are written in several ways within words too.
Key KeyOf(std::string_view word) {
  std::string plain;
  plain.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = text::NextCodePoint(word, at);
    if (!IsBlank(c)) {
      text::AppendCodePoint(plain, Plain(c));
    }
  }
  return Hash64(plain);
}

// Walks through a paragraph's sentences; a quotation that is not closed ends with its paragraph.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text), words_(text::Words(text)) {}

  void Cut(Sentence& sentence) {
    if (sentence.paragraph_start) {
      quoted_ = false;
    }
    std::size_t at = sentence.begin;
    while (next_ < words_.size() && words_[next_].begin < sentence.end) {
      const text::Word word = words_[next_++];
      if (word.end <= at) {
        continue;
      }
      Signs(at, std::max(at, word.begin), sentence);
      at = std::min(word.end, sentence.end);
      Add({std::max(word.begin, sentence.begin), at, 0, true, quoted_}, sentence);
    }
    Signs(at, sentence.end, sentence);
    std::string keys;
    for (const Token& token : sentence.tokens) {
      keys.append(reinterpret_cast<const char*>(&token.key), sizeof token.key);
    }
    sentence.key = Hash64(keys);
  }

 private:
  void Signs(std::size_t at, std::size_t end, Sentence& sentence) {
    while (at < end) {
      const std::size_t begin = at;
      const char32_t c = text::NextCodePoint(text_, at);
      if (IsBlank(c)) {
        continue;
      }
      Add({begin, at, 0, false, quoted_}, sentence);
      quoted_ = Plain(c) == U'"' ? !quoted_ : quoted_;
    }
  }

  void Add(Token token, Sentence& sentence) const {
    token.key = KeyOf(text_.substr(token.begin, token.end - token.begin));
    sentence.tokens.push_back(token);
  }

  std::string_view text_;
  std::vector<text::Word> words_;
  std::size_t next_ = 0;
  bool quoted_ = false;
};

std::vector<Key> SortedWords(const Sentence& sentence) {
  std::vector<Key> keys;
  for (const Token& token : sentence.tokens) {
    if (token.word) {
      keys.push_back(token.key);
    }
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace

Prose ReadProse(std::string_view text) {
  Prose prose{text, {}};
  Cutter cutter(text);
  for (const text::SentencePlace& place : text::Sentences(text, NoHabits())) {
    Sentence sentence{place.begin, place.end, place.paragraph_start, 0, {}};
    cutter.Cut(sentence);
    if (!sentence.tokens.empty()) {
      prose.sentences.push_back(std::move(sentence));
    }
  }
  return prose;
}

double Likeness(const Sentence& one, const Sentence& other) {
  const std::vector<Key> a = SortedWords(one);
  const std::vector<Key> b = SortedWords(other);
  if (a.empty() || b.empty()) {
    return 0;
  }
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size());
}

}  // namespace headwater::compare
