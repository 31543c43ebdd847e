// SHA-256 by OpenSSL.
#include "store/sha256.h"

#include <fmt/format.h>

#include <array>

namespace headwater::store {

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

void Sha256::Add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

std::string Sha256::Hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_.get(), hash.data(), &size);
  std::string hex;
  for (unsigned n = 0; n < size; ++n) {
    hex += fmt::format("{:02x}", hash.at(n));
  }
  return hex;
}

}  // namespace headwater::store
