// What burying and sweeping for a takedown share.
#pragma once

#include <cstdint>
#include <string_view>

#include "news/article.h"
#include "store/port.h"

namespace headwater::store {

// It is all of its page: where it goes, the page goes.
bool GoesWhole(const news::Article& article);
// A tombstone for an address, one that blocks or not.
void BuryAddress(Session& session, std::string_view url, std::int64_t takedown, bool blocks);
// A tombstone for every address of the page; one that blocks ends what waits to be fetched there.
void BuryPage(Session& session, std::int64_t page, std::int64_t takedown, bool blocks);
// How far the sweep has come.
void NoteStage(Session& session, std::int64_t takedown, std::int64_t stage, std::int64_t row);

}  // namespace headwater::store
