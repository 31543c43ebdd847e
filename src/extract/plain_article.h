// Plain text as found on the web, boilerplate and all, becomes an article.
#pragma once

#include <string_view>

#include "base/result.h"
#include "extract/extract.h"
#include "news/article.h"
#include "news/page.h"

namespace headwater::extract {

// `utf8` is the page's body in UTF-8 (malformed bytes are repaired); `page` gives id, address and announcement, its
// body is not read. Paragraphs are lines, or hard-wrapped blocks parted by blank lines. What is furniture leaves the
// prose; what of it tells where the text is from becomes a mark. A page that lists many short reports becomes a digest.
// A text with no prose in it gives ArticleKind::kOther. Fails with kTooLarge over limits.max_bytes, and with kBadInput
// where the bytes are no text.
Result<news::Article> ArticleFromPlain(std::string_view utf8, const news::Page& page, const Limits& limits);

}  // namespace headwater::extract
