// Bringing a PostgreSQL database up to date by the numbered migrations.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "store/postgres/session.h"

namespace headwater::store::postgres {

// The number of the last one.
std::int64_t NewestMigration();

// What sets two collections in one database, in schemas of their own, apart: of locks and notifications.
struct Place {
  std::int64_t lock = 0;
  std::string channel;
};

// All migrations of one number are one transaction. A database of a newer version is kNewerStore and is not touched;
// one that belongs to another program, or keeps its texts otherwise than in UTF-8, is kBadInput.
Result<Place> Migrate(PgSession& session);

}  // namespace headwater::store::postgres
