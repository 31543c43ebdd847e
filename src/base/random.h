// Randomness that cannot be guessed: secrets, and addresses that only who was told knows.
#pragma once

#include <cstddef>
#include <string>

namespace headwater {

// So many random bytes, as lower-case hexadecimal digits.
std::string RandomHex(std::size_t bytes);

}  // namespace headwater
