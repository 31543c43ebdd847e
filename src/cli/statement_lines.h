// Statements of the collection as lines: for a terminal, and for machines.
#pragma once

#include <string>

#include "store/views.h"

namespace headwater::cli {

// `  2025-03-11 08:10  Oda Brenning promises: "…"`, and where it stands.
std::string StatementSentence(const store::StatementLine& line);

// {"article":…,"content":…,"annotations":{"statements":[…]},"articles":2,"places":[…]}
std::string StatementJson(const store::StatementLine& line);

}  // namespace headwater::cli
