// An HTML page becomes an article.
#pragma once

#include <string_view>

#include "base/result.h"
#include "extract/extract.h"
#include "news/article.h"
#include "news/page.h"

namespace headwater::extract {

// `utf8` is the page's body in UTF-8; `page` gives id, address and announcement, its body is not read. A page without
// an article gives ArticleKind::kOther and no text. Fails with kTooLarge over limits.max_nodes.
Result<news::Article> ArticleFromHtml(std::string_view utf8, const news::Page& page, const Limits& limits);

}  // namespace headwater::extract
