// `headwater import`: what another reader exported.
#pragma once

#include "cli/collection.h"

namespace CLI {
class App;
}

namespace headwater::cli {

// Adds the command to the program's; `common` and `status` must outlive it.
void AddImportCommand(CLI::App& app, CollectionOptions& common, int& status);

}  // namespace headwater::cli
