// Features as hashes: what is seen at a place, mixed into one number that models look up.
#pragma once

#include <cstdint>

namespace headwater::learn {

// What is seen ("the word before is *said*"), hashed. Two features that share a hash are one to a model.
using Feature = std::uint64_t;

// Mixes the number of a template ("the word before", "the two tags before") with its values. The same on every
// machine and in every version of the program: models hold these numbers.
constexpr Feature MakeFeature(std::uint64_t kind, std::uint64_t one, std::uint64_t two = 0, std::uint64_t three = 0) {
  Feature hash = (one + (kind * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
  hash ^= hash >> 32U;
  hash = (hash + two) * 0xA0761D6478BD642FULL;
  hash ^= hash >> 29U;
  hash = (hash + three) * 0xE7037ED1A0B428DBULL;
  hash ^= hash >> 32U;
  return hash;
}

}  // namespace headwater::learn
