// The user's own rows over the embedded tables: an outlet, an owner, a spelling, a place, a cue, without a rebuild.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tables/columns.h"
#include "tables/tables.h"

namespace headwater::tables {

// A file named like one of data/*.tsv, with that table's columns. Its path is how faults name it; docs/tables.md says
// what its rows may be.
struct OverlayFile {
  std::string path;
  std::string bytes;
};

// What a file did to its table, in rows; `completed` counts rows with `+`.
struct Overlaid {
  std::string table;
  std::string path;
  std::size_t added = 0;
  std::size_t replaced = 0;
  std::size_t completed = 0;
  std::size_t removed = 0;
};

// A fault costs its row, or its file where that is no table's; its text says file and line.
struct OverlayReport {
  std::vector<Overlaid> tables;
  std::vector<Error> faults;
};

// Lays the files over the tables for the whole program. To be called once, before anything is looked up (asserted).
OverlayReport Overlay(std::vector<OverlayFile> files);

// The rows (without their sign) that the user takes away: for readers that know more than the table holds. In a keyed
// table the key's fields that are empty stand for any.
const std::vector<Row>& TakenAway(std::string_view table);

// A table as it is worked on. Rows point into the bytes they were read from, or into `joined`.
struct Sheet {
  Row header;
  std::vector<Row> rows;
  std::vector<Row> taken_away;
};

// One file over one table: what Overlay does, alone. The user's rows go first, in their order. `file` and `joined` must
// outlive the sheet.
Overlaid LayOver(Sheet& sheet, const Columns& columns, const OverlayFile& file, std::deque<std::string>& joined,
                 std::vector<Error>& faults);

}  // namespace headwater::tables
