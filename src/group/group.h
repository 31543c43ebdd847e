// Grouping puts articles about one event into a story, and stories about one subject into a thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/shelf.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/story.h"

namespace headwater::group {

struct Limits {
  std::chrono::days window{14};      // articles further apart are no one story
  std::size_t max_candidates = 100;  // stories compared closely, per article
};

// What a person said of two articles. It holds for their ids, so that it may be told before either is in the window,
// and goes before whatever would be decided. A story is joined to another by binding each of its articles to one of the
// other's; an article is parted from a story by parting it from each of the story's.
struct Ruling {
  news::ArticleId one;    // what is moved
  news::ArticleId other;  // what stays
  bool together = true;   // in one story; false: never in one
};

class Window;

// A window of stories that new articles join or found. Not safe for use from several threads.
class Grouper {
 public:
  // The words that stories are told by lie on the shelf; memory holds what articles are compared by, under a kilobyte
  // each. Without a shelf they too lie in memory. The shelf must outlive the grouper.
  explicit Grouper(Limits limits = {}, Shelf* shelf = nullptr);
  Grouper(Grouper&&) noexcept;
  Grouper& operator=(Grouper&&) noexcept;
  ~Grouper();

  // Counts the article's words ahead of Add, so that what is rare in a whole window is known from its first article on.
  void Notice(const news::Article& article);

  // Places the article, with the pairs that it makes. Returns every story that changed by it: the one it joined or
  // founded, and others where the second look joined or parted stories. A story that was joined into another comes
  // back with no articles. Digests are left out: add their items, made articles, instead.
  std::vector<news::Story> Add(const news::Article& article, std::span<const news::Copy> copies);

  // From now on, for ever. `together` is transitive: what is bound is moved as one, and what is apart from one is apart
  // from all. The latest ruling goes before earlier ones that contradict it. Returns every story that changed by it.
  std::vector<news::Story> Rule(const Ruling& ruling);
  // As if nothing had been said of the two; where they stand now, they stay until they are placed anew.
  void Withdraw(const news::ArticleId& one, const news::ArticleId& other);

  // Every story of the window, each article in exactly one.
  std::vector<news::Story> Stories() const;
  // One after the other.
  void EachStory(const std::function<void(news::Story)>& each) const;

  // Puts an article into a story as it was stored, when a window is loaded again; nothing is decided anew.
  void Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread);

  void Forget(std::chrono::sys_seconds before);
  void Remove(const news::ArticleId& id);

 private:
  std::unique_ptr<Window> window_;
};

}  // namespace headwater::group
