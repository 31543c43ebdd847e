// Compressing what goes over the line.
#pragma once

#include <string>
#include <string_view>

#include "web/message.h"

namespace headwater::http {

// The client takes gzip, as its Accept-Encoding says (RFC 9110, 12.5.3).
bool TakesGzip(const web::Headers& headers);

// RFC 1952. Empty where it cannot be done.
std::string Gzip(std::string_view bytes, int level);

}  // namespace headwater::http
