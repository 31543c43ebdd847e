// Looking for elements by name, and cutting one out of its document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/xml.h"

namespace headwater::read {

inline constexpr web::XmlTree::Id kNoElement = web::XmlNode::kNone;

// Names are compared without prefix. The first child of that name, or kNoElement (also for kNoElement).
web::XmlTree::Id Child(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view name);
std::vector<web::XmlTree::Id> Children(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view name);
// Everything of that name below, in order, at most `most`.
std::vector<web::XmlTree::Id> Below(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view name,
                                    std::size_t most = 1'000);
web::XmlTree::Id FirstBelow(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view name);

// Text without markup, white space collapsed; empty for kNoElement.
std::string Words(const web::XmlTree& tree, web::XmlTree::Id element);
// An attribute's value, or empty.
std::string Value(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view attribute);

// The element as it is written in the text that the tree was read from.
std::string_view Source(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view text);

}  // namespace headwater::read
