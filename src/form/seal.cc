// Keys and signatures, by OpenSSL.
#include "form/seal.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/hash.h"

namespace headwater::form {
namespace {

constexpr int kHalf = 48;

template <auto free>
struct Free {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

tl::unexpected<Error> NoKey() { return Fail(Fault::kStorage, "the key that bundles are signed with is damaged"); }

std::string Base64(const unsigned char* bytes, int size) {
  std::string text(static_cast<std::size_t>((size + 2) / 3 * 4) + 1, '\0');
  text.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, size)));
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  constexpr std::size_t kLongest = 4'096;
  if (text.empty() || text.size() % 4 != 0 || text.size() > kLongest) {
    return std::nullopt;
  }
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  const std::size_t filled = text.size() - std::min(text.find('='), text.size());
  if (size < 0 || filled > 2) {
    return std::nullopt;
  }
  bytes.resize(static_cast<std::size_t>(size) - filled);
  return bytes;
}

Key PrivateKey(const std::string& pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr);
}

}  // namespace

Result<std::string> NewSealKey() {
  const Key key(EVP_EC_gen("P-384"));
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!key || !bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return Fail(Fault::kStorage, "no key could be made");
  }
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

Result<std::string> PublicKeyOf(const std::string& private_key) {
  const Key key = PrivateKey(private_key);
  unsigned char* bytes = nullptr;
  const int size = key ? i2d_PUBKEY(key.get(), &bytes) : 0;
  if (size <= 0) {
    return NoKey();
  }
  std::string text = Base64(bytes, size);
  OPENSSL_free(bytes);
  return text;
}

std::string FingerprintOf(std::string_view public_key) {
  const auto bytes = FromBase64(public_key);
  return bytes ? Sha256Hex(*bytes) : std::string();
}

Result<std::string> Sign(const std::string& private_key, std::string_view words) {
  const Key key = PrivateKey(private_key);
  const Digest digest(EVP_MD_CTX_new());
  std::size_t size = 0;
  const auto* const bytes = reinterpret_cast<const unsigned char*>(words.data());
  if (!key || !digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(digest.get(), nullptr, &size, bytes, words.size()) != 1) {
    return NoKey();
  }
  std::string der(size, '\0');
  if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(der.data()), &size, bytes, words.size()) != 1) {
    return NoKey();
  }
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  std::string halves(2 * kHalf, '\0');
  auto* const out = reinterpret_cast<unsigned char*>(halves.data());
  if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, kHalf) != kHalf ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + kHalf, kHalf) != kHalf) {
    return NoKey();
  }
  return Base64(out, 2 * kHalf);
}

bool SealFits(std::string_view public_key, std::string_view signature, std::string_view words) {
  const auto spki = FromBase64(public_key);
  const auto halves = FromBase64(signature);
  if (!spki || !halves || halves->size() != 2 * kHalf) {
    return false;
  }
  const auto* at = reinterpret_cast<const unsigned char*>(spki->data());
  const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(spki->size())));
  const Signature parts(ECDSA_SIG_new());
  const auto* const bytes = reinterpret_cast<const unsigned char*>(halves->data());
  BIGNUM* const r = BN_bin2bn(bytes, kHalf, nullptr);
  BIGNUM* const s = BN_bin2bn(bytes + kHalf, kHalf, nullptr);
  // From here on they are the signature's.
  if (!parts || ECDSA_SIG_set0(parts.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return false;
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(parts.get(), &der);
  const Digest digest(EVP_MD_CTX_new());
  const bool fits = key && digest && size > 0 && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC &&
                    EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                    EVP_DigestVerify(digest.get(), der, static_cast<std::size_t>(size),
                                     reinterpret_cast<const unsigned char*>(words.data()), words.size()) == 1;
  OPENSSL_free(der);
  return fits;
}

}  // namespace headwater::form
