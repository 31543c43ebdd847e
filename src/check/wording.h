// Words held against a text: where they stand in it, and how nearly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::check {

// A text as folded words with their places, in bytes.
struct Worded {
  std::vector<std::string> words;
  std::vector<std::size_t> begin;
  std::vector<std::size_t> end;
};
// Whatever their case and marks; ’ is '. Words beyond `most` are passed over.
Worded WordsOf(std::string_view text, std::size_t most);

// Where words stand in a text.
struct Stretch {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  std::size_t edits = 0;  // words to be put in, taken out or changed
  double likeness = 0;    // 1: the same words in the same order
};

// A quotation in pieces: what its writer left out (…, ...) stands between them.
std::vector<std::string> PiecesOf(std::string_view quotation);
// Without quotation marks around it, and without space.
std::string_view Unquoted(std::string_view words);
// Is it within quotation marks as a whole?
bool IsQuoted(std::string_view words);

// The stretch of the text that is most like the words; nothing where less than half of them stands anywhere in it.
// Takes time with the product of the two.
std::optional<Stretch> Align(const std::vector<std::string>& words, const Worded& text);

// The text from the stretch's sentence, or a good part of it, on one line; `marked` is the stretch in it, in code
// points.
struct Shown {
  std::string words;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
Shown Around(std::string_view text, const Stretch& stretch, std::size_t most);

}  // namespace headwater::check
