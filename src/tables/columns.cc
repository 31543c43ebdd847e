// Columns, and what may stand in them.
#include "tables/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace headwater::tables {
namespace {

void Tell(Column& column, std::string_view is) {
  if (is == "key") {
    column.key = true;
  } else if (is == "list") {
    column.kind = ColumnKind::kList;
  } else if (is == "words") {
    column.kind = ColumnKind::kWords;
  } else if (is == "domains") {
    column.kind = ColumnKind::kDomains;
  } else if (is == "number") {
    column.kind = ColumnKind::kNumber;
  } else if (is == "code") {
    column.kind = ColumnKind::kCode;
  } else {
    column.kind = ColumnKind::kOneOf;
    column.values = is;
  }
}

bool IsNumber(std::string_view field) {
  double value = 0;
  const auto read = std::from_chars(field.data(), field.data() + field.size(), value);
  return read.ec == std::errc() && read.ptr == field.data() + field.size();
}

bool IsCode(std::string_view field) {
  return field.size() == 2 && std::ranges::all_of(field, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsHost(std::string_view field) {
  const bool plain = field.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos;
  return plain && field.find('.') != std::string_view::npos && !field.starts_with('.') && !field.ends_with('.') &&
         !field.starts_with("www.");
}

}  // namespace

std::vector<std::string_view> PartsOf(std::string_view list, char separator) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    if (end > 0) {
      parts.push_back(list.substr(0, end));
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

Columns ColumnsOf(std::string_view table, const Row& header, const std::vector<Row>& told) {
  Columns columns;
  for (const std::string_view name : header) {
    columns.all.push_back({name, ColumnKind::kText, false, {}});
  }
  for (const Row& row : told) {
    if (row[0] != table) {
      continue;
    }
    columns.fixed = columns.fixed || row[2] == "fixed";
    columns.more = columns.more || row[2] == "more";
    const auto column = std::ranges::find(columns.all, row[1], &Column::name);
    if (column != columns.all.end() && row[2] != "fixed") {
      Tell(*column, row[2]);
      columns.keyed = columns.keyed || column->key;
    }
  }
  return columns;
}

std::optional<std::string> FaultOf(const Column& column, std::string_view field) {
  if (field.empty()) {
    return std::nullopt;
  }
  if (column.kind == ColumnKind::kNumber && !IsNumber(field)) {
    return fmt::format("\"{}\" is no number", field);
  }
  if (column.kind == ColumnKind::kCode && !IsCode(field)) {
    return fmt::format("\"{}\" is not two capital letters", field);
  }
  if (column.kind == ColumnKind::kDomains) {
    for (const std::string_view host : PartsOf(field, column.separator())) {
      if (!IsHost(host)) {
        return fmt::format("\"{}\" is no domain: small letters, without www. and path", host);
      }
    }
  }
  if (column.kind == ColumnKind::kOneOf) {
    const auto values = PartsOf(column.values, '|');
    if (std::ranges::find(values, field) == values.end()) {
      return fmt::format("\"{}\" is none of {}", field, fmt::join(values, ", "));
    }
  }
  return std::nullopt;
}

}  // namespace headwater::tables
