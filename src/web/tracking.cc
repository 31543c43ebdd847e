// The table of parameters, embedded here: this room stands below the one that reads tables.
#include "web/tracking.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/ascii.h"
#include "embedded/web_data.h"

namespace headwater::web {
namespace {

struct Table {
  std::unordered_map<std::string_view, std::vector<std::string_view>> hosts;  // by name; an empty host stands for any
  std::vector<std::string_view> beginnings;
};

void AddRow(std::string_view line, Table& table) {
  const std::size_t tab = std::min(line.find('\t'), line.size());
  const std::string_view name = line.substr(0, tab);
  const std::string_view host = tab == line.size() ? std::string_view() : line.substr(tab + 1);
  if (name.ends_with('*')) {
    table.beginnings.push_back(name.substr(0, name.size() - 1));
  } else {
    table.hosts[name].push_back(host);
  }
}

Table ReadTable(std::string_view bytes) {
  Table table;
  bool heading = true;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (!heading) {
      AddRow(line, table);
    }
    heading = false;
  }
  return table;
}

const Table& Parameters() {
  static const Table table = ReadTable(embedded::web_data().front().bytes);
  return table;
}

bool IsBelow(std::string_view host, std::string_view site) {
  return site.empty() || host == site || (host.ends_with(site) && host[host.size() - site.size() - 1] == '.');
}

bool IsTracking(std::string_view parameter, std::string_view host) {
  std::string name = ascii::Lower(parameter.substr(0, parameter.find('=')));
  const Table& table = Parameters();
  if (const auto found = table.hosts.find(name); found != table.hosts.end()) {
    if (std::ranges::any_of(found->second, [&](std::string_view site) { return IsBelow(host, site); })) {
      return true;
    }
  }
  return std::ranges::any_of(table.beginnings, [&](std::string_view begin) { return name.starts_with(begin); });
}

}  // namespace

std::string WithoutTracking(std::string_view query, std::string_view host) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (!parameter.empty() && !IsTracking(parameter, host)) {
      kept += kept.empty() ? "" : "&";
      kept += parameter;
    }
  }
  return kept;
}

}  // namespace headwater::web
