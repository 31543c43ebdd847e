// A text made ready once for all parts of annotation: sentences and tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/annotate.h"
#include "news/span.h"
#include "text/utf8.h"

namespace headwater::annotate {

// A word (letters and digits with inner apostrophes, hyphens and points: `isn't`, `Jean-Claude`, `U.S`, `3.5`) or a
// single mark of punctuation. Possessive `'s` is a token of its own. Offsets are bytes of the text.
struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool word = false;         // has a letter
  bool capitalised = false;  // begins with an upper-case letter
  bool upper = false;        // two or more letters, all upper-case
  bool number = false;       // begins with a digit
  bool quote = false;        // a quotation mark of any kind (never an inner apostrophe)
  bool punct = false;        // punctuation or symbol, quotes among them
  bool space_before = false;
};

// Byte offsets, without white space at the ends; tokens [first, last).
struct Sentence {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool paragraph_start = false;
};

// Borrows the text, which must outlive it.
struct Prepared {
  Prepared(std::string_view all, std::string language_code, const Limits& limits);

  std::string_view text;  // cut to Limits::max_text
  std::string language;   // ISO 639-1, may be empty
  text::CodePointIndex index;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;

  std::string_view Word(const Token& token) const { return text.substr(token.begin, token.end - token.begin); }
  std::string_view Word(std::size_t token) const { return Word(tokens[token]); }
  // What is given out counts code points.
  news::Span SpanOf(std::size_t begin_byte, std::size_t end_byte) const {
    return {index.CodePointAt(begin_byte), index.CodePointAt(end_byte)};
  }
};

}  // namespace headwater::annotate
