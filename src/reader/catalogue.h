// The streams of one person as apps see them: with titles and folders, found by the ids that apps send.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reader/ids.h"
#include "store/reading.h"

namespace headwater::reader {

// The folder that holds one feed for each language's stories, one item a story.
constexpr std::string_view kStoriesFolder = "Stories";

struct Channel {
  store::StreamLine line;
  std::string title;
  std::string folder;  // empty: in none
  std::string link;    // of its site, or of the house
  std::string url;     // that it was subscribed to by; of the house's own, a page of it
};

class Catalogue {
 public:
  static Result<Catalogue> Of(store::Reading& reading, std::int64_t person, const std::string& outside);

  const std::vector<Channel>& channels() const { return channels_; }
  // In the order of their first channels.
  std::vector<std::string> Folders() const;
  const Channel* Numbered(store::StreamNumber stream) const;
  // `12`, or an address that means the same as a subscription's.
  const Channel* Called(std::string_view name) const;
  bool HasFolder(std::string_view folder) const;
  std::vector<store::StreamNumber> InFolder(std::string_view folder) const;
  std::vector<store::StreamNumber> AllOf() const;

  // What is in a stream, as far as its id says; nothing where it is not here. A label is a folder where there is one of
  // that name, else a tag.
  std::optional<store::ItemQuestion> Question(const StreamId& id) const;

 private:
  std::vector<Channel> channels_;
};

}  // namespace headwater::reader
