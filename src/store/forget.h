// The words of an article that stand elsewhere than in it: what its story, its revisions and its feed's announcement
// keep of them is taken away with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "news/article.h"
#include "store/port.h"

namespace headwater::store {

// Its owner reserves the text, or withdrew it.
bool Reserves(const news::Article& article);

// Nothing else is reserved than before, and nothing less.
bool SameRights(const std::optional<news::Rights>& one, const std::optional<news::Rights>& other);

// Leaves of the article's revisions only the newest, without what changed in it, under that headline.
void ForgetRevisions(Session& session, std::int64_t row, std::string_view headline);

// Leaves of the article's revisions only the newest, under today's headline, and of what feeds announced it with only
// which feed it was, and when. Its own row and text are for the caller.
void ForgetWords(Session& session, std::int64_t row, const news::Article& article);

// A story's own words may be those of an article that it has lost, whose headline this was: they go, and if need be
// another article's headline stands in their place until the desk tells the story again.
void BlankStory(Session& session, const std::string& story, std::string_view headline);

}  // namespace headwater::store
