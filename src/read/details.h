// What modules add to a feed's entry: its place, picture, licence, and what it answers.
#pragma once

#include <string>
#include <string_view>

#include "news/feed.h"
#include "web/xml.h"

namespace headwater::read {

// Takes what the entry's own children, and those of its media group, say: GeoRSS (simple and GML) and W3C's geo, Media
// RSS and iTunes pictures, Creative Commons and Atom licences (RFC 4946), Atom threading (RFC 4685). Relative addresses
// are resolved against `address`.
void ReadDetails(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view address, news::Entry& entry);

// The licence that a feed gives for all of its entries; empty where it gives none.
std::string FeedLicense(const web::XmlTree& tree, web::XmlTree::Id channel, std::string_view address);

}  // namespace headwater::read
