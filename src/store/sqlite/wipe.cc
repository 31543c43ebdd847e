// Walks the pages of all trees by SQLite's own account of them, and writes through its own file.
#include "store/sqlite/wipe.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite/fault.h"
#include "store/sqlite/session.h"

namespace headwater::store::sqlite {
namespace {

constexpr std::size_t kFileHeader = 100;
constexpr std::size_t kReserved = 20;  // where the header says how many bytes at a page's end are not SQLite's
constexpr std::size_t kLeaf = 8;       // bytes of a page's header
constexpr std::size_t kInterior = 12;

std::size_t Two(std::span<const unsigned char> page, std::size_t at) {
  return std::size_t{page[at]} << 8U | std::size_t{page[at + 1]};
}

// The size of the header of a page of a tree; 0 where it is none.
std::size_t HeaderOf(unsigned char kind) {
  switch (kind) {
    case 2:
    case 5:
      return kInterior;
    case 10:
    case 13:
      return kLeaf;
    default:
      return 0;
  }
}

bool Zero(std::span<unsigned char> bytes) {
  const bool any = std::ranges::any_of(bytes, [](unsigned char byte) { return byte != 0; });
  std::ranges::fill(bytes, static_cast<unsigned char>(0));
  return any;
}

}  // namespace

bool WipePage(std::span<unsigned char> page, std::size_t begin, std::size_t usable) {
  const std::size_t header = begin < page.size() ? HeaderOf(page[begin]) : 0;
  if (header == 0 || usable > page.size() || begin + header > usable) {
    return false;
  }
  const std::size_t content = Two(page, begin + 5) == 0 ? 65'536 : Two(page, begin + 5);
  const std::size_t pointers = begin + header + 2 * Two(page, begin + 3);
  if (pointers > content || content > usable) {
    return false;
  }
  bool changed = Zero(page.subspan(pointers, content - pointers));
  constexpr std::size_t kBlockHeader = 4;
  std::size_t last = content;
  for (std::size_t block = Two(page, begin + 1); block != 0; block = Two(page, block)) {
    if (block < last || block + kBlockHeader > usable) {
      return changed;
    }
    const std::size_t size = Two(page, block + 2);
    if (size < kBlockHeader || block + size > usable) {
      return changed;
    }
    changed = Zero(page.subspan(block + kBlockHeader, size - kBlockHeader)) || changed;
    last = block + size;
  }
  return changed;
}

Result<void> WipeUnused(sqlite3* connection, const std::string& path) {
  sqlite3_file* file = nullptr;
  int result = sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  if (result != SQLITE_OK || file == nullptr || file->pMethods == nullptr) {
    return tl::unexpected(ErrorOf(connection, result == SQLITE_OK ? SQLITE_IOERR : result, path));
  }
  sqlite3_stmt* prepared = nullptr;
  result = sqlite3_prepare_v2(connection, "SELECT pageno, pgsize FROM dbstat WHERE pagetype IN ('leaf', 'internal')",
                              -1, &prepared, nullptr);
  const Prepared statement(prepared);
  std::size_t reserved = 0;
  std::vector<unsigned char> page;
  while (result == SQLITE_OK) {
    const int step = sqlite3_step(statement.get());
    if (step != SQLITE_ROW) {
      result = step == SQLITE_DONE ? SQLITE_OK : step;
      break;
    }
    const std::int64_t number = sqlite3_column_int64(statement.get(), 0);
    const auto size = static_cast<std::size_t>(sqlite3_column_int64(statement.get(), 1));
    if (page.empty()) {
      page.resize(size);
      result = file->pMethods->xRead(file, page.data(), static_cast<int>(size), 0);
      reserved = page[kReserved];
    }
    const sqlite3_int64 at = (number - 1) * static_cast<std::int64_t>(size);
    result = result == SQLITE_OK ? file->pMethods->xRead(file, page.data(), static_cast<int>(size), at) : result;
    if (result == SQLITE_OK && WipePage(page, number == 1 ? kFileHeader : 0, size - reserved)) {
      result = file->pMethods->xWrite(file, page.data(), static_cast<int>(size), at);
    }
  }
  if (result == SQLITE_OK) {
    result = file->pMethods->xSync(file, SQLITE_SYNC_FULL);
  }
  return result == SQLITE_OK ? Result<void>() : tl::unexpected(ErrorOf(connection, result, path));
}

}  // namespace headwater::store::sqlite
