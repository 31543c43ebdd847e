// Tags with more attributes than any page has: libxml2 compares each attribute with all before it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::web {

// Of one tag; more are not read.
inline constexpr std::size_t kMostAttributes = 256;

// The page with the attributes beyond these blank, all else in its place; nothing where no tag has so many. Linear in
// the page: where tags stand within tags without end, the rest is blank.
std::optional<std::string> WithoutExcessAttributes(std::string_view html);

}  // namespace headwater::web
