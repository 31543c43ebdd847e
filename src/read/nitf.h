// NITF 3, the IPTC's markup of news text: alone, or within an item of NewsML-G2.
#pragma once

#include <string_view>

#include "read/read.h"
#include "web/xml.h"

namespace headwater::read {

// The item of an <nitf> element. Specification: iptc.org/std/NITF.
WireItem ReadNitf(const web::XmlTree& tree, web::XmlTree::Id nitf, std::string_view address);

// What <body> says, into an item whose metadata came from elsewhere and stay where they are.
void TakeNitfBody(const web::XmlTree& tree, web::XmlTree::Id nitf, std::string_view address, WireItem& item);

}  // namespace headwater::read
