// The stages as filters: each reads its input's lines or files and writes one JSON object a line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace headwater::cli {

struct FilterOptions {
  std::vector<std::string> paths;
  std::size_t jobs = 1;
  std::string tables;              // a folder of the user's own tables; empty: none
  std::optional<int> window_days;  // of match, group and trace; none: the whole input
};

// Each returns the exit status: 0, or 1 where an input was bad (said on standard error, the rest goes on) or the output
// could not be written.
int Extract(const FilterOptions& options);
int Annotate(const FilterOptions& options);
int Match(const FilterOptions& options);
int Group(const FilterOptions& options);
int Trace(const FilterOptions& options);
int Read(const FilterOptions& options);
int Names(const FilterOptions& options);
// `file` is a robots.txt; a line for each address.
int Robots(const std::string& agent, const std::string& file, const std::vector<std::string>& urls);

}  // namespace headwater::cli
