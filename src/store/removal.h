// Taking pages out, with the articles that came of them and all that was found in these.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "news/article.h"
#include "news/story.h"
#include "store/port.h"

namespace headwater::store {

using Gone = std::vector<std::pair<news::ArticleId, news::StoryId>>;

// All that goes with the page: the captures of its articles, and of the entries that stood on these. An entry that did
// not change belongs to an older capture than its live page does.
std::set<std::int64_t> PagesWith(Session& session, std::int64_t page);

// Their addresses are not fetched again, though feeds go on announcing them. `now` in seconds.
void Retire(Session& session, const std::set<std::int64_t>& pages, std::int64_t now);

// Removes the pages, their articles with their findings, and the visits planned to their addresses. The articles are
// told, for their stories are to be counted again. One that is damaged goes as well: its words stay in the index until
// that is made anew, which finds nothing by them.
void RemovePages(Session& session, const std::set<std::int64_t>& pages, Gone& gone);

}  // namespace headwater::store
