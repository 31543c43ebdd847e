// Leaves a row for the alerts to look at.
#include "store/alert_stir.h"

#include "store/rows.h"

namespace headwater::store {

void StirStory(Session& session, std::string_view story, std::string_view withdrawn, std::chrono::sys_seconds now) {
  if (!session.Number("SELECT 1 FROM alerts WHERE paused = 0 LIMIT 1")) {
    return;
  }
  session.Run(
      "INSERT INTO stirred_stories (story, article, at, times) VALUES (?, ?, ?, 1) "
      "ON CONFLICT (story, article) DO UPDATE SET times = stirred_stories.times + 1",
      {story, withdrawn, Seconds(now)});
}

}  // namespace headwater::store
