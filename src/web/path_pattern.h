// Patterns of paths as robots.txt writes them (RFC 9309, 2.2.2); tdmrep.json and RSL documents use the same.
#pragma once

#include <string>
#include <string_view>

namespace headwater::web {

// RFC 9309, 2.2.2: octets outside ASCII percent-encoded, encoded unreserved ones decoded, so that bytes can be
// compared.
std::string ComparablePath(std::string_view path);

// An address from its path on, without the fragment, in comparable form; `/` where it has none.
std::string PathOfUrl(std::string_view url);

// True where the pattern covers the beginning of the path. `*` stands for any run of characters, `$` at the end for the
// end. Both in comparable form. Takes time in proportion to the two lengths together, whatever the pattern is.
bool PathMatches(std::string_view pattern, std::string_view path);

}  // namespace headwater::web
