// What pages say of themselves to programs: schema.org's NewsArticle as JSON-LD, with what it is based on.
#pragma once

#include "screen/page.h"
#include "screen/visit.h"
#include "store/views.h"

namespace headwater::screen {

// `linked_html`, a script element that holds data: `isBasedOn` are the primary sources, `citation` what the article
// refers to. Nothing of what its owner wants in no list.
void PutLinkedData(Card& card, const Visit& visit, const store::ArticleView& view);
// Of a story `citation` are its articles.
void PutLinkedData(Card& card, const Visit& visit, const store::StoryView& view);

}  // namespace headwater::screen
