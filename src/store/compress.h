// Pages and articles are kept compressed (Zstandard, RFC 8878).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::store {

std::string Compress(std::string_view bytes);
// kStorage where the bytes are damaged.
Result<std::string> Decompress(std::string_view bytes);

}  // namespace headwater::store
