// PostgreSQL's errors as errors for people.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::store::postgres {

// An address without its password, for texts and logs.
std::string PlainAddress(const std::string& address);

// Of a statement that failed. `where` is named in the text, with what to do where that is known.
Error ErrorOf(const PGresult* result, const std::string& where);
// Of a connection that could not be made or broke.
Error ErrorOf(const PGconn* connection, const std::string& where);

// The server may answer soon: it starts, stops, or does not listen just now.
bool MayComeBack(const PGconn* connection);

}  // namespace headwater::store::postgres
