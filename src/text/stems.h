// Stems by language: what a word and its inflected forms have in common.
#pragma once

#include <string>
#include <string_view>

namespace headwater::text {

// The Snowball stem of a folded or lower-case word; the word itself where Snowball does not know the language
// (ISO 639-1).
std::string Stem(std::string_view word, std::string_view language);

}  // namespace headwater::text
