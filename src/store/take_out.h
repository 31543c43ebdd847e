// Taking out: what is granted in a takedown, from the first article to the last row that quotes it.
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "store/removal.h"
#include "store/store.h"

namespace headwater::store {

// One granted takedown, step by step; each step is a write of its own, and after a kill in the middle the next run goes
// on. The pipeline does them, since stories and chains are to be told anew without what went.
class TakeOut {
 public:
  TakeOut(Store& store, std::int64_t takedown) : store_(store), takedown_(takedown) {}

  // Articles that go whole, and those that keep their headline and place but lose their words.
  struct Reach {
    std::vector<news::ArticleId> remove;
    std::vector<news::ArticleId> withhold;
    bool empty() const { return remove.empty() && withhold.empty(); }
  };

  // Keeps what copies are known by, and tells what goes first: what is at the claim's addresses, and what the desk
  // holds for its copies.
  Result<Reach> Bury(std::chrono::sys_seconds now);

  struct Removed {
    Gone gone;
    std::set<news::StoryId> touched;  // whose chains, copies or headlines had to do with them
  };
  Result<Removed> Remove(const std::vector<news::ArticleId>& articles, std::chrono::sys_seconds now);
  // Notes those whose words the caller withheld (Store::Revise).
  Result<void> NoteWithheld(const std::vector<news::ArticleId>& articles, std::chrono::sys_seconds now);

  // Goes on through the collection: so many articles, revisions or pages, or one table of what people and the desk
  // wrote. What quotes in pages without an article, and in such a table, is gone when it returns.
  struct Swept {
    Reach reach;
    std::set<news::StoryId> touched;
    bool done = false;
  };
  Result<Swept> Sweep(std::size_t rows);

  // Leaves nothing of what was taken out in the store's files; of a large file that takes its time. kTimeout where a
  // reader holds on to what was.
  Result<void> Scrub();
  // After that: it is granted, and nothing of it is left.
  Result<void> Finish(std::chrono::sys_seconds now);

  // What was granted is taken back: its tombstones fall, and the addresses are told that are to be fetched again.
  Result<std::vector<std::string>> Reverse(std::chrono::sys_seconds now);

 private:
  Store& store_;
  std::int64_t takedown_;
};

}  // namespace headwater::store
