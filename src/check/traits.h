// What a claim and a sentence of another language can share: names in any script, numbers, days. Inside the room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "news/annotations.h"

namespace headwater::check {

// A day of the year; the year is often left out.
struct Day {
  unsigned month = 0;
  unsigned day = 0;
  bool operator==(const Day&) const = default;
};

struct Traits {
  std::vector<std::string> names;    // as they are written, each once
  std::vector<std::string> numbers;  // in plain digits with a point: of two digits at least, and no years
  std::vector<Day> days;
};

// Names are runs of words with capitals; the first word of a sentence is one where others stand with it, and in a
// language that has no capitals there are none. At most 8 of each.
Traits TraitsOf(std::string_view claim, std::string_view language);

// `4,000`, `4 000` and `٤٠٠٠` are `4000`, `3,5` is `3.5`; nothing where a word is no number. A group of three digits
// behind a comma or a point is taken for thousands.
std::optional<std::string> NumberIn(std::string_view word);

// The words of a name stand one behind the other, spelt alike in plain letters, whatever the script; an ending may hang
// on the last.
bool HasName(const std::vector<std::string>& latin_words, std::string_view name);
// The words of a text so, a number as its digits.
std::vector<std::string> LatinWords(std::string_view text);

}  // namespace headwater::check
