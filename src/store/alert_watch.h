// The watch: holds stories that changed against all alerts, and fires what is still so a moment later.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "store/alert_match.h"

namespace headwater::store {

// Used by the pipeline's thread alone. The store must outlive it. What is to be looked at stands in rows, so that
// nothing is lost with the watch.
class AlertWatch {
 public:
  // `settling`: so long a count must stand before it fires, so that one that wavers while articles come in does not.
  explicit AlertWatch(Store& store, std::chrono::seconds settling = std::chrono::seconds{2})
      : store_(store), database_(store.database()), settling_(settling) {}

  // Looks at some of what changed, and fires what is due. True where there is more to do at once.
  Result<bool> Step(std::chrono::sys_seconds now);

 private:
  struct Stirred {
    std::string story;
    std::string withdrawn;
    std::int64_t times = 0;
  };
  struct Pending {
    std::int64_t alert = 0;
    AlertKind kind = AlertKind::kStory;
    std::string subject;
    std::string story;
    std::string article;
    std::string detail;
  };
  // An alert that finds a story.
  struct Match {
    std::size_t alert = 0;
    std::optional<std::chrono::sys_seconds> fresh;  // found for the first time: when the article was first seen
  };
  // What is to be written after a look.
  struct Doing {
    std::vector<std::pair<std::int64_t, std::string>> matched;  // alert, story
    std::vector<Pending> pending;
    std::vector<Pending> roots;                // known from now on; `detail` is the root
    std::vector<std::int64_t> tested;          // articles, by their mark
    std::vector<std::int64_t> fresh_articles;  // rows
  };

  Result<void> Refresh(std::chrono::sys_seconds now);
  Result<Doing> Look(const Stirred& stirred);
  Result<void> WriteDown(const std::vector<std::pair<Stirred, Doing>>& looks, std::chrono::sys_seconds now);
  std::vector<Match> MatchesOf(Session& session, const std::string& story, Doing& doing);
  void Conclude(Session& session, const Stirred& stirred, const Match& match, Doing& doing);
  void LookForOrigins(Session& session, const std::string& story, const Alert& alert, Doing& doing);
  void LookForCorrections(Session& session, const std::string& story, const Alert& alert, Doing& doing);
  Result<void> LookForPositions(const std::string& story, const std::vector<Match>& matches, Doing& doing);

  Store& store_;
  Database& database_;
  std::chrono::seconds settling_;
  AlertIndex index_;
  std::string stamp_;
  std::chrono::sys_seconds made_{};
  std::unordered_set<std::int64_t> tested_;  // marks of articles that no alert of the index is to be asked of again
};

}  // namespace headwater::store
