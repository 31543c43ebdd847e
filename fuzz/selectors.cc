// Fuzzes selectors (the first line what to keep, the second what to drop) on a page behind them.
#include "fuzz/require.h"
#include "web/html.h"
#include "web/selector.h"

using headwater::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace web = headwater::web;
  const auto [keep, behind] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const auto [drop, page] = headwater::fuzz::SplitLine(behind);
  const std::string utf8 = headwater::text::RepairUtf8(page);
  const auto cut = web::CutPage(utf8, keep, drop);
  Require(!cut || cut->ends_with("</html>"), "a page that is cut is whole");
  const web::SelectorLimits limits;
  const auto selectors = web::ParseSelectors(keep, limits);
  const auto document = web::ParseHtml(utf8);
  if (!selectors || !document) {
    return 0;
  }
  Require(selectors->size() <= limits.max_selectors, "selectors keep their limit");
  web::NodeIndex end = 0;
  for (const web::NodeIndex node : web::Select(*document, *selectors)) {
    Require(node >= end && node < document->size(), "elements come in order, none within another");
    end = (*document)[node].end;
  }
  return 0;
}
