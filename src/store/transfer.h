// Bringing all rows of one database into another, of the same kind or not.
#pragma once

#include <vector>

#include "store/move.h"
#include "store/port.h"

namespace headwater::store {

Result<std::vector<TableDigest>> DigestOf(Session& session, const std::vector<Table>& tables);

// Puts the rows of `session`, a reading of `from`, in the place of all that is in `to`, as one write, and makes its
// full-text index.
Result<void> CopyAll(Session& session, Database& from, Database& to);

// Rows of one table that `to` does not have so.
void BringTable(Session& from, Session& to, const Table& table);

// kUsage where a move into this database was begun and not ended.
Result<void> CheckMoved(Database& database);

}  // namespace headwater::store
