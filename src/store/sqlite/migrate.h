// Bringing a SQLite file up to date by the numbered migrations.
#pragma once

#include <string>

#include "store/sqlite/session.h"

namespace headwater::store::sqlite {

// Each migration is one transaction of its own. A file of a newer version is kNewerStore and is not touched; one that
// belongs to another program is kBadInput.
Result<void> Migrate(SqliteSession& session, const std::string& path);

}  // namespace headwater::store::sqlite
