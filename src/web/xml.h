// XML as feeds bring it: well-formed or not, it is read as far as it goes, and what was wrong is said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::web {

struct XmlLimits {
  std::size_t max_depth = 64;                // elements that are deeper hang on the deepest allowed one as text alone
  std::size_t max_nodes = 2'000'000;         // what comes after is not read
  std::size_t max_attributes = 64;           // of an element
  std::size_t max_entity_bytes = 1U << 20U;  // that declared entities may expand to, in all
};

struct XmlAttribute {
  std::string_view space;  // the namespace's address, empty for none
  std::string_view name;   // without prefix
  std::string_view value;  // references resolved
};

// An element, or a piece of text (then the name is empty).
struct XmlNode {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::string_view space;   // the namespace's address; empty for none, and where the prefix is not declared
  std::string_view prefix;  // as written
  std::string_view name;    // without prefix, as written
  std::string_view text;    // of a text: references resolved, CDATA as it stands
  std::uint32_t parent = kNone;
  std::uint32_t first_child = kNone;
  std::uint32_t last_child = kNone;
  std::uint32_t next = kNone;
  std::uint32_t first_attribute = 0;
  std::uint32_t attribute_count = 0;

  bool is_element() const { return !name.empty(); }
};

// What was read, in the order of the document: a parent stands before its children. Borrows the text it was read from.
class XmlTree {
 public:
  using Id = std::uint32_t;

  const std::vector<XmlNode>& nodes() const { return nodes_; }
  const XmlNode& operator[](Id id) const { return nodes_[id]; }

  // The first attribute of that name in any namespace or none.
  std::optional<std::string_view> Attribute(Id element, std::string_view name) const;
  // An attribute written with the prefix xml: base, lang.
  std::optional<std::string_view> XmlAttributeOf(Id element, std::string_view name) const;
  const XmlAttribute* attributes_begin(Id element) const {
    return attributes_.data() + nodes_[element].first_attribute;
  }

  // All text below the node, without its markup.
  std::string Text(Id node) const;

  // Why the document is not well-formed, with lines; empty where it is (but for what only a validator sees).
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  friend class XmlParser;

  std::vector<XmlNode> nodes_;
  std::vector<XmlAttribute> attributes_;
  std::deque<std::string> made_;  // texts that differ from the source
  std::vector<std::string> faults_;
};

// Reads UTF-8 (malformed bytes do no harm). Never fails, never fetches anything, takes time in proportion to the text.
// A reference to an entity of HTML that is not declared is resolved all the same; other unknown ones stay as written.
XmlTree ParseXml(std::string_view text, const XmlLimits& limits = {});

// `&`, `<`, `>` and quotes as references, for text and attribute values alike.
std::string EscapeXml(std::string_view text);

}  // namespace headwater::web
