// Sentences of a text in any script.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace headwater::text {

// How a written-short word ("Dr.", "Inc.", "No.") behaves before a capital letter.
enum class Abbreviation {
  kNone,
  kTitle,   // never ends a sentence
  kNumber,  // ends none before a number
  kMaybe,   // ends one before a word that usually begins one
};

// What a caller knows of a language's ways; the rules without any are those of most languages.
class SentenceHabits {
 public:
  virtual ~SentenceHabits() = default;
  // `word` is in lower case (ASCII letters at least) and without its last point.
  virtual Abbreviation Kind(std::string_view word) const = 0;
  // Is the word, as written, one that often begins a sentence and seldom a name?
  virtual bool Begins(std::string_view word) const = 0;
  // Is `3. ` the third rather than the end of a sentence?
  virtual bool OrdinalPoint() const = 0;
};

// Bytes of the text, without white space at the ends.
struct SentencePlace {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool paragraph_start = false;
};

// Sentences end at `.` `!` `?` `…` and their like in other scripts, with the quotes and brackets that close after
// them, and at the end of a paragraph or list line; not after abbreviations, initials, in numbers, before lower case.
// Linear in the size of the text. Malformed UTF-8 does no harm.
std::vector<SentencePlace> Sentences(std::string_view text, const SentenceHabits& habits);

}  // namespace headwater::text
