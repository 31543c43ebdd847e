// SHA-256 through libsodium, and a 64-bit hash after MurmurHash64A's mixing steps.
#include "base/hash.h"

#include <sodium.h>

#include <array>
#include <cstring>

namespace headwater {

std::string Sha256Hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string hex(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  hex.pop_back();
  return hex;
}

std::uint64_t Hash64(std::string_view bytes) {
  constexpr std::uint64_t kMultiplier = 0xC6A4A7935BD1E995ULL;
  constexpr unsigned kShift = 47;
  std::uint64_t hash = 0x8445D61A4E774912ULL ^ (bytes.size() * kMultiplier);
  while (bytes.size() >= sizeof(std::uint64_t)) {
    std::uint64_t block = 0;
    std::memcpy(&block, bytes.data(), sizeof(block));
    block *= kMultiplier;
    block ^= block >> kShift;
    hash ^= block * kMultiplier;
    hash *= kMultiplier;
    bytes.remove_prefix(sizeof(block));
  }
  if (!bytes.empty()) {
    std::uint64_t block = 0;
    std::memcpy(&block, bytes.data(), bytes.size());
    hash ^= block;
    hash *= kMultiplier;
  }
  hash ^= hash >> kShift;
  hash *= kMultiplier;
  hash ^= hash >> kShift;
  return hash;
}

}  // namespace headwater
