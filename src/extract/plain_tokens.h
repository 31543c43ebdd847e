// Words, numbers and signs of a line, folded for looking up in the tables of phrases.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::extract {

// A run of letters, a run of digits, one ideograph, or the copyright sign.
struct Token {
  std::string folded;     // as text::Fold has it
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  // The value of up to nine ASCII digits, -1 for what is no number.
  int number = -1;
  bool capital = false;  // opens with an upper-case letter
};

// At most `most` tokens from the start of the text.
std::vector<Token> TokensOf(std::string_view text, std::size_t most = static_cast<std::size_t>(-1));

// The folded tokens with one blank between them: two lines that differ in case, marks and punctuation only have one
// key.
std::string LineKey(const std::vector<Token>& tokens);
std::string LineKey(std::string_view line);

// Without blanks at either end.
std::string_view Trim(std::string_view text);

}  // namespace headwater::extract
