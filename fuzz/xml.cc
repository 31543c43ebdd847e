// Fuzzes XML as feeds bring it.
#include "web/xml.h"

#include "fuzz/require.h"

using headwater::fuzz::Require;
using headwater::web::XmlNode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const headwater::web::XmlLimits limits;
  const headwater::web::XmlTree tree = headwater::web::ParseXml(headwater::fuzz::View(data, size), limits);
  Require(tree.nodes().size() <= limits.max_nodes, "a tree keeps its limit");
  std::size_t bytes = 0;
  for (std::uint32_t id = 0; id < tree.nodes().size(); ++id) {
    const XmlNode& node = tree[id];
    Require(node.parent == XmlNode::kNone || node.parent < id, "a parent stands before its children");
    Require(node.next == XmlNode::kNone || node.next > id, "the next one stands behind");
    Require(node.attribute_count <= limits.max_attributes, "an element has no more attributes than it may");
    for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
      bytes += tree.attributes_begin(id)[i].value.size();
    }
    bytes += node.text.size();
  }
  Require(bytes <= size * 8 + limits.max_entity_bytes, "entities expand within their limit");
  if (!tree.nodes().empty()) {
    tree.Text(0);
  }
  return 0;
}
