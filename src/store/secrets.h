// Secrets: passwords of people, tokens that cannot be guessed, and their hashes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::store {

// argon2id with salt and parameters, as libsodium writes it. One at a time in the whole program, so that no burst of
// logins fills the memory: who waits for longer than a moment gets kTimeout.
Result<std::string> HashPassword(std::string_view password);
// An empty `hash` takes as long, and fits nothing: whether a name exists is not told by the time.
Result<bool> PasswordFits(std::string_view password, std::string_view hash);

// 256 bits, as 43 letters, digits, `-` and `_`.
std::string NewSecret();
// 99 bits, as 20 letters and digits that are not mistaken for others, in groups of five: `k7fmw-2q9xd-…`.
std::string NewAppPassword();
// What is kept of a secret that cannot be guessed: BLAKE2b, for one use each; hexadecimal.
std::string KeyOf(std::string_view use, std::string_view secret);
// `sha256=` and the HMAC of the bytes under the secret, hexadecimal: for what is sent to others.
std::string SignatureOf(std::string_view bytes, std::string_view secret);
// RFC 1321, hexadecimal: for Fever, which asks for it.
std::string Md5Hex(std::string_view bytes);

}  // namespace headwater::store
