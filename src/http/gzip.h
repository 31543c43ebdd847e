// Compressing what goes over the line.
#pragma once

#include <string>
#include <string_view>

namespace headwater::http {

// RFC 1952. Empty where it cannot be done.
std::string Gzip(std::string_view bytes, int level);

}  // namespace headwater::http
