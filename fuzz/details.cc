// Fuzzes what modules add to feeds' entries, element by element of any XML.
#include "read/details.h"

#include <cmath>

#include "fuzz/require.h"
#include "web/url.h"
#include "web/xml.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace read = headwater::read;
  const std::string xml = headwater::text::RepairUtf8(headwater::fuzz::View(data, size));
  const headwater::web::XmlTree tree = headwater::web::ParseXml(xml, {.max_nodes = 400});
  for (headwater::web::XmlTree::Id id = 0; id < tree.nodes().size(); ++id) {
    if (!tree[id].is_element()) {
      continue;
    }
    headwater::news::Entry entry;
    read::ReadDetails(tree, id, "https://vellmar.example/feed", entry);
    RequireUtf8(entry.license);
    RequireUtf8(entry.in_reply_to);
    if (entry.place) {
      Require(std::abs(entry.place->latitude) <= 90 && std::abs(entry.place->longitude) <= 180, "a place is on Earth");
      RequireUtf8(entry.place->name);
    }
    if (entry.picture) {
      Require(headwater::web::ParseUrl(entry.picture->url).has_value(), "a picture has a web address");
      RequireUtf8(entry.picture->caption);
      RequireUtf8(entry.picture->credit);
    }
    RequireUtf8(read::FeedLicense(tree, id, "https://vellmar.example/feed"));
  }
  return 0;
}
