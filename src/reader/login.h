// Who an app is: its name and password, the token that it has for them, or Fever's key.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "reader/reader.h"
#include "store/people.h"

namespace headwater::reader {

// What ClientLogin gives: `Auth`. Fails with kRefused where name or password is wrong.
Result<std::string> LogIn(const Call& call, std::string_view name, std::string_view password);

// By `Authorization: GoogleLogin auth=…` (or `Bearer …`); nothing where it is missing or not ours. Fails where the
// store does.
Result<std::optional<store::Person>> Asker(const Call& call);
// By `api_key`: the MD5 of `name:password`.
Result<std::optional<store::Person>> FeverAsker(const Call& call, std::string_view key);

// What changes must bring along as `T`, where they bring it: 57 characters, as some apps count them.
std::string TokenFor(const Call& call);

}  // namespace headwater::reader
