// Countries by what people call them.
#pragma once

#include <string>
#include <string_view>

namespace headwater::store {

// ISO 3166-1 alpha-2, by the code itself (in capitals) or a name in one of the languages that the house reads; empty
// where it is none.
std::string CountryCode(std::string_view called);

}  // namespace headwater::store
