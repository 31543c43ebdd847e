// What one's rules hid, where it shows all the same: in search and on the pages of stories and articles.
#pragma once

#include <span>

#include "news/ids.h"
#include "screen/visit.h"

namespace headwater::screen {

// Puts on each card whose article is hidden from who asks by which rule that is (`hidden_by`), and what it is shown
// again by (`hidden_item`). In the order of the ids; the page must have the form of ShowMarked.
void PutHidden(std::span<Card> cards, const Visit& visit, std::span<const news::ArticleId> articles);

}  // namespace headwater::screen
