// Hashes: SHA-256 for what must not collide in a hostile world, a fast 64-bit mix for tables in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headwater {

// FIPS 180-4, as 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

// The same value on every machine and in every run, so that it may be stored. Not for hostile keys: it has no secret.
std::uint64_t Hash64(std::string_view bytes);

// Joins a further value into a hash (order matters).
constexpr std::uint64_t MixHash(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
  hash ^= hash >> 32U;
  hash *= 0xD6E8FEB86659FD93ULL;
  hash ^= hash >> 32U;
  return hash;
}

}  // namespace headwater
