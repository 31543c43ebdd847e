// What an XML tree is asked, and text made fit for XML.
#include "web/xml.h"
#include "web/xml_references.h"

namespace headwater::web {

std::optional<std::string_view> XmlTree::Attribute(Id element, std::string_view name) const {
  const XmlAttribute* begin = attributes_begin(element);
  for (const XmlAttribute* each = begin; each != begin + nodes_[element].attribute_count; ++each) {
    if (SameIgnoringCase(each->name, name) && each->space != kXmlSpace) {
      return each->value;
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> XmlTree::XmlAttributeOf(Id element, std::string_view name) const {
  const XmlAttribute* begin = attributes_begin(element);
  for (const XmlAttribute* each = begin; each != begin + nodes_[element].attribute_count; ++each) {
    if (each->name == name && each->space == kXmlSpace) {
      return each->value;
    }
  }
  return std::nullopt;
}

std::string XmlTree::Text(Id node) const {
  std::string text(nodes_[node].text);
  Id at = nodes_[node].first_child;
  while (at != XmlNode::kNone) {
    text += nodes_[at].text;
    if (nodes_[at].first_child != XmlNode::kNone) {
      at = nodes_[at].first_child;
      continue;
    }
    while (at != node && nodes_[at].next == XmlNode::kNone) {
      at = nodes_[at].parent;
    }
    at = at == node ? XmlNode::kNone : nodes_[at].next;
  }
  return text;
}

std::string EscapeXml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace headwater::web
