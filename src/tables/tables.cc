// Tables from the embedded files of data/.
#include "tables/tables.h"

#include <cassert>
#include <map>
#include <string>

#include "embedded/tables_data.h"

namespace headwater::tables {
namespace {

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

std::vector<Row> ReadTable(std::string_view bytes) {
  std::vector<Row> rows;
  std::size_t columns = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (columns == 0) {
      columns = SplitRow(line, 0).size();
      continue;
    }
    rows.push_back(SplitRow(line, columns));
  }
  return rows;
}

std::map<std::string, std::vector<Row>, std::less<>> ReadAll() {
  std::map<std::string, std::vector<Row>, std::less<>> all;
  for (const EmbeddedFile& file : embedded::tables_data()) {
    const std::string_view name = file.path.substr(0, file.path.rfind('.'));
    all.emplace(name, ReadTable(file.bytes));
  }
  return all;
}

}  // namespace

const std::vector<Row>& Table(std::string_view name) {
  static const auto all = ReadAll();
  const auto found = all.find(name);
  assert(found != all.end());
  return found->second;
}

}  // namespace headwater::tables
