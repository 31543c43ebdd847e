// An article's revisions as its pages list them.
#pragma once

#include <vector>

#include "news/revision.h"
#include "serve/visit.h"

namespace headwater::serve {

// How often it changed, and each revision with what changed in it, newest first; nothing where there is only one.
void PutRevisions(Card& card, const Visit& visit, const news::ArticleId& id,
                  const std::vector<news::Revision>& revisions);

}  // namespace headwater::serve
