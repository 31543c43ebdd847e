// May two forms be one name: other spellings, scripts, endings, a part of the whole, another word for the same place?
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater::match {

// The consonants of each word of a name in plain letters, at most five of each: what spellings and endings leave alone.
// Words of one letter are left out. An empty result is a name that nobody can compare.
std::vector<std::string> Skeletons(std::string_view name);

// In doubt yes, so that a difference that is told is one. A place and the adjective of it are one name too.
bool MayBeOneName(std::string_view one, std::string_view other, bool places = false);

}  // namespace headwater::match
