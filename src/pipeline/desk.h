// The desk: articles go in one at a time, copies and stories come out, and origins of what changed.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "group/group.h"
#include "match/match.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/origin.h"
#include "news/story.h"
#include "store/store.h"
#include "trace/trace.h"

namespace headwater::pipeline {

struct DeskLimits {
  match::Limits match;
  group::Limits group;
  trace::Limits trace;
  // Makes what the words of the window lie on; without it they lie in memory, some kilobytes an article.
  std::function<std::unique_ptr<Shelf>()> shelf;
};

// Matching and grouping over one window. Not safe for use from several threads.
class Desk {
 public:
  explicit Desk(const DeskLimits& limits = {});

  // Counts what is common in a window ahead of Add, where the whole of it is at hand.
  void Notice(const news::Article& article) { grouper_.Notice(article); }

  struct Placed {
    std::vector<news::Copy> copies;
    std::vector<news::Story> stories;  // that changed
  };
  // Needs annotations; digests are placed by their items (form::Placeable).
  Placed Add(const news::Article& article);
  // An article that was placed before, when a window is loaded again.
  void Restore(const news::Article& article, const news::StoryId& story, const news::ThreadId& thread);
  void Forget(std::chrono::sys_seconds before);
  void Remove(const news::ArticleId& id);

  // What users settled of stories, for ever (group::Grouper). Returns the stories that changed by it.
  std::vector<news::Story> Rule(const group::Ruling& ruling) { return grouper_.Rule(ruling); }
  void Withdraw(const group::Ruling& ruling) { grouper_.Withdraw(ruling.one, ruling.other); }
  // Pairs that users say are no copies, either way round: all of them.
  using Pairs = std::set<std::pair<news::ArticleId, news::ArticleId>>;
  void SetNoCopies(Pairs pairs) { no_copies_ = std::move(pairs); }

  std::vector<news::Story> Stories() const { return grouper_.Stories(); }
  void EachStory(const std::function<void(news::Story)>& each) const { grouper_.EachStory(each); }
  // Is the pair still one, after all that was added since?
  bool Stands(const news::Copy& copy) const { return matcher_.Stands(copy); }

 private:
  std::unique_ptr<Shelf> shelf_;
  match::Matcher matcher_;
  group::Grouper grouper_;
  Pairs no_copies_;
};

// Traces the articles and counts each story's independent sources; a story gets its `independent`.
// The articles must hold those of the stories. `standing` are origins that go before what would be found now: of
// articles whose words are not at hand any more.
std::vector<news::Origin> TraceStories(std::span<const news::Article> articles, std::span<const news::Copy> copies,
                                       std::span<news::Story> stories, const trace::Limits& limits = {},
                                       std::span<const news::Origin> standing = {}, const trace::Settled& settled = {});

// Counts the independent sources of statements that several articles tell; articles that are not at hand are passed
// over. `origins` are those of the articles.
std::vector<store::ToldSources> CountTold(std::span<const store::ToldIn> told, std::span<const news::Article> articles,
                                          std::span<const news::Origin> origins);

}  // namespace headwater::pipeline
