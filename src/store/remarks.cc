// Rows of remarks.
#include "store/remarks.h"

#include <algorithm>

#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostShown = 500;
constexpr std::int64_t kMostOfOne = 500;
constexpr std::size_t kMostBytes = 8'000;

}  // namespace

Result<std::vector<Remark>> Remarks::Of(const news::StoryId& story) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<Remark>> {
    std::vector<Remark> remarks;
    // A story has its founding article's id; one that was merged into another left that article to it.
    session.Run(
        "SELECT r.id, r.person, u.name, r.words, r.at FROM remarks r LEFT JOIN users u ON u.id = r.person "
        "WHERE r.story = ? OR r.story IN (SELECT id FROM articles WHERE story = ?) ORDER BY r.at DESC, r.id DESC LIMIT "
        "?",
        {story.value(), story.value(), kMostShown}, [&](const Row& row) {
          Remark& remark = remarks.emplace_back();
          remark.id = row.Int(0);
          remark.story = story;
          remark.person = row.IsNull(1) ? std::nullopt : std::optional(row.Int(1));
          remark.name = row.Text(2);
          remark.words = row.Text(3);
          remark.at = Instant(row.Int(4));
        });
    std::ranges::reverse(remarks);
    return remarks;
  });
}

Result<std::int64_t> Remarks::Add(const news::StoryId& story, std::int64_t person, std::string_view words,
                                  std::chrono::sys_seconds now) {
  if (words.empty()) {
    return Fail(Fault::kUsage, "a remark needs words");
  }
  if (words.size() > kMostBytes) {
    return Fail(Fault::kTooLarge, fmt::format("a remark has at most {} bytes", kMostBytes));
  }
  return WriteAs(store_.database(), [&](Session& session) -> Result<std::int64_t> {
    if (!session.Number("SELECT 1 FROM stories WHERE id = ?", {story.value()})) {
      return Fail(Fault::kNotFound, fmt::format("{}: no story has this id", story.value()));
    }
    if (session.Number("SELECT count(*) FROM remarks WHERE story = ? AND person = ?", {story.value(), person})
            .value_or(0) >= kMostOfOne) {
      return Fail(Fault::kTooLarge, fmt::format("one person makes at most {} remarks on a story", kMostOfOne));
    }
    return session
        .Number("INSERT INTO remarks (story, person, words, at) VALUES (?, ?, ?, ?) RETURNING id",
                {story.value(), person, words, Seconds(now)})
        .value_or(0);
  });
}

Result<news::StoryId> Remarks::Remove(std::int64_t id, std::int64_t person, bool any) {
  return WriteAs(store_.database(), [&](Session& session) -> Result<news::StoryId> {
    std::optional<std::string> story;
    bool own = false;
    session.Run("SELECT story, person FROM remarks WHERE id = ?", {id}, [&](const Row& row) {
      story = std::string(row.Text(0));
      own = !row.IsNull(1) && row.Int(1) == person;
    });
    if (!story) {
      return Fail(Fault::kNotFound, "there is no such remark");
    }
    if (!own && !any) {
      return Fail(Fault::kRefused, "another wrote this remark");
    }
    session.Run("DELETE FROM remarks WHERE id = ?", {id});
    return news::StoryId(*story);
  });
}

}  // namespace headwater::store
