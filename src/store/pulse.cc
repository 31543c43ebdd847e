// Takes the numbers from indexes.
#include "store/pulse.h"

#include "store/rows.h"

namespace headwater::store {

Result<Pulse> TakePulse(Store& store, std::chrono::sys_seconds since) {
  return ReadAs(store.database(), [&](Session& session) -> Result<Pulse> {
    constexpr std::int64_t kMost = 100'000;
    Pulse pulse;
    pulse.latest = session
                       .Number(
                           "SELECT seen FROM articles WHERE story IS NOT NULL ORDER BY seen DESC, article_row DESC "
                           "LIMIT 1")
                       .value_or(0);
    pulse.placed = session
                       .Number(
                           "SELECT count(*) FROM (SELECT 1 FROM articles WHERE story IS NOT NULL AND seen >= ? "
                           "LIMIT ?) a",
                           {Seconds(since), kMost})
                       .value_or(0);
    pulse.waiting =
        session.Number("SELECT count(*) FROM (SELECT 1 FROM work WHERE given_up = 0 LIMIT ?) w", {kMost}).value_or(0);
    pulse.unplaced = session
                         .Number(
                             "SELECT count(*) FROM (SELECT 1 FROM articles WHERE story IS NULL AND placeable = 1 "
                             "LIMIT ?) a",
                             {kMost})
                         .value_or(0);
    pulse.answered =
        session.Number("SELECT id FROM errands WHERE answered IS NOT NULL ORDER BY id DESC LIMIT 1").value_or(0);
    return pulse;
  });
}

Result<House> TellHouse(Store& store) {
  return ReadAs(store.database(), [&](Session& session) -> Result<House> {
    House house;
    const auto kept = [&](std::string_view name) {
      return session.Number("SELECT number FROM counts WHERE name = ?", {name}).value_or(0);
    };
    house.articles = kept("articles");
    house.stories = kept("stories");
    house.unreadable = kept("unreadable");
    house.feeds = session.Number("SELECT count(*) FROM feeds").value_or(0);
    house.failing_feeds = session.Number("SELECT count(*) FROM feeds WHERE health IN ('failing', 'gone')").value_or(0);
    house.samples = session.Number("SELECT 1 FROM pages WHERE sample = 1 LIMIT 1").has_value();
    house.own_feeds = session.Number("SELECT 1 FROM feeds WHERE sample = 0 LIMIT 1").has_value();
    return house;
  });
}

}  // namespace headwater::store
