// Retention: how long what came in is kept, overall, by folder and by feed.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/removal.h"
#include "store/store.h"

namespace headwater::store {

// The one for a feed goes before that for its folder, that for an inner folder before that for an outer, and all before
// the one for everything. 0: no bound.
struct RetentionRule {
  std::string folder;  // both empty: everything
  std::string feed;    // its id
  int days = 0;
  std::int64_t newest = 0;  // so many of each feed stay
};

// What would go.
struct Expiry {
  std::int64_t count = 0;  // up to kCounted
  bool more = false;
  std::vector<ArticleLine> first;  // those that go first
};

// A face of the store, made where it is needed. An article goes when every feed that it came by lets it, and never
// while anyone has starred, tagged or noted it or keeps it (or its story) for later, nor while others rest on it.
class Retention {
 public:
  explicit Retention(Store& store) : database_(store.database()) {}

  static constexpr std::int64_t kCounted = 10'000;

  Result<std::vector<RetentionRule>> All();
  // Without bounds, it is taken back. kUsage for bounds below 0, kNotFound for a feed or folder that is not here.
  Result<void> Put(const RetentionRule& rule);
  Result<Expiry> WouldGo(std::chrono::sys_seconds now, std::size_t lines);
  // Removes the oldest of what goes, at most so many pages (each with its other captures), with all that was found in
  // them; they are not fetched again. The articles that went, with their stories. The next call goes on where this one
  // ended, for much that stays may stand between; AtEnd where this one came to the end.
  Result<Gone> Step(std::chrono::sys_seconds now, std::size_t limit);
  bool AtEnd() const { return stream_ == 0; }

 private:
  Database& database_;
  std::int64_t stream_ = 0;
  std::int64_t item_ = 0;
};

}  // namespace headwater::store
