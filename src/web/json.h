// JSON from elsewhere, read within bounds; and its parts by name, where they are of the kind that is wanted.
#pragma once

#include <boost/json/fwd.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::web {

struct JsonLimits {
  std::size_t max_depth = 64;
  std::size_t max_bytes = 64U << 20U;
};

// Fails with kBadInput where it is no JSON (RFC 8259) or has a number beyond what a double holds, with kTooLarge over a
// limit. Numbers are read exactly. Never throws.
Result<boost::json::value> ParseJson(std::string_view utf8, const JsonLimits& limits = {});

// The member's text; a number is written out, as some programs give ids. Empty where there is none.
std::string JsonText(const boost::json::value& object, std::string_view name);

// The member's elements; an empty array where it is none.
const boost::json::array& JsonArray(const boost::json::value& object, std::string_view name);

}  // namespace headwater::web
