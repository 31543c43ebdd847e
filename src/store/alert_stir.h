// Telling alerts that a story changed, within a write of the store.
#pragma once

#include <chrono>
#include <string_view>

#include "store/port.h"

namespace headwater::store {

// Costs nothing where nobody has an alert. `withdrawn`: the article that its owner took out of the story, if that is
// it.
void StirStory(Session& session, std::string_view story, std::string_view withdrawn, std::chrono::sys_seconds now);

}  // namespace headwater::store
