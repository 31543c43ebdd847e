// Reads the places of a story.
#include "store/whereabouts.h"

#include "store/rows.h"

namespace headwater::store {

Result<std::vector<std::pair<news::EntityId, PlaceLine>>> PlacesOfStory(Store& store, const news::StoryId& story,
                                                                        std::size_t limit) {
  using Places = std::vector<std::pair<news::EntityId, PlaceLine>>;
  return ReadAs(store.database(), [&](Session& session) -> Result<Places> {
    constexpr std::int64_t kMostArticles = 500;
    Places places;
    session.Run(
        "SELECT w.entity, min(w.name), min(w.country), avg(w.latitude), avg(w.longitude), "
        "count(DISTINCT w.article_row) FROM (SELECT article_row FROM articles WHERE story = ? ORDER BY article_row "
        "LIMIT ?) a JOIN whereabouts w ON w.article_row = a.article_row GROUP BY w.entity ORDER BY 6 DESC, 1 LIMIT ?",
        {story.value(), kMostArticles, static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          places.emplace_back(news::EntityId(std::string(row.Text(0))),
                              PlaceLine{std::string(row.Text(1)), std::string(row.Text(2)), row.Real(3), row.Real(4),
                                        static_cast<int>(row.Int(5))});
        });
    return places;
  });
}

}  // namespace headwater::store
