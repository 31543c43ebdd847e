// Reading state: articles and stories as numbered items of streams, and what each person has read, starred, put off,
// tagged and noted.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/ids.h"
#include "news/page.h"
#include "store/people.h"
#include "store/store.h"

namespace headwater::store {

// An article or story that may be listed. Grows with the time when it came to be so, is never given again but within
// one second, and stays below 2^53 (so that JavaScript can count it). 0: none.
using ItemNumber = std::int64_t;
constexpr int kItemBits = 20;
constexpr std::chrono::sys_seconds TimeOfItem(ItemNumber item) {
  return std::chrono::sys_seconds{std::chrono::seconds{item >> kItemBits}};
}
// The number that an item of that second has at least; the second's last is the next second's first less one.
constexpr ItemNumber FirstItemAt(std::chrono::sys_seconds at) {
  return at.time_since_epoch().count() * (ItemNumber{1} << kItemBits);
}
constexpr ItemNumber LastItemAt(std::chrono::sys_seconds at) { return FirstItemAt(at + std::chrono::seconds{1}) - 1; }

// What an item comes by: a subscription, the stories of one language, or no subscription. It has the same number for
// ever.
using StreamNumber = std::int64_t;
constexpr std::string_view kElsewhere = "elsewhere";     // a stream's name
constexpr std::string_view kStoriesPrefix = "stories/";  // before a language; `stories/und`: of none that is known

struct StreamLine {
  StreamNumber number = 0;
  std::string name;    // a subscription's id, kElsewhere, or `stories/en`
  std::string title;   // of a subscription; the others have none
  std::string folder;  // the same
  std::string url;
  std::string link;
  std::string language;  // of its stories, too
  bool subscription = false;
  bool stories = false;
  std::int64_t items = 0;
  std::int64_t unread = 0;
  ItemNumber newest = 0;  // 0: it has none
};

// What of a person's items is asked for.
enum class Shelf {
  kStreams,  // those of `streams`
  kStarred,
  kLater,
  kNoted,
  kTag,  // `tag`
};

struct ItemQuestion {
  Shelf shelf = Shelf::kStreams;
  std::vector<StreamNumber> streams = {};  // of kStreams; the item of several stands once
  std::string tag = {};
  std::optional<bool> read = {};  // only those that are, or are not
  std::optional<bool> starred = {};
  std::optional<std::chrono::sys_seconds> since = {};  // only those that came at that second or later
  std::optional<std::chrono::sys_seconds> until = {};  // at that second or before
  std::optional<ItemNumber> after = {};                // only those that come after this one, in the order asked for
  bool oldest_first = false;
  std::size_t limit = 20;
};

struct ItemState {
  ItemNumber item = 0;
  bool read = false;
  bool starred = false;
  bool later = false;
  std::string note;
  std::vector<std::string> tags;
  // When it was marked so; absent where it is not, and for items that were read with their stream as a whole.
  std::optional<std::chrono::sys_seconds> read_at;
  std::optional<std::chrono::sys_seconds> starred_at;
};

// An item with all that a reader shows of it.
struct ItemView {
  ItemNumber item = 0;
  ItemState state;
  std::vector<StreamNumber> streams;
  // Of an article.
  std::optional<news::Article> article;
  ArticleLine line;
  std::optional<news::Origin> origin;
  std::optional<news::Announcement> announcement;
  // Its story; of a story, itself, with its articles, oldest first, and whom each has its news from.
  std::optional<StoryLine> story;
  std::vector<ArticleLine> articles;
  std::vector<news::Origin> origins;  // in the order of articles
};

enum class Mark { kRead, kStarred, kLater };

struct TagLine {
  std::string name;
  std::int64_t items = 0;
  std::int64_t unread = 0;
};

// Made where it is needed; the store must outlive it. Safe from several threads as the store is.
class Reading {
 public:
  explicit Reading(Store& store) : database_(store.database()) {}

  // --- items --------------------------------------------------------------------------------------------------------
  // In the order of the ids, 0 where there is none: it may not be listed, or is not here.
  Result<std::vector<ItemNumber>> ItemsOf(std::span<const news::ArticleId> articles);
  Result<std::vector<ItemNumber>> ItemsOf(std::span<const news::StoryId> stories);
  // The entries of a feed, by its address, led to these: articles that are here now come by it too.
  Result<void> CameBy(std::string_view feed, std::span<const std::string> addresses, std::chrono::sys_seconds now);

  // --- questions ----------------------------------------------------------------------------------------------------
  // Subscriptions, stories, and what came by none where there is any; in the order of folders and titles.
  Result<std::vector<StreamLine>> Streams(std::int64_t person);
  // The newest first where it does not say otherwise.
  Result<std::vector<ItemNumber>> Items(std::int64_t person, const ItemQuestion& question);
  // In the order of the numbers; those that are not here are left out.
  Result<std::vector<ItemState>> States(std::int64_t person, std::span<const ItemNumber> items);
  Result<std::vector<ItemView>> Views(std::int64_t person, std::span<const ItemNumber> items);
  Result<std::vector<TagLine>> Tags(std::int64_t person);
  Result<std::int64_t> UnreadStarred(std::int64_t person);

  // --- marks --------------------------------------------------------------------------------------------------------
  // Numbers that are not here are passed over. A story that is read marks all of its articles so; one that is not, only
  // itself.
  Result<void> Set(std::int64_t person, std::span<const ItemNumber> items, Mark mark, bool on,
                   std::chrono::sys_seconds now);
  // Everything of these streams up to and with this number is read, however much that is. Of stories the articles are
  // too, of the newest kMostCopies of them that were not.
  static constexpr std::size_t kMostCopies = 50'000;
  Result<void> ReadAll(std::int64_t person, std::span<const StreamNumber> streams, ItemNumber upto,
                       std::chrono::sys_seconds now);
  // kNotFound. An empty note is none; of a longer one so many bytes are kept.
  static constexpr std::size_t kMostNoteBytes = std::size_t{64} * 1024;
  Result<void> SetNote(std::int64_t person, ItemNumber item, std::string_view note, std::chrono::sys_seconds now);
  // Names are kept as they are given, without blanks around them; of longer ones 200 bytes.
  Result<void> SetTag(std::int64_t person, std::span<const ItemNumber> items, std::string_view tag, bool on,
                      std::chrono::sys_seconds now);
  // Into one that is there both become one. kNotFound.
  Result<void> RenameTag(std::int64_t person, std::string_view tag, std::string_view name);
  // The items stay, without it. kNotFound.
  Result<void> RemoveTag(std::int64_t person, std::string_view tag);

 private:
  Database& database_;
};

}  // namespace headwater::store
