// An article's revisions as its pages list them.
#pragma once

#include <string>
#include <vector>

#include "news/revision.h"
#include "screen/visit.h"

namespace headwater::screen {

// How often it changed, and each revision with what changed in it, newest first; nothing where there is only one.
void PutRevisions(Card& card, const Visit& visit, const news::ArticleId& id,
                  const std::vector<news::Revision>& revisions);

// Words that came and went, as safe markup.
std::string WordsHtml(const std::vector<news::ComparedWords>& words);

}  // namespace headwater::screen
