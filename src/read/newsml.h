// NewsML-G2, the IPTC's exchange format for news: items, packages of them, and messages that carry both.
#pragma once

#include <string_view>
#include <vector>

#include "read/read.h"
#include "web/xml.h"

namespace headwater::read {

// Every newsItem below the root, and every packageItem whose members are not beside it. `text` is what the tree was
// read from. Specification: iptc.org/std/NewsML-G2.
std::vector<WireItem> ReadNewsml(const web::XmlTree& tree, std::string_view text, std::string_view address,
                                 const Limits& limits);

}  // namespace headwater::read
