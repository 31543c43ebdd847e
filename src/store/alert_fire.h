// What was pending fires, if it is still so. Inside the room.
#pragma once

#include <chrono>
#include <string_view>

#include "base/result.h"
#include "store/alerts.h"

namespace headwater::store {

// True where there is more at once.
Result<bool> FireDue(Database& database, std::chrono::sys_seconds now);

// It has fired for that alert, or for a story that joined this one since.
bool HasFired(Session& session, std::int64_t alert, AlertKind kind, std::string_view subject, std::string_view story);

// The alert knows that the story has this primary source.
void NoteRoot(Session& session, std::int64_t alert, std::string_view story, std::string_view root);

}  // namespace headwater::store
