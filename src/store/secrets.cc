// Hashes passwords and makes tokens.
#include "store/secrets.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <mutex>

namespace headwater::store {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 64U << 20U;
constexpr std::chrono::milliseconds kPatience{1500};

// Held while a password is hashed.
class Turn {
 public:
  Turn() : lock_(Mutex(), kPatience) {}
  bool mine() const { return lock_.owns_lock(); }

 private:
  static std::timed_mutex& Mutex() {
    static std::timed_mutex mutex;
    return mutex;
  }
  std::unique_lock<std::timed_mutex> lock_;
};

std::string Hex(const unsigned char* bytes, std::size_t size) {
  std::string hex(size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes, size);
  hex.pop_back();
  return hex;
}

Result<std::string> Hashed(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (sodium_init() < 0 || crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                                                 crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return Fail(Fault::kStorage, "There is not enough memory to hash a password.");
  }
  hash.resize(hash.find('\0'));
  return hash;
}

tl::unexpected<Error> Busy() {
  return Fail(Fault::kTimeout, "Many are signing in at this moment. Try again in a few seconds.");
}

}  // namespace

Result<std::string> HashPassword(std::string_view password) {
  const Turn turn;
  if (!turn.mine()) {
    return Busy();
  }
  return Hashed(password);
}

Result<bool> PasswordFits(std::string_view password, std::string_view hash) {
  const Turn turn;
  if (!turn.mine()) {
    return Busy();
  }
  // Of nobody's password; the turn guards it.
  static std::string nobody;
  if (nobody.empty()) {
    nobody = Hashed(NewSecret()).value_or("");
  }
  const std::string against(hash.empty() ? nobody : hash);
  const bool fits = against.size() < crypto_pwhash_STRBYTES &&
                    crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

std::string NewSecret() {
  std::array<unsigned char, 32> bytes{};
  if (sodium_init() < 0) {
    std::abort();  // a machine without random numbers keeps no secrets
  }
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

std::string NewAppPassword() {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  constexpr std::size_t kCount = 20;
  constexpr std::size_t kGroup = 5;
  std::string password;
  if (sodium_init() < 0) {
    std::abort();
  }
  for (std::size_t n = 0; n < kCount; ++n) {
    if (n > 0 && n % kGroup == 0) {
      password += '-';
    }
    password += kLetters[randombytes_uniform(kLetters.size())];
  }
  return password;
}

std::string KeyOf(std::string_view use, std::string_view secret) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  std::string whole(use);
  whole.append(1, '\0').append(secret);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(whole.data()), whole.size(),
                     nullptr, 0);
  return Hex(hash.data(), hash.size());
}

std::string SignatureOf(std::string_view bytes, std::string_view secret) {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  crypto_auth_hmacsha256_final(&state, code.data());
  return "sha256=" + Hex(code.data(), code.size());
}

std::string Md5Hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  return EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_md5(), nullptr) == 1 ? Hex(hash.data(), size)
                                                                                             : std::string{};
}

}  // namespace headwater::store
