// Words of a text in any script, and their folded forms.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::text {

// A word's place in the text, in bytes.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Runs of letters and digits (with apostrophes, points and hyphens as UAX #29 has them); Chinese, Japanese, Thai and
// their like by ICU's dictionaries. Nothing else.
std::vector<Word> Words(std::string_view text);

// For comparing: case folded, marks over letters dropped, compatibility forms made one (NFKD), `ß` as `ss`, `ł` as `l`.
std::string Fold(std::string_view word);

// Case folded and nothing else, composed (NFC): what stemmers want, whose endings may have marks (`ий`).
std::string FoldCase(std::string_view word);

}  // namespace headwater::text
