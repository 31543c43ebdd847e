// Extraction turns a publisher's page into the article a reader came for.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "news/article.h"
#include "news/page.h"

namespace headwater::extract {

struct Limits {
  std::size_t max_bytes = 16U << 20U;  // of the page
  std::size_t max_nodes = 400'000;     // of its tree
  std::size_t max_items = 500;         // of a digest or live blog
};

// From HTML, or from plain text as found on the web where the page is no HTML. A page with no article in it gives
// ArticleKind::kOther and no text. Fails with kTooLarge over a limit, and with kBadInput where the bytes are not text.
// Needs page.body, uses url, content_type, fetched and announcement where they are there; the article has the page's
// id. The article's language is filled in where the page or CLD2 tells. Its rights are what the page, its headers and
// page.reservations say together; a `:status` of 451 among the headers makes it region-blocked; nothing is left out for
// them but what its owner marked data-nosnippet.
Result<news::Article> Extract(const news::Page& page, const Limits& limits = {});

// The rights that follow from the page's headers and page.reservations alone. Nothing where nobody reserved anything.
std::optional<news::Rights> RightsOf(const news::Page& page);

// True where a reservation has the word, or the word with that value: `noarchive`, `ai-train=no`.
bool Reserves(const news::Rights& rights, std::string_view word);

}  // namespace headwater::extract
