// A text as sentences and words, ready to be held against another.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compare/runs.h"

namespace headwater::compare {

// A word, or one sign; white space belongs to what is before it.
struct Token {
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;    // without the white space behind it
  Key key = 0;            // alike for one kind of quotation mark and another
  bool word = false;
  bool quoted = false;  // stands within quotation marks
};

struct Sentence {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool paragraph_start = false;
  Key key = 0;  // of its tokens: white space does not count
  std::vector<Token> tokens;
};

// Borrows the text.
struct Prose {
  std::string_view text;
  std::vector<Sentence> sentences;

  std::string_view WordsOf(const Token& token) const { return text.substr(token.begin, token.end - token.begin); }
};

Prose ReadProse(std::string_view text);

// Of the words that two sentences have in all, the part that both have; 0 to 1.
double Likeness(const Sentence& one, const Sentence& other);

}  // namespace headwater::compare
