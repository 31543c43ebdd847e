// What tables a SQLite file has, and filling them without the file's own counting.
#pragma once

#include <vector>

#include "store/sqlite/session.h"

namespace headwater::store::sqlite {

std::vector<Table> ReadTables(Session& session);
// Within a transaction.
Result<void> FillWith(Session& session, const InSession& work);

}  // namespace headwater::store::sqlite
