// A story: articles about one event. Stories about one subject over months form a thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/moment.h"
#include "news/ids.h"
#include "news/reason.h"

namespace headwater::news {

// How many sources a story really has. What could not be traced never counts as independent: it only widens
// the range from least to most.
struct Independence {
  int least = 0;
  int most = 0;
  int untraced = 0;
};

// Why an article is in its story, as it was decided when it came, or was looked at again.
struct Placing {
  ArticleId article;
  std::vector<Reason> why = {};
};

struct Story {
  StoryId id;
  std::string headline;
  std::string summary;              // key sentences, as they stand in the articles
  std::vector<ArticleId> articles;  // in order of time
  std::optional<Moment> first;
  std::optional<Moment> last;
  ThreadId thread;
  std::optional<Independence> independent;
  // Of the articles that were placed in this change; what the others were placed for stands as it was told before.
  std::vector<Placing> placed = {};
};

}  // namespace headwater::news
