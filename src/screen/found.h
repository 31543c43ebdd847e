// What was found in an article, in lists beside its prose: who says what, who is named, where and when.
#pragma once

#include "news/annotations.h"
#include "screen/visit.h"

namespace headwater::screen {

// Puts `said` (each with the number that its reference in the prose has), `named` (by kind) and `times`.
void PutFound(Card& card, const Visit& visit, const store::ArticleView& view, const news::Annotations& found);

}  // namespace headwater::screen
