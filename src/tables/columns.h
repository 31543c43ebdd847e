// What is known of a table's columns, from data/table_columns.tsv: so far as it takes to lay a user's rows over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tables/tables.h"

namespace headwater::tables {

// kList: parts between `|`; kWords: between blanks; kDomains: a list of hosts.
enum class ColumnKind : std::uint8_t { kText, kList, kWords, kDomains, kNumber, kCode, kOneOf };

struct Column {
  std::string_view name;
  ColumnKind kind = ColumnKind::kText;
  bool key = false;
  std::string_view values;  // of kOneOf, parted by `|`

  bool is_list() const {
    return kind == ColumnKind::kList || kind == ColumnKind::kWords || kind == ColumnKind::kDomains;
  }
  char separator() const { return kind == ColumnKind::kWords ? ' ' : '|'; }
};

struct Columns {
  std::vector<Column> all;  // in the order of the header
  bool keyed = false;
  bool fixed = false;  // nothing can be laid over it
  bool more = false;   // it is but a part of what is known
};

// `told` are the rows of data/table_columns.tsv.
Columns ColumnsOf(std::string_view table, const Row& header, const std::vector<Row>& told);

// What is wrong with the field, as the end of a sentence that begins with the column's name; absent where nothing is.
std::optional<std::string> FaultOf(const Column& column, std::string_view field);

// The parts of a list, without those that are empty.
std::vector<std::string_view> PartsOf(std::string_view list, char separator);

}  // namespace headwater::tables
