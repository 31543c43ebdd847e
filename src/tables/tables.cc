// Tables from the embedded files of data/, and the user's over them.
#include "tables/tables.h"

#include <fmt/format.h>

#include <cassert>
#include <map>
#include <string>
#include <utility>

#include "embedded/tables_data.h"
#include "tables/overlay.h"

namespace headwater::tables {
namespace {

constexpr std::string_view kColumns = "table_columns";

Row SplitRow(std::string_view line, std::size_t columns) {
  Row row;
  std::size_t begin = 0;
  while (true) {
    const std::size_t tab = line.find('\t', begin);
    row.push_back(line.substr(begin, tab - begin));
    if (tab == std::string_view::npos) {
      break;
    }
    begin = tab + 1;
  }
  if (row.size() < columns) {
    row.resize(columns);
  }
  return row;
}

Sheet ReadTable(std::string_view bytes) {
  Sheet sheet;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (sheet.header.empty()) {
      sheet.header = SplitRow(line, 0);
      continue;
    }
    sheet.rows.push_back(SplitRow(line, sheet.header.size()));
  }
  return sheet;
}

// All that the program looks things up in; made once.
struct Library {
  std::map<std::string, Sheet, std::less<>> sheets;
  std::vector<OverlayFile> files;
  std::deque<std::string> joined;
  OverlayReport report;
};

// What Overlay was given, until the library is made of it.
struct Pending {
  std::vector<OverlayFile> files;
  bool late = false;  // the library stands
};

Pending& GivenOverlay() {
  static Pending given;
  return given;
}

void LayFile(Library& library, const OverlayFile& file) {
  const std::size_t slash = file.path.find_last_of("/\\");
  std::string_view name = std::string_view(file.path).substr(slash == std::string::npos ? 0 : slash + 1);
  name = name.substr(0, name.rfind('.'));
  const auto found = library.sheets.find(name);
  const std::vector<Row>& told = library.sheets.find(kColumns)->second.rows;
  const Columns columns =
      found == library.sheets.end() ? Columns() : ColumnsOf(found->first, found->second.header, told);
  if (found == library.sheets.end() || columns.fixed) {
    library.report.faults.push_back(
        {Fault::kBadInput, fmt::format("{}: there is no table \"{}\" that rows can be laid over", file.path, name)});
    return;
  }
  Overlaid done = LayOver(found->second, columns, file, library.joined, library.report.faults);
  done.table = found->first;
  library.report.tables.push_back(std::move(done));
}

const Library& TheLibrary() {
  static const Library made = [] {
    Library library;
    for (const EmbeddedFile& file : embedded::tables_data()) {
      library.sheets.emplace(file.path.substr(0, file.path.rfind('.')), ReadTable(file.bytes));
    }
    library.files = std::move(GivenOverlay().files);
    GivenOverlay().late = true;
    for (const OverlayFile& file : library.files) {
      LayFile(library, file);
    }
    return library;
  }();
  return made;
}

const Sheet& SheetOf(std::string_view name) {
  const auto found = TheLibrary().sheets.find(name);
  assert(found != TheLibrary().sheets.end());
  return found->second;
}

}  // namespace

const std::vector<Row>& Table(std::string_view name) { return SheetOf(name).rows; }

const std::vector<Row>& TakenAway(std::string_view table) { return SheetOf(table).taken_away; }

OverlayReport Overlay(std::vector<OverlayFile> files) {
  assert(!GivenOverlay().late);
  GivenOverlay().files = std::move(files);
  return TheLibrary().report;
}

}  // namespace headwater::tables
