// How often a feed changes, when it rests, and what wrote it.
#pragma once

#include <chrono>
#include <optional>

#include "news/feed.h"
#include "read/fields.h"
#include "web/xml.h"

namespace headwater::read {

class FeedHabits {
 public:
  // Takes one of the channel's elements into the feed; false where it is about something else.
  bool Read(const web::XmlTree& tree, web::XmlTree::Id id, Field field, news::Feed& feed);

  // The interval that follows from elements that only say it together.
  void Finish(news::Feed& feed) const;

 private:
  std::optional<std::chrono::seconds> period_;
  int frequency_ = 1;
};

}  // namespace headwater::read
