// Scripts that write scripts: where they end in browsers, and not in libxml2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headwater::web {

// Behind `<!--` a script's text may hold `<script>…</script>`, and goes on behind it (HTML Living Standard, 13.2.5.17
// to 13.2.5.31). The page with such inner end tags made ineffective, all else in its place; nothing where there are
// none. Linear in the page.
std::optional<std::string> WithoutInnerScriptEnds(std::string_view html);

}  // namespace headwater::web
