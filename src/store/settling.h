// Rows that are another entity's since a decision: moved a few at a time, so that neither readers nor writers wait
// long.
#pragma once

#include <string>
#include <vector>

#include "store/port.h"

namespace headwater::store {

// Notes, in the write that changes the decisions, whose rows have to be looked at again.
void NoteUnsettled(Session& session, const std::vector<std::string>& touched);

// Moves what is noted until all rows are whose the decisions say. Between its writes others read and write; what they
// add meets the decisions already. Where it is cut short the note stays, and the next call goes on.
Result<void> SettleRows(Database& database);

}  // namespace headwater::store
