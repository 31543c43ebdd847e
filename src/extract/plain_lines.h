// The lines of a plain text: cleaned, and with hard-wrapped paragraphs put together again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::extract {

// A paragraph, or a line of furniture, without blanks at its ends; never empty.
struct PlainLine {
  std::string text;
  bool after_blank = false;  // a blank line, or the start of the text, stands before it
};

// Malformed bytes become U+FFFD; line ends of every kind, no-break and other blanks, invisible signs and runs of blanks
// are evened out. A text whose lines mostly break off in mid-sentence at a common width is taken as hard-wrapped.
std::vector<PlainLine> PlainLines(std::string_view utf8);

// Whether the text closes a sentence: `.`, `!`, `?`, `…` or their like, then at most quotation marks and brackets.
bool ClosesSentence(std::string_view text);

// Whether it ends in an ellipsis: `...`, `…`, `[…]`.
bool TrailsOff(std::string_view text);

}  // namespace headwater::extract
