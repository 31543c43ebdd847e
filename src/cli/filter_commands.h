// The stages as commands: the options of the filters.
#pragma once

#include <string>
#include <vector>

#include "cli/filters.h"

namespace CLI {
class App;
}

namespace headwater::cli {

struct RobotsOptions {
  std::string agent = "Headwater";
  std::string file;
  std::vector<std::string> urls;
};

// `status` is the exit status of the one that was called; all must outlive the parsing.
void AddFilters(CLI::App& app, FilterOptions& options, RobotsOptions& robots, int& status);

}  // namespace headwater::cli
