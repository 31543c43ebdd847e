// How far two words are from one another.
#pragma once

#include <cstddef>
#include <string_view>

namespace headwater::text {

// The fewest bytes to be put in, taken out or changed that make the one the other (Levenshtein 1966). Takes time and
// memory with the product of their lengths: for words, not for texts.
std::size_t EditDistance(std::string_view one, std::string_view other);

}  // namespace headwater::text
