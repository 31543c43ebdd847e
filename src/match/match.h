// Matching finds the pairs of articles that share text, whichever way they were altered.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "base/shelf.h"
#include "news/article.h"
#include "news/copy.h"

namespace headwater::match {

class Window;

struct Limits {
  std::size_t max_candidates = 200;  // looked at closely, per article
  std::size_t max_words = 20'000;    // of an article's text; the rest is not compared
  double least_shared = 0.1;         // of either article, for a pair to be told
};

// A window of articles that new ones are compared with. Not safe for use from several threads.
class Matcher {
 public:
  // What is looked at closely lies on the shelf, a few bytes a letter; memory holds what articles are found by, under a
  // kilobyte each. Without a shelf that too lies in memory. The shelf must outlive the matcher; one that fails to give
  // a record back costs the pairs of that article.
  explicit Matcher(Limits limits = {}, Shelf* shelf = nullptr);
  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

  // The pairs that the article makes with those added before it. Which of the two is `of` depends on dates, credits
  // and contents, not on which came first. An article added again replaces what it was. Digests are left out:
  // add their items, made articles, instead.
  std::vector<news::Copy> Add(const news::Article& article);
  // Takes an article into the window without comparing it, when a window is loaded again.
  void Restore(const news::Article& article);

  // Is what Add told still a pair, after all that was added since? Lines that turned out to be page furniture, on more
  // pages than were known then, make none. False where one of the two has left the window.
  bool Stands(const news::Copy& copy) const;

  // Drops what is dated before the instant; what has no date counts from when it was added, as `now` was then.
  void Forget(std::chrono::sys_seconds before);
  void Remove(const news::ArticleId& id);

  std::size_t size() const;
  // That memory holds, the shelf aside.
  std::size_t bytes() const;

 private:
  std::unique_ptr<Window> window_;
};

// The pairs of a whole window at once: those that stand after all were added.
std::vector<news::Copy> Match(std::span<const news::Article> articles, Limits limits = {});

}  // namespace headwater::match
