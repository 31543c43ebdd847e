// Where a store is: a file, or a PostgreSQL database.
#pragma once

#include <string>
#include <string_view>

namespace headwater::store {

// postgres:// or postgresql://
bool IsPostgres(std::string_view address);
// The address without its password, for people to read.
std::string NameOfStore(const std::string& address);

}  // namespace headwater::store
