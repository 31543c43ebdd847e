// `headwater takedown`, `bundle`, `verify`, `backup`, `restore` and `move`.
#pragma once

#include <functional>

#include "cli/collection.h"

namespace CLI {
class App;
}

namespace headwater::cli {

// Each adds its commands to the program's; `common` and `status` must outlive it.
void AddTakedownCommands(CLI::App& app, CollectionOptions& common, int& status);
void AddBundleCommands(CLI::App& app, CollectionOptions& common, int& status);
void AddBackupCommands(CLI::App& app, CollectionOptions& common, int& status);
void AddMoveCommand(CLI::App& app, CollectionOptions& common, int& status);

// Where to add `--data` and `--json` to a command of theirs.
void AddCollectionOptions(CLI::App& command, CollectionOptions& common);

// Lets a running server act on what was left for it, or else does it here: `done` says whether it is.
Result<void> CarryOut(Collection& collection, const std::function<Result<bool>(store::Store&)>& done);

}  // namespace headwater::cli
