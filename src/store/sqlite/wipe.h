// Overwriting what the file's pages do not use: rows that SQLite moved leave copies of themselves there.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"

namespace headwater::store::sqlite {

// Zeros all that no cell of a page of a tree uses (SQLite file format, 1.6): the gap between the cells and the pointers
// to them, and free blocks. What `secure_delete` zeroes are rows where they stood last, and pages that become free; a
// row that was moved when its page was filled or split may have left its bytes behind. Takes one look at each page,
// without memory or space on the disk, however large the file is.
//
// Within a write of the connection in WAL mode, the log of which is empty, so that nothing else writes into the file.
// The connection has to forget its pages afterwards.
Result<void> WipeUnused(sqlite3* connection, const std::string& path);

// The same for the bytes of one page of a tree. `begin` is where its header stands (100 on the first page), `usable`
// how many bytes of it are SQLite's. True where anything was changed; a page that makes no sense is left alone.
bool WipePage(std::span<unsigned char> page, std::size_t begin, std::size_t usable);

}  // namespace headwater::store::sqlite
