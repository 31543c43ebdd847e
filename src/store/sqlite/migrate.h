// Bringing a SQLite file up to date by the numbered migrations.
#pragma once

#include <cstdint>
#include <string>

#include "store/sqlite/session.h"

namespace headwater::store::sqlite {

// "Hdwr": how `file` and others tell our files apart.
inline constexpr std::int64_t kApplicationId = 0x48647772;

// The number of the last one.
std::int64_t NewestMigration();

// Each migration is one transaction of its own. A file of a newer version is kNewerStore and is not touched; one that
// belongs to another program is kBadInput.
Result<void> Migrate(SqliteSession& session, const std::string& path);

}  // namespace headwater::store::sqlite
