// A small subset of CSS selectors, and pages cut by them: what a person says of one site's pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "web/html.h"

namespace headwater::web {

// One element's conditions, all of which must hold.
struct SimpleSelector {
  struct Condition {
    std::string attribute;  // in lower case
    char how = '=';  // `=` the value, `~` one of its words, `^` its beginning, `$` its end, `*` in it, `?` is there
    std::string value;
  };
  std::string tag;  // in lower case; empty: any
  std::vector<Condition> conditions;
};

// Descendants only: each step lies somewhere within the one before.
using Selector = std::vector<SimpleSelector>;

struct SelectorLimits {
  std::size_t max_bytes = 2'000;
  std::size_t max_selectors = 32;
  std::size_t max_steps = 8;
};

// `tag`, `.class`, `#id`, `[attr]`, `[attr=value]` (also ~= ^= $= *=), joined, one within the other (a blank), several
// parted by commas. Fails with kUsage, saying what it does not know. Empty text is no selector.
Result<std::vector<Selector>> ParseSelectors(std::string_view text, const SelectorLimits& limits = {});

// Elements that one of them fits, in the order of the document; none within another.
std::vector<NodeIndex> Select(const HtmlDocument& document, const std::vector<Selector>& selectors);

// The page as HTML (UTF-8) with its head, and of its body what `keep` fits (all of it where there is none), without
// what `drop` fits. A `keep` that fits nothing keeps all: sites change.
Result<std::string> CutPage(std::string_view utf8, std::string_view keep, std::string_view drop);

}  // namespace headwater::web
