// The user's own tables: read from a folder once, at the start, and laid over the program's.
#pragma once

#include <string>

#include "base/result.h"
#include "tables/overlay.h"

namespace headwater::cli {

// Lays every `.tsv` of the folder over the tables. The first call decides for the whole run; later ones give back what
// it found. An empty name: none. A folder that is not there, or cannot be read, is kUsage.
Result<tables::OverlayReport> UseTables(const std::string& folder);

// `tables/sources.tsv: 2 rows added, 1 replaced`
std::string Describe(const tables::Overlaid& table);

}  // namespace headwater::cli
