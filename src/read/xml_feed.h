// RSS, RDF and Atom of all versions: one reader, since publishers mix them.
#pragma once

#include <optional>
#include <string_view>

#include "news/feed.h"
#include "read/read.h"
#include "web/xml.h"

namespace headwater::read {

// Fills in everything but the faults. Nothing where the tree holds no feed.
std::optional<news::Feed> ReadXmlFeed(const web::XmlTree& tree, std::string_view address, const Limits& limits);

}  // namespace headwater::read
