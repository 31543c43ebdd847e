// The ledger of what users settle: its rows read and numbered, whatever they are about.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "store/port.h"
#include "store/store.h"

namespace headwater::store {

// Decisions that fit `where`, which may go on with an order and a limit; with their articles by today's ids.
std::vector<Decision> ReadDecisions(Session& session, std::string_view where, std::initializer_list<Value> values = {});
// Those of the desk that concern any of the articles, the newest first, without what was taken back.
std::vector<Decision> DecisionsAbout(Session& session, const std::vector<news::ArticleId>& articles);

// Counts up with each decision that is made or taken back, and is the number of the next one.
std::int64_t NextStamp(Session& session);

// Store::Decide and Undo within a transaction; where it is of entities, their rows are to be settled after it
// (store/settling.h).
Result<std::int64_t> DecideIn(Session& session, const NewDecision& decision, std::chrono::sys_seconds now);
Result<void> UndoIn(Session& session, std::int64_t decision);

// Checks what was asked and writes it; the desk is to act on it.
Result<std::int64_t> DecideOfDesk(Session& session, const NewDecision& asked, std::chrono::sys_seconds now);
void UndoOfDesk(Session& session, const Decision& decision);

// What stands in an article's row: 0 where it belongs into no story, 1 into one; 2 into one, but for the user's word
// that keeps what its source publishes out.
std::int64_t PlaceableIn(Session& session, bool placeable, std::string_view publisher);

}  // namespace headwater::store
