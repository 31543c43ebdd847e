// A text as a run of hashed words: what near-copies are found and aligned by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::text {

// What can be seen of a word besides the word itself.
enum Trait : std::uint8_t {
  kCapital = 1,         // begins with a capital letter
  kDigits = 2,          // holds a digit
  kParagraphStart = 4,  // first of its paragraph
  kSentenceStart = 8,   // follows a full stop, or begins the paragraph
  kQuoted = 16,         // within quotation marks
};

struct HashedWord {
  std::uint32_t hash = 0;   // of the folded word; the same on every machine
  std::uint32_t begin = 0;  // code points
  std::uint32_t end = 0;
  std::uint32_t at = 0;     // bytes
  std::uint8_t size = 0;    // bytes
  std::uint8_t traits = 0;  // of Trait

  std::string_view In(std::string_view text) const { return text.substr(at, size); }
};

// Runs of letters and digits, apostrophes and hyphens parting them; where words are not parted by blanks (Chinese,
// Japanese, Thai) every letter is a word. Longer words than 63 letters are cut there. Linear in the text, which may be
// malformed UTF-8.
std::vector<HashedWord> HashWords(std::string_view text, std::size_t max_words);

// The hash that HashWords gives a single word.
std::uint32_t HashWord(std::string_view word);

// The hash of `size` words that follow each other.
std::uint64_t HashShingle(const std::uint32_t* words, std::size_t size);

}  // namespace headwater::text
