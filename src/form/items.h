// A digest's items and a live page's entries as articles of their own, which is what the later stages place.
#pragma once

#include <vector>

#include "news/article.h"

namespace headwater::form {

// The item's own words and dates; the digest's language and site, and its address where the item has none.
news::Article ItemAsArticle(const news::Article& digest, const news::Item& item);

// Whether its items are placed instead of it: a digest's, or a live page's entries.
bool IsTakenApart(const news::Article& document);

// Gives it the id, and its items theirs, `id#n`: a digest's by their order, a live page's by what extraction knows them
// by, so that an entry keeps its own when others are set before it.
void Rename(news::Article& document, const news::ArticleId& id);

// What of a document is placed in stories: its items where it is taken apart, nothing of a page without an article,
// else itself.
std::vector<news::Article> Placeable(news::Article document);

}  // namespace headwater::form
