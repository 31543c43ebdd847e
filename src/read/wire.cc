// Finding out which wire format bytes are in, and having them read.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "read/construct.h"
#include "read/newsml.h"
#include "read/ninjs.h"
#include "read/nitf.h"
#include "read/read.h"
#include "read/wire_xml.h"
#include "web/charset.h"

namespace headwater::read {
namespace {

constexpr std::size_t kSniffed = 16U << 10U;

// The name of the first element, without its prefix.
std::string_view RootOf(std::string_view head) {
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const std::string_view rest = head.substr(at + 1);
    if (rest.starts_with("!--")) {
      at = std::min(head.find("-->", at), head.size() - 1);
      continue;
    }
    if (rest.starts_with('?') || rest.starts_with('!')) {
      continue;
    }
    std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
    const std::size_t colon = name.find(':');
    name.remove_prefix(colon == std::string_view::npos ? 0 : colon + 1);
    return name;
  }
  return {};
}

bool IsWireRoot(std::string_view name) {
  constexpr std::array<std::string_view, 4> kRoots{"newsMessage", "newsItem", "packageItem", "nitf"};
  return std::ranges::find(kRoots, name) != kRoots.end();
}

std::string_view WithoutMark(std::string_view bytes) {
  bytes.remove_prefix(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  return ascii::Trim(bytes);
}

Result<std::vector<WireItem>> ReadXmlWire(const std::string& text, std::string_view address, const Limits& limits) {
  const web::XmlTree tree = web::ParseXml(text, {.max_depth = limits.max_depth});
  std::vector<WireItem> items = ReadNewsml(tree, text, address, limits);
  for (web::XmlTree::Id at = 0; items.empty() && at < tree.nodes().size(); ++at) {
    if (tree[at].name == "nitf") {
      items.push_back(ReadNitf(tree, at, address));
      items.back().page.body = text;
    }
  }
  if (items.empty()) {
    return Fail(Fault::kBadInput, "neither NewsML-G2 nor NITF with an item in it");
  }
  return items;
}

}  // namespace

bool IsWire(std::string_view bytes) {
  const std::string_view text = WithoutMark(bytes.substr(0, kSniffed));
  if (text.starts_with('{') || text.starts_with('[')) {
    return IsNinjs(text);
  }
  if (text.starts_with('<')) {
    return IsWireRoot(RootOf(text));
  }
  // UTF-16, as some providers send it.
  return bytes.size() > 3 && (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) &&
         IsWireRoot(RootOf(web::ToUtf8(bytes.substr(0, kSniffed)).text));
}

Result<std::vector<WireItem>> ReadWire(std::string_view bytes, std::string_view content_type, std::string_view address,
                                       const Limits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return Fail(Fault::kTooLarge, "a wire document of more than " + std::to_string(limits.max_bytes) + " bytes");
  }
  const std::string text = web::ToUtf8(bytes, content_type).text;
  const std::string_view trimmed = ascii::Trim(text);
  auto items = trimmed.starts_with('{') || trimmed.starts_with('[') ? ReadNinjs(trimmed, address, limits)
                                                                    : ReadXmlWire(text, address, limits);
  if (!items) {
    return items;
  }
  std::size_t number = 0;
  for (WireItem& item : *items) {
    ++number;
    if (item.page.id.empty()) {
      item.page.id = items->size() == 1 || address.empty() ? std::string(address)
                                                           : std::string(address) + "#" + std::to_string(number);
      item.article.id = news::ArticleId(item.page.id);
    }
    if (item.page.url.empty()) {
      item.page.url = AddressFrom(address, {});
      item.article.url = item.page.url;
    }
  }
  return items;
}

}  // namespace headwater::read
