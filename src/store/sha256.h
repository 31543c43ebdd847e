// SHA-256 (FIPS 180-4) of what comes piece by piece.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace headwater::store {

class Sha256 {
 public:
  Sha256();
  void Add(std::string_view bytes);
  // In lower case. Ends it: nothing is added afterwards.
  std::string Hex();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace headwater::store
