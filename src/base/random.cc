// Random bytes from libsodium.
#include "base/random.h"

#include <sodium.h>

#include <cstdlib>
#include <vector>

namespace headwater {

std::string RandomHex(std::size_t bytes) {
  if (sodium_init() < 0) {
    // Without randomness every secret would be known.
    std::abort();
  }
  std::vector<unsigned char> random(bytes);
  randombytes_buf(random.data(), random.size());
  std::string hex(bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), random.data(), random.size());
  hex.pop_back();
  return hex;
}

}  // namespace headwater
