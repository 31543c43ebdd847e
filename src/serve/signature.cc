// HMACs over OpenSSL.
#include "serve/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace headwater::serve {

std::string SignatureFor(std::string_view method, std::string_view secret, std::string_view bytes) {
  struct Method {
    std::string_view name;
    const EVP_MD* (*digest)();
  };
  static constexpr std::array kMethods{Method{"sha1", EVP_sha1}, Method{"sha256", EVP_sha256},
                                       Method{"sha384", EVP_sha384}, Method{"sha512", EVP_sha512}};
  const auto* const found = std::ranges::find(kMethods, method, &Method::name);
  if (found == kMethods.end()) {
    return {};
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
  unsigned size = 0;
  if (HMAC(found->digest(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), code.data(), &size) == nullptr) {
    return {};
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string signature = std::string(method) + "=";
  for (unsigned i = 0; i < size; ++i) {
    signature.push_back(kDigits[code[i] >> 4U]);
    signature.push_back(kDigits[code[i] & 15U]);
  }
  return signature;
}

bool SignatureFits(std::string_view signature, std::string_view secret, std::string_view bytes) {
  std::string given = ascii::Lower(signature);
  const std::string wanted = SignatureFor(given.substr(0, given.find('=')), secret, bytes);
  return !wanted.empty() && given.size() == wanted.size() &&
         CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

}  // namespace headwater::serve
