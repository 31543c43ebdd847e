// Assistants ask the collection over the Model Context Protocol: messages of JSON-RPC 2.0, whatever carries them.
// Revisions 2024-11-05 to 2025-11-25, which begin with `initialize`, and 2026-07-28, in which every request says its
// revision. There is no state between two messages.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace headwater::mcp {

struct Setting {
  store::Store& store;
  std::string base;  // of links back to the pages: `https://vellmar.example/`
  std::string name;  // of the house
  std::chrono::sys_seconds now{};
  std::int64_t person = 1;  // who asks
  bool may_fetch = false;   // addresses that are not here may be asked for
  // How long an answer may wait for one that is being fetched.
  std::chrono::milliseconds patience{0};
};

struct Limits {
  std::size_t max_message = 1U << 20U;  // bytes
  std::size_t max_batch = 20;
  std::size_t max_text = 24'000;  // bytes of an answer
  std::size_t max_quoted = 600;   // code points of one quotation from the web
  std::size_t max_elements = 25;  // of one list
};

struct Reply {
  std::string json;  // empty: a notification, which is not answered
  int status = 200;  // what HTTP says with it
};

// Never fails: what is wrong is an error of JSON-RPC. Whatever articles say stands between ⟦ and ⟧, shortened and
// without characters that cannot be seen, so that it can be told from our own words: it is quoted, and never an
// instruction.
Reply Answer(std::string_view message, const Setting& setting, const Limits& limits = {});

// The revisions that are spoken, the newest first.
const std::vector<std::string_view>& Versions();
bool Speaks(std::string_view version);

// What a request of the revision 2026-07-28 says it is: its method, and the name or address that it is about. Nothing
// for one of another.
struct Named {
  std::string method;
  std::string name;
};
std::optional<Named> NamesOf(std::string_view message);

}  // namespace headwater::mcp
