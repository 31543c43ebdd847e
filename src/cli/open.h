// Opening the collection for a command.
#pragma once

#include <memory>

#include "base/result.h"
#include "cli/collection.h"
#include "cli/settings.h"
#include "cli/user_tables.h"
#include "store/store.h"

namespace headwater::cli {

struct Collection {
  Settings settings;
  tables::OverlayReport tables;  // the user's own
  std::unique_ptr<store::Store> store;
};

// With the store that the options name, where they do.
Result<Settings> SettingsOf(const CollectionOptions& options);
// True where there is a store, or a server is to be asked for it.
bool HasStore(const Settings& settings);
// Makes the folder where there is none.
Result<Collection> OpenOrMake(const CollectionOptions& options);
// For commands that only look: a folder without a store is kNotFound, and says what to do.
Result<Collection> OpenExisting(const CollectionOptions& options);

// Prints the error as `headwater: …` and returns the exit status for it.
int Complain(const Error& error);

}  // namespace headwater::cli
