// SQLite's results as errors for people.
#pragma once

#include <sqlite3.h>

#include <string>

#include "base/result.h"

namespace headwater::store::sqlite {

// `path` is named in the text, with what to do where that is known.
Error ErrorOf(sqlite3* connection, int result, const std::string& path);

}  // namespace headwater::store::sqlite
