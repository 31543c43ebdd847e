// HTML from elsewhere made safe to show: what is not on the list of allowed elements and attributes does not get out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace headwater::web {

struct SafeHtmlLimits {
  std::size_t max_bytes = 4U << 20U;  // of the fragment; what lies behind is cut off
  std::size_t max_nodes = 100'000;
  std::size_t max_depth = 64;
};

// The fragment without scripts, styles, frames, forms, event handlers and addresses other than http, https and mailto,
// its elements balanced and nested at most max_depth deep. Relative addresses are resolved against `base`, or dropped
// without one. Text of dropped elements stays, but for scripts, styles and their like. Needs well-formed UTF-8; empty
// for a fragment over max_nodes.
std::string SafeHtml(std::string_view fragment, std::string_view base = {}, const SafeHtmlLimits& limits = {});

// `<`, `>`, `&` and `"` as character references.
std::string EscapeHtml(std::string_view text);

// The fragment's text alone: references resolved, runs of white space made one blank, blocks parted by one.
std::string TextOfHtml(std::string_view fragment, const SafeHtmlLimits& limits = {});

}  // namespace headwater::web
