// Fences as notes.
#include "store/fence.h"

#include <fmt/format.h>

#include "store/rows.h"

namespace headwater::store {
namespace {

std::string NoteOf(const std::string& name) { return "fence " + name; }

tl::unexpected<Error> Another(const std::string& name) {
  return Fail(Fault::kRefused, fmt::format("{}: another process has it now", name));
}

}  // namespace

Result<void> Raise(Store& store, const Fence& fence) {
  return store.database().Write([&](Session& session) -> Result<void> {
    session.Run(
        "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value "
        "WHERE CAST(notes.value AS BIGINT) <= CAST(excluded.value AS BIGINT)",
        {NoteOf(fence.name), fmt::to_string(fence.token)});
    return session.Changed() == 1 ? Result<void>() : Another(fence.name);
  });
}

Result<std::int64_t> TokenOf(Store& store, const std::string& name) {
  return ReadAs(store.database(), [&](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT CAST(value AS BIGINT) FROM notes WHERE name = ?", {NoteOf(name)}).value_or(0);
  });
}

// The row is written, so that a server locks it.
Result<void> Mine(Session& session, const Fence& fence) {
  if (fence.name.empty()) {
    return {};
  }
  session.Run("UPDATE notes SET value = value WHERE name = ? AND value = ?",
              {NoteOf(fence.name), fmt::to_string(fence.token)});
  return session.Changed() == 1 ? Result<void>() : Another(fence.name);
}

}  // namespace headwater::store
