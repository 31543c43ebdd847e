// The ids of the nouns. All are text: they stand in addresses and in JSON as they are.
#pragma once

#include <cstdint>

#include "base/strong_id.h"

namespace headwater::news {

// `reuters`: the source's row in the tables, or its folded name where no table knows it.
using SourceId = StrongId<struct SourceTag>;
// The address that was subscribed to.
using FeedId = StrongId<struct FeedTag>;
// SHA-256 of the page's address and bytes, as 64 hexadecimal digits.
using PageId = StrongId<struct PageTag>;
// What the input called the document; in the store the first 16 digits of its page's id. A digest's item is `<id>#<n>`.
using ArticleId = StrongId<struct ArticleTag>;
// The id of the article that founded the story, and of the story that founded the thread: both stay when others join.
using StoryId = StrongId<struct StoryTag>;
using ThreadId = StrongId<struct ThreadTag>;
// `person/kaja-kallas`
using EntityId = StrongId<struct EntityTag>;

}  // namespace headwater::news
