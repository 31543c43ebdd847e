// An article's prose as HTML: paragraphs, headings, lists, quotations, tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"

namespace headwater::reader {

// Paragraphs are parted by blank lines; parts lie as they do in news::Article.
void AppendProse(std::string_view text, const std::vector<news::Part>& parts, std::string& html);

}  // namespace headwater::reader
