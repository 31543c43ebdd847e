// Remarks: what the users of one house say to each other about a story.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/ids.h"

namespace headwater::store {

class Store;

struct Remark {
  std::int64_t id = 0;
  news::StoryId story;                 // where it stands now
  std::optional<std::int64_t> person;  // absent where they are no user any more
  std::string name;                    // theirs; empty for the one user of a house without passwords
  std::string words;                   // plain text
  std::chrono::sys_seconds at{};
};

// The store must outlive it. Safe from several threads.
class Remarks {
 public:
  explicit Remarks(Store& store) : store_(store) {}

  // Of a story and of those that were merged into it, the newest 500, the oldest of these first.
  Result<std::vector<Remark>> Of(const news::StoryId& story);
  // kUsage where it says nothing, kTooLarge beyond 8,000 bytes or 500 remarks of theirs, kNotFound where there is no
  // such story.
  Result<std::int64_t> Add(const news::StoryId& story, std::int64_t person, std::string_view words,
                           std::chrono::sys_seconds now);
  // kRefused where it is another's, unless `any` (of editors); kNotFound. Gives back the story.
  Result<news::StoryId> Remove(std::int64_t id, std::int64_t person, bool any);

 private:
  Store& store_;
};

}  // namespace headwater::store
