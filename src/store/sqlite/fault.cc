// A table of what each of SQLite's results means to a person.
#include "store/sqlite/fault.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace headwater::store::sqlite {
namespace {

struct Meaning {
  int result = 0;
  std::string_view words;
};

constexpr std::array<Meaning, 9> kMeanings{{
    {SQLITE_FULL, "the disk is full; nothing of this was stored, free some space and it goes on"},
    {SQLITE_BUSY, "another program has held the store locked for too long; end it and try again"},
    {SQLITE_LOCKED, "another program has held the store locked for too long; end it and try again"},
    {SQLITE_READONLY, "the store cannot be written; check the permissions of the file and of its folder"},
    {SQLITE_CANTOPEN, "the store cannot be opened; check that the folder exists and may be written"},
    {SQLITE_NOTADB, "this file is no database; move it away, or name another folder"},
    {SQLITE_CORRUPT,
     "the file is damaged; restore it from a backup, or save what can be read with `sqlite3 FILE .recover`"},
    {SQLITE_IOERR, "the disk reports an error while reading or writing"},
    {SQLITE_PERM, "the system does not permit it; check the permissions of the file and of its folder"},
}};

}  // namespace

Error ErrorOf(sqlite3* connection, int result, const std::string& path) {
  const char* const told = connection == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(connection);
  for (const Meaning& meaning : kMeanings) {
    if (meaning.result == (result & 0xFF)) {
      return {Fault::kStorage, fmt::format("{}: {} ({})", path, meaning.words, told)};
    }
  }
  return {Fault::kStorage, fmt::format("{}: {}", path, told)};
}

}  // namespace headwater::store::sqlite
