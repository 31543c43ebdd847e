// Lines that no article owns, told by their words: "Read more:", "Sign up for …", "Advertisement".
#pragma once

#include <optional>
#include <string_view>

#include "news/article.h"

namespace headwater::extract {

enum class LineKind {
  kFurniture,
  kCopyright,
  kByline,
  kContact,
  kCaption,
  kCorrection,
  kNotice,
  kEnd,
  kRegion,
  kPaywall
};

// What kind of furniture a line of a page is, by the table `extract_lines`; nothing where it may be prose. After kEnd
// nothing of the article follows. Long lines are prose whatever they begin with.
std::optional<LineKind> KindOfLine(std::string_view line);

}  // namespace headwater::extract
