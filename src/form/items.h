// A digest's items as articles of their own, which is what the later stages place.
#pragma once

#include <vector>

#include "news/article.h"

namespace headwater::form {

// The item's own words and dates; the digest's language and site, and its address where the item has none.
news::Article ItemAsArticle(const news::Article& digest, const news::Item& item);

// Whether its items are placed instead of it. A live blog's entries are for readers: it is placed as one article.
bool IsTakenApart(const news::Article& document);

// What of a document is placed in stories: a digest's items, nothing of a page without an article, else itself.
std::vector<news::Article> Placeable(const news::Article& document);

}  // namespace headwater::form
