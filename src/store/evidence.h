// Evidence bundles: a story, or what a search finds, as one signed file that stands by itself.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

struct Bundle {
  std::string title;
  std::string bytes;  // WACZ
  std::size_t articles = 0;
  std::size_t pages = 0;
  std::size_t held_back = 0;  // pages that their owners do not want kept, shown or passed on
};

// Made in memory: at most 500 articles and 512 MB of pages, kTooLarge beyond.
class Evidence {
 public:
  explicit Evidence(Store& store) : store_(store) {}

  Result<Bundle> OfStory(const news::StoryId& id, std::string_view software, std::chrono::sys_seconds now);
  Result<Bundle> OfSearch(const SearchQuestion& question, std::string_view software, std::chrono::sys_seconds now);
  // What bundles of this installation are signed with; its key is made at first use.
  Result<std::string> PublicKey();

 private:
  Result<std::string> PrivateKey();

  Store& store_;
};

}  // namespace headwater::store
