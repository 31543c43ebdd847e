// Signatures of what hubs deliver (WebSub, 8).
#pragma once

#include <string>
#include <string_view>

namespace headwater::serve {

// Does `signature` (`sha256=9f…`; sha1, sha256, sha384 or sha512) fit the bytes under the secret? In constant time.
bool SignatureFits(std::string_view signature, std::string_view secret, std::string_view bytes);

// The other way round, for a method that is known; empty for one that is not.
std::string SignatureFor(std::string_view method, std::string_view secret, std::string_view bytes);

}  // namespace headwater::serve
