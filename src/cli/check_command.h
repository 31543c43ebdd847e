// `check` and `mcp`: anything held against the collection, by people and by assistants.
#pragma once

#include <optional>
#include <string>

#include "cli/collection.h"

namespace headwater::cli {

struct CheckOptions {
  std::string what;
  std::string as;         // `address`, `quotation`, `claim`; empty: what it looks like
  bool no_fetch = false;  // an address that is not here stays unknown
  bool allow_private_networks = false;
};

// An address that is not in the collection is fetched and traced first: by a running server, or else here.
int Check(const CollectionOptions& options, const CheckOptions& wanted);

struct AssistOptions {
  std::string address;  // where links lead; empty: where the settings say that the server listens
  bool no_fetch = false;
};

// Answers an assistant over standard input and output until that ends. Addresses that it wants fetched are left to a
// running server.
int Assist(const CollectionOptions& options, const AssistOptions& wanted);

}  // namespace headwater::cli
