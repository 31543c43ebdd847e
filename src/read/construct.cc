// Text constructs of Atom (RFC 4287, 3.1) and what older formats have in their place.
#include "read/construct.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "read/modules.h"
#include "text/utf8.h"
#include "web/html.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::read {
namespace {

using web::XmlNode;
using web::XmlTree;

constexpr std::string_view kBlank = " \t\r\n\f";
constexpr auto kVoidTags = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"});

// What Windows-1252 has at 0x80 to 0x9F.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool IsVoid(std::string_view name) { return std::ranges::find(kVoidTags, name) != kVoidTags.end(); }

bool HasElements(const XmlTree& tree, XmlTree::Id element) {
  for (auto child = tree[element].first_child; child != XmlNode::kNone; child = tree[child].next) {
    if (tree[child].is_element()) {
      return true;
    }
  }
  return false;
}

void AppendStartTag(const XmlTree& tree, XmlTree::Id element, std::string_view name, std::string_view base,
                    std::string& out) {
  out.append("<").append(name);
  const web::XmlAttribute* attribute = tree.attributes_begin(element);
  for (std::uint32_t i = 0; i < tree[element].attribute_count; ++i, ++attribute) {
    const std::string key = ascii::Lower(attribute->name);
    if (attribute->space.empty()) {
      const bool address = key == "href" || key == "src" || key == "cite";
      const std::string resolved = address ? AddressFrom(attribute->value, base) : std::string();
      out.append(" ").append(key).append("=\"");
      out.append(web::EscapeXml(resolved.empty() ? attribute->value : std::string_view(resolved))).append("\"");
    }
  }
  out += '>';
}

// What stands in the element, as HTML. `address` is the base of the document.
std::string InnerMarkup(const XmlTree& tree, XmlTree::Id element, std::string_view address) {
  std::string out;
  std::vector<std::string> bases{BaseOf(tree, element, address)};
  const auto name_of = [&](XmlTree::Id id) { return ascii::Lower(tree[id].name); };
  XmlTree::Id at = tree[element].first_child;
  while (at != XmlNode::kNone) {
    const XmlNode& node = tree[at];
    if (node.is_element()) {
      const auto own = tree.XmlAttributeOf(at, "base");
      bases.push_back(own ? web::ResolveUrl(bases.back(), *own).value_or(bases.back()) : bases.back());
      AppendStartTag(tree, at, name_of(at), bases.back(), out);
    } else {
      out += web::EscapeXml(node.text);
    }
    if (node.is_element() && node.first_child != XmlNode::kNone) {
      at = node.first_child;
      continue;
    }
    // Up to where there is something to the right, closing what is left.
    while (at != element) {
      if (tree[at].is_element()) {
        bases.pop_back();
        if (const std::string name = name_of(at); !IsVoid(name)) {
          out.append("</").append(name).append(">");
        }
      }
      if (tree[at].next != XmlNode::kNone) {
        break;
      }
      at = tree[at].parent;
    }
    at = at == element ? XmlNode::kNone : tree[at].next;
  }
  return out;
}

bool IsNameByte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// What follows a `<`: the length of a tag known to HTML, and whether it shows that HTML is meant.
struct SeenTag {
  bool known = false;
  bool telling = false;
};

SeenTag SeeTag(std::string_view text) {
  std::size_t at = 1;
  const bool closes = at < text.size() && text[at] == '/';
  at += closes ? 1 : 0;
  const std::size_t begin = at;
  while (at < text.size() && IsNameByte(text[at])) {
    ++at;
  }
  const std::string name = ascii::Lower(text.substr(begin, std::min<std::size_t>(at - begin, 16)));
  const bool ended = at < text.size() && (text[at] == '>' || text[at] == '/' || text[at] == ' ');
  const bool known = ended && !name.empty() && web::TagOf(name) != web::Tag::kOther;
  return {known, known && (closes || IsVoid(name) || name == "p")};
}

bool IsReference(std::string_view text) {
  std::size_t at = 1;
  at += at < text.size() && text[at] == '#' ? 1 : 0;
  const std::size_t begin = at;
  while (at < text.size() && at - begin < 10 && IsNameByte(text[at])) {
    ++at;
  }
  return at > begin && at < text.size() && text[at] == ';';
}

// HTML, and not a text that happens to hold a `<`: every tag is one of HTML's, and one is closed or void, or there is
// a reference.
bool LooksLikeHtml(std::string_view text) {
  bool telling = false;
  for (std::size_t at = text.find_first_of("<&"); at != std::string_view::npos; at = text.find_first_of("<&", at + 1)) {
    const std::string_view rest = text.substr(at);
    if (rest[0] == '&') {
      telling = telling || IsReference(rest);
      continue;
    }
    const bool may_be_tag =
        rest.size() > 1 && (rest[1] == '/' || std::isalpha(static_cast<unsigned char>(rest[1])) != 0);
    if (!may_be_tag) {
      continue;
    }
    const SeenTag tag = SeeTag(rest);
    if (!tag.known) {
      return false;
    }
    telling = telling || tag.telling;
  }
  return telling;
}

int Base64Value(char c) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t at = kDigits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

// Nothing where it is no base64 of UTF-8.
std::optional<std::string> ReadBase64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (kBlank.find(c) != std::string_view::npos || c == '=') {
      continue;
    }
    const int value = Base64Value(c);
    if (value < 0) {
      return std::nullopt;
    }
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
  }
  return text::IsUtf8(out) ? std::optional(std::move(out)) : std::nullopt;
}

enum class Meaning { kPlain, kHtml, kXhtml, kBase64, kNothing };

Meaning MeaningOf(const XmlTree& tree, XmlTree::Id element, Untyped untyped) {
  const std::string type = ascii::Lower(ascii::Trim(tree.Attribute(element, "type").value_or("")));
  const std::string mode = ascii::Lower(ascii::Trim(tree.Attribute(element, "mode").value_or("")));
  if (mode == "base64") {
    return Meaning::kBase64;
  }
  if (type == "xhtml" || type.ends_with("+xml") || type.ends_with("/xml")) {
    return Meaning::kXhtml;
  }
  if (type.empty()) {
    return untyped == Untyped::kPlain ? Meaning::kPlain : Meaning::kHtml;
  }
  if (type == "html" || type == "text/html") {
    return Meaning::kHtml;
  }
  if (type.find('/') == std::string::npos || type.starts_with("text/")) {
    return type == "text" || type == "plain" || type == "text/plain" || untyped == Untyped::kPlain ? Meaning::kPlain
                                                                                                   : Meaning::kHtml;
  }
  const bool may_be_text = type.starts_with("application/");
  return may_be_text ? Meaning::kBase64 : Meaning::kNothing;
}

// The only element in it, where it is XHTML's div and no text stands beside it.
std::optional<XmlTree::Id> SoleDiv(const XmlTree& tree, XmlTree::Id element) {
  std::optional<XmlTree::Id> div;
  for (auto child = tree[element].first_child; child != XmlNode::kNone; child = tree[child].next) {
    const XmlNode& node = tree[child];
    if (!node.is_element() && ascii::Trim(node.text).empty()) {
      continue;
    }
    if (div || !node.is_element() || ascii::Lower(node.name) != "div") {
      return std::nullopt;
    }
    div = child;
  }
  return div;
}

}  // namespace

std::string MendControls(std::string text) {
  // U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
  const auto is_control = [&text](std::size_t at) {
    return at + 1 < text.size() && text[at] == '\xC2' && static_cast<unsigned char>(text[at + 1]) < 0xA0;
  };
  std::size_t at = text.find('\xC2');
  while (at != std::string::npos && !is_control(at)) {
    at = text.find('\xC2', at + 1);
  }
  if (at == std::string::npos) {
    return text;
  }
  std::string mended = text.substr(0, at);
  while (at < text.size()) {
    if (is_control(at)) {
      text::AppendCodePoint(mended, kWindows1252[static_cast<unsigned char>(text[at + 1]) - 0x80U]);
      at += 2;
    } else {
      mended += text[at++];
    }
  }
  return mended;
}

std::string SafeFromHtml(std::string_view html, std::string_view base) {
  return MendControls(std::string(ascii::Trim(web::SafeHtml(ascii::Trim(html), base))));
}

std::string SafeFromPlain(std::string_view text) { return MendControls(web::EscapeHtml(ascii::Trim(text))); }

std::string PlainConstruct(const XmlTree& tree, XmlTree::Id element) {
  std::string out;
  for (const char c : tree.Text(element)) {
    if (kBlank.find(c) == std::string_view::npos) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return std::string(ascii::Trim(out));
}

std::string BaseOf(const XmlTree& tree, XmlTree::Id element, std::string_view address) {
  std::vector<std::string_view> written;
  for (auto at = element; at != XmlNode::kNone; at = tree[at].parent) {
    if (const auto base = tree.XmlAttributeOf(at, "base")) {
      written.push_back(*base);
    }
  }
  std::string base(address);
  for (auto each = written.rbegin(); each != written.rend(); ++each) {
    base = web::ResolveUrl(base, *each).value_or(base);
  }
  return base;
}

std::string AddressFrom(std::string_view written, std::string_view base) {
  written = ascii::Trim(written);
  if (written.empty()) {
    return {};
  }
  if (web::ParseUrl(written)) {
    return std::string(written);
  }
  return web::ResolveUrl(base, written).value_or("");
}

std::string SafeConstruct(const XmlTree& tree, XmlTree::Id element, Untyped untyped, std::string_view base) {
  const Meaning meaning = MeaningOf(tree, element, untyped);
  if (HasElements(tree, element) && meaning != Meaning::kNothing) {
    const auto div = SoleDiv(tree, element);
    const std::string type = ascii::Lower(ascii::Trim(tree.Attribute(element, "type").value_or("")));
    if (div && type == "html" && !HasElements(tree, *div)) {
      return SafeFromHtml(tree.Text(*div), BaseOf(tree, *div, base));
    }
    // RFC 4287, 3.1.1.3: the div is no part of the content. In Atom 0.3 it is.
    const bool atom_1 = tree[element].space.ends_with("/2005/Atom");
    const XmlTree::Id inner = div && (type == "xhtml" || type == "html" || atom_1) ? *div : element;
    return SafeFromHtml(InnerMarkup(tree, inner, base), BaseOf(tree, inner, base));
  }
  const std::string text = tree.Text(element);
  switch (meaning) {
    case Meaning::kPlain:
      return SafeFromPlain(text);
    case Meaning::kXhtml:
    case Meaning::kHtml:
      return untyped == Untyped::kHtmlIfSoLike && !LooksLikeHtml(text)
                 ? SafeFromPlain(text)
                 : SafeFromHtml(text, BaseOf(tree, element, base));
    case Meaning::kBase64: {
      const std::string decoded = ReadBase64(text).value_or("");
      return LooksLikeHtml(decoded) ? SafeFromHtml(decoded, BaseOf(tree, element, base)) : SafeFromPlain(decoded);
    }
    case Meaning::kNothing:
      break;
  }
  return {};
}

}  // namespace headwater::read
