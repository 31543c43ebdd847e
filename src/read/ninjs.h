// ninjs, the IPTC's news in JSON, versions 1 to 3.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "read/read.h"

namespace headwater::read {

// Whether the text begins a JSON object, or list of them, with names that ninjs has.
bool IsNinjs(std::string_view text);

// An item, a list of items, or an object whose `items` they are; associated texts are items of their own. Fails with
// kBadInput where none is there. Specification: iptc.org/std/ninjs.
Result<std::vector<WireItem>> ReadNinjs(std::string_view text, std::string_view address, const Limits& limits);

}  // namespace headwater::read
