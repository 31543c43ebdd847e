// Elements by name.
#include "read/wire_xml.h"

#include "base/ascii.h"
#include "read/construct.h"

namespace headwater::read {

using web::XmlNode;
using web::XmlTree;

namespace {

// One past the last node below the element: nodes stand in the order of the document.
XmlTree::Id EndOf(const XmlTree& tree, XmlTree::Id element) {
  XmlTree::Id at = element;
  while (at != XmlNode::kNone && tree[at].next == XmlNode::kNone) {
    at = tree[at].parent;
  }
  return at == XmlNode::kNone ? static_cast<XmlTree::Id>(tree.nodes().size()) : tree[at].next;
}

}  // namespace

XmlTree::Id Child(const XmlTree& tree, XmlTree::Id element, std::string_view name) {
  for (auto at = element == kNoElement ? kNoElement : tree[element].first_child; at != kNoElement; at = tree[at].next) {
    if (tree[at].name == name) {
      return at;
    }
  }
  return kNoElement;
}

std::vector<XmlTree::Id> Children(const XmlTree& tree, XmlTree::Id element, std::string_view name) {
  std::vector<XmlTree::Id> all;
  for (auto at = Child(tree, element, name); at != kNoElement; at = tree[at].next) {
    if (tree[at].name == name) {
      all.push_back(at);
    }
  }
  return all;
}

std::vector<XmlTree::Id> Below(const XmlTree& tree, XmlTree::Id element, std::string_view name, std::size_t most) {
  std::vector<XmlTree::Id> all;
  const XmlTree::Id end = element == kNoElement ? 0 : EndOf(tree, element);
  for (XmlTree::Id at = element + 1; element != kNoElement && at < end && all.size() < most; ++at) {
    if (tree[at].name == name) {
      all.push_back(at);
    }
  }
  return all;
}

XmlTree::Id FirstBelow(const XmlTree& tree, XmlTree::Id element, std::string_view name) {
  const auto all = Below(tree, element, name, 1);
  return all.empty() ? kNoElement : all.front();
}

std::string Words(const XmlTree& tree, XmlTree::Id element) {
  return element == kNoElement ? std::string() : PlainConstruct(tree, element);
}

std::string Value(const XmlTree& tree, XmlTree::Id element, std::string_view attribute) {
  return element == kNoElement ? std::string()
                               : std::string(ascii::Trim(tree.Attribute(element, attribute).value_or("")));
}

std::string_view Source(const XmlTree& tree, XmlTree::Id element, std::string_view text) {
  const auto begin_of = [&](XmlTree::Id at) -> std::size_t {
    if (at >= tree.nodes().size() || !tree[at].is_element()) {
      return std::string_view::npos;
    }
    const std::string_view first = tree[at].prefix.empty() ? tree[at].name : tree[at].prefix;
    const bool within = first.data() > text.data() && first.data() < text.data() + text.size();
    return within ? static_cast<std::size_t>(first.data() - text.data()) - 1 : std::string_view::npos;
  };
  const std::size_t begin = begin_of(element);
  if (begin == std::string_view::npos) {
    return {};
  }
  // Up to the last tag of its name before whatever element comes next.
  XmlTree::Id next = EndOf(tree, element);
  while (next < tree.nodes().size() && !tree[next].is_element()) {
    ++next;
  }
  const std::size_t bound = std::min(begin_of(next), text.size());
  const std::string_view stretch = text.substr(begin, bound - begin);
  const std::string_view name = tree[element].name;
  for (std::size_t close = stretch.rfind("</"); close != std::string_view::npos && close > 0;
       close = stretch.rfind("</", close - 1)) {
    const std::size_t end = stretch.find('>', close);
    if (end != std::string_view::npos && ascii::Trim(stretch.substr(close + 2, end - close - 2)).ends_with(name)) {
      return stretch.substr(0, end + 1);
    }
  }
  const std::size_t end = stretch.find('>');
  return end == std::string_view::npos ? stretch : stretch.substr(0, end + 1);
}

}  // namespace headwater::read
