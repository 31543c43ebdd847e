// Giving articles and stories their items, and the streams that these come by, within a write of the store.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/port.h"

namespace headwater::store {

// An article that anyone has starred, put off, noted or tagged, as a condition on articles as `a`.
constexpr std::string_view kCherished =
    "EXISTS (SELECT 1 FROM items i WHERE i.article_row = a.article_row AND (EXISTS (SELECT 1 FROM item_tags g "
    "WHERE g.item = i.item) OR EXISTS (SELECT 1 FROM item_marks m WHERE m.item = i.item AND (m.starred IS NOT NULL "
    "OR m.later IS NOT NULL OR m.noted IS NOT NULL))))";

// The article's row is an item if it may be listed, and none if not: with its item go all marks.
void MindItem(Session& session, std::int64_t article_row, std::chrono::sys_seconds now);
// The same of a story that was written.
void MindStoryItem(Session& session, std::string_view story, std::chrono::sys_seconds now);

// The number of the stream of that name, which is made where there is none.
std::int64_t StreamCalled(Session& session, std::string_view name);
// Nobody's state of reading changes by it.
void PutIntoStream(Session& session, std::int64_t item, std::int64_t stream, std::chrono::sys_seconds now);

// Sets what one person has read, with all that is counted of it.
void SetRead(Session& session, std::int64_t person, std::int64_t item, bool read, std::chrono::sys_seconds now);

// 1 where a person has read an item, else 0, as an expression of SQL over `m`, the item's row of item_marks for that
// person, or NULLs. `item` and `person` are expressions too, the latter a `?` where it is a value.
std::string IsRead(std::string_view item, std::string_view person);

}  // namespace headwater::store
