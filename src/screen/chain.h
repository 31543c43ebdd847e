// An article's chain of sources as a card: every hop with its evidence, and the verdict in words.
#pragma once

#include <string>

#include "screen/visit.h"
#include "store/views.h"

namespace headwater::screen {

// The line of an article that the view's origin or copies name; null where it is not in the collection.
const store::ArticleLine* Related(const store::ArticleView& view, const news::ArticleId& id);

// The verdict on the chain in one line.
std::string OriginWords(const store::ArticleView& view, const news::Origin& origin);

// `hops`, `verdict`, `confidence`, `roots`, `incomplete`; `unworked` where it was not traced. Evidence that stands in
// the article's text links to its place on this page: leave the text out where the page does not show it.
void PutChain(Card& card, const Visit& visit, const store::ArticleView& view);

}  // namespace headwater::screen
