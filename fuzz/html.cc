// Fuzzes the tree of an HTML page.
#include "web/html.h"

#include "fuzz/require.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace web = headwater::web;
  const std::string page = headwater::text::RepairUtf8(headwater::fuzz::View(data, size));
  const web::HtmlLimits limits;
  const auto document = web::ParseHtml(page, limits);
  if (!document) {
    return 0;
  }
  Require(document->size() >= 1 && (*document)[0].end == document->size(), "the root holds all");
  for (web::NodeIndex at = 0; at < document->size(); ++at) {
    const web::HtmlNode& node = (*document)[at];
    Require(node.end > at && node.end <= document->size(), "a subtree is a run of nodes");
    Require(node.depth <= limits.max_depth + 2, "a tree keeps its depth");
    if (at > 0) {
      Require(node.parent < at && node.end <= (*document)[node.parent].end, "a node lies within its parent");
    }
    RequireUtf8(node.text);
    for (std::size_t i = 0; i < node.attributes; ++i) {
      RequireUtf8(document->attributes()[node.first_attribute + i].value);
    }
  }
  document->Text(0);
  return 0;
}
