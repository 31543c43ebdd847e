// `headwater user`: the people who may sign in.
#pragma once

#include <string>

#include "cli/collection.h"

namespace CLI {
class App;
}

namespace headwater::cli {

// Adds the commands to the program's; `common` and `status` must outlive it.
void AddUserCommands(CLI::App& app, CollectionOptions& common, int& status);

}  // namespace headwater::cli
