// Whether a page's readers may read all of it: what notices in its place say.
#pragma once

#include <string_view>

#include "news/article.h"

namespace headwater::extract {

// What a line of at most 400 bytes says that stands where an article is kept back; kUnknown where it says nothing of
// it.
news::Access AccessOfLine(std::string_view line);

}  // namespace headwater::extract
