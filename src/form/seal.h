// Seals: signatures that say by whose key a file was signed (ECDSA over P-384 with SHA-256, as WACZ viewers check it).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::form {

// A private key in PEM (PKCS #8). kStorage where the machine has no randomness.
Result<std::string> NewSealKey();

// The key that others check by: its SubjectPublicKeyInfo, base64.
Result<std::string> PublicKeyOf(const std::string& private_key);
// What people compare: SHA-256 of that, hexadecimal.
std::string FingerprintOf(std::string_view public_key);

// r and s, 48 bytes each, base64 (IEEE P1363, as browsers have it).
Result<std::string> Sign(const std::string& private_key, std::string_view words);
bool SealFits(std::string_view public_key, std::string_view signature, std::string_view words);

}  // namespace headwater::form
