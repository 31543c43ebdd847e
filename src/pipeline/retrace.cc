// Re-tracing: what new evidence touches is told again, story by story, so that no order of arrival tells it otherwise.
#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "pipeline/honour.h"
#include "pipeline/line.h"
#include "pipeline/steps.h"

namespace headwater::pipeline {
namespace {

constexpr int kMostHands = 8;              // from copy to copy
constexpr std::size_t kMostTouched = 200;  // stories that one batch tells again beyond those that it changed

using Pair = std::pair<news::ArticleId, news::ArticleId>;

// Which articles share text with which.
class Kin {
 public:
  explicit Kin(const std::vector<news::Copy>& copies) : copies_(copies) {
    for (std::size_t i = 0; i < copies.size(); ++i) {
      pairs_[copies[i].article].push_back(i);
      pairs_[copies[i].of].push_back(i);
    }
  }

  // The pairs that are reached from the articles; `reached` gets those that they join.
  std::vector<news::Copy> From(const std::vector<news::ArticleId>& start, std::set<news::ArticleId>& reached) const {
    std::vector<news::ArticleId> open(start);
    reached.insert(start.begin(), start.end());
    std::set<std::size_t> found;
    for (std::size_t next = 0; next < open.size(); ++next) {
      const auto pairs = pairs_.find(open[next]);
      if (pairs == pairs_.end()) {
        continue;
      }
      for (const std::size_t pair : pairs->second) {
        found.insert(pair);
        for (const news::ArticleId& id : {copies_[pair].article, copies_[pair].of}) {
          if (reached.insert(id).second) {
            open.push_back(id);
          }
        }
      }
    }
    std::vector<news::Copy> copies;
    std::ranges::transform(found, std::back_inserter(copies), [&](std::size_t pair) { return copies_[pair]; });
    return copies;
  }

 private:
  const std::vector<news::Copy>& copies_;
  std::unordered_map<news::ArticleId, std::vector<std::size_t>> pairs_;
};

}  // namespace

// All pairs from hand to hand, new ones before those in the store.
Result<std::vector<news::Copy>> Pipeline::Line::CopiesFrom(std::vector<news::ArticleId> articles,
                                                           const std::vector<news::Copy>& fresh) {
  std::vector<news::Copy> copies = fresh;
  std::set<Pair> pairs;
  for (const news::Copy& copy : fresh) {
    pairs.emplace(copy.article, copy.of);
  }
  std::unordered_set<news::ArticleId> seen(articles.begin(), articles.end());
  for (int hand = 0; hand < kMostHands && !articles.empty(); ++hand) {
    const auto stored = store_.CopiesOf(articles);
    if (!stored) {
      return tl::unexpected(stored.error());
    }
    articles.clear();
    for (const news::Copy& copy : *stored) {
      if (!pairs.emplace(copy.article, copy.of).second) {
        continue;
      }
      copies.push_back(copy);
      for (const news::ArticleId& id : {copy.article, copy.of}) {
        if (seen.size() < limits_.max_retraced && seen.insert(id).second) {
          articles.push_back(id);
        }
      }
    }
  }
  return copies;
}

Result<void> Pipeline::Line::AddTouched(const std::vector<news::Copy>& fresh,
                                        std::map<news::StoryId, news::Story>& stories) {
  std::unordered_set<news::ArticleId> placed;
  for (const auto& [id, story] : stories) {
    placed.insert(story.articles.begin(), story.articles.end());
  }
  std::vector<news::ArticleId> start;
  for (const news::Copy& copy : fresh) {
    start.push_back(copy.article);
    start.push_back(copy.of);
  }
  const auto copies = CopiesFrom(start, fresh);
  if (!copies) {
    return tl::unexpected(copies.error());
  }
  std::set<news::ArticleId> reached;
  Kin(*copies).From(start, reached);
  reached.merge(std::exchange(awaiting_, {}));
  std::size_t added = 0;
  for (const news::ArticleId& id : reached) {
    if (placed.contains(id) || added >= kMostTouched) {
      continue;
    }
    const auto article = store_.Article(id);
    if (!article || article->line.story.empty() || stories.contains(article->line.story)) {
      continue;
    }
    const auto view = store_.Story(article->line.story);
    if (!view) {
      continue;
    }
    news::Story story = view->line.story;
    story.articles.clear();
    for (const store::ArticleLine& line : view->articles) {
      // One that another story has by now is not written back.
      if (!placed.contains(line.id)) {
        story.articles.push_back(line.id);
      }
    }
    placed.insert(story.articles.begin(), story.articles.end());
    const news::StoryId story_id = story.id;
    stories.emplace(story_id, std::move(story));
    ++added;
  }
  return {};
}

Result<Pipeline::Line::Surroundings> Pipeline::Line::SurroundingsOf(const std::map<news::StoryId, news::Story>& stories,
                                                                    const std::vector<news::Copy>& fresh) {
  std::vector<news::ArticleId> wanted;
  std::unordered_set<news::ArticleId> seen;
  const auto want = [&](const news::ArticleId& id) {
    if (seen.insert(id).second) {
      wanted.push_back(id);
    }
  };
  for (const auto& [id, story] : stories) {
    std::ranges::for_each(story.articles, want);
  }
  Surroundings around;
  auto copies = CopiesFrom(wanted, fresh);
  if (!copies) {
    return tl::unexpected(copies.error());
  }
  around.copies = *std::move(copies);
  for (const news::Copy& copy : around.copies) {
    want(copy.article);
    want(copy.of);
  }
  if (wanted.size() > limits_.max_retraced) {
    wanted.resize(limits_.max_retraced);
  }
  auto articles = store_.Articles(wanted);
  if (!articles) {
    return tl::unexpected(articles.error());
  }
  for (news::Article& article : *articles) {
    const auto whole = whole_.find(article.id);
    const news::ArticleId id = article.id;
    around.articles.emplace(id, whole != whole_.end() ? whole->second : std::move(article));
  }
  return around;
}

// Once more where a primary source that is linked to, or named without a link, is here, in whatever story.
Result<std::vector<news::Origin>> Pipeline::Line::Tell(std::vector<news::Article>& articles,
                                                       const std::vector<news::Copy>& copies, news::Story& story) {
  for (int time = 0;; ++time) {
    const auto standing = StandingOrigins(articles);
    if (!standing) {
      return tl::unexpected(standing.error());
    }
    auto origins = TraceSettled(articles, copies, {&story, 1}, *standing);
    if (!origins || time > 0) {
      return origins;
    }
    auto sought = SoughtHere(*origins);
    if (!sought) {
      return tl::unexpected(sought.error());
    }
    std::erase_if(*sought, [&](const news::Article& found) {
      return std::ranges::find(articles, found.id, &news::Article::id) != articles.end();
    });
    std::ranges::move(*sought, std::back_inserter(articles));
    const auto named = LinkNamed(articles, *origins);
    if (!named) {
      return tl::unexpected(named.error());
    }
    if (sought->empty() && !*named) {
      return origins;
    }
  }
}

// Each story with what its own articles share text with, whatever else came along with it.
Result<void> Pipeline::Line::Retrace(std::vector<news::Copy> copies, std::map<news::StoryId, news::Story> changed) {
  const metrics::Stopwatch watch(metrics::Metric::kStageSeconds, {"retrace"});
  if (auto added = AddTouched(copies, changed); !added) {
    return added;
  }
  const auto around = SurroundingsOf(changed, copies);
  if (!around) {
    return tl::unexpected(around.error());
  }
  const Kin kin(around->copies);
  std::vector<news::Story> stories;
  std::vector<news::Origin> origins;
  std::map<news::ArticleId, news::Origin> beside;  // of neighbours, as this story's surroundings tell them
  for (auto& [id, story] : changed) {
    std::set<news::ArticleId> reached;
    const std::vector<news::Copy> pairs = kin.From(story.articles, reached);
    std::vector<news::Article> articles;
    for (const news::ArticleId& each : reached) {
      if (const auto found = around->articles.find(each); found != around->articles.end()) {
        articles.push_back(found->second);
      }
    }
    const std::unordered_set<news::ArticleId> own(story.articles.begin(), story.articles.end());
    stories.push_back(std::move(story));
    auto told = Tell(articles, pairs, stories.back());
    if (!told) {
      return tl::unexpected(told.error());
    }
    // Neighbours in other stories were looked at for their evidence only; theirs is told with their own story.
    for (news::Origin& origin : *told) {
      if (own.contains(origin.article)) {
        origins.push_back(std::move(origin));
      } else {
        beside.insert_or_assign(origin.article, std::move(origin));
      }
    }
  }
  const auto sources = SourcesOfStatements(*around, origins, std::move(beside));
  if (!sources) {
    return tl::unexpected(sources.error());
  }
  if (auto sought = Seek(origins); !sought) {
    return sought;
  }
  if (auto sought = SeekNamed(origins); !sought) {
    return sought;
  }
  std::vector<const news::Article*> reserved;
  std::ranges::transform(whole_, std::back_inserter(reserved), [](const auto& each) { return &each.second; });
  std::ranges::for_each(origins, [&](news::Origin& origin) { WithholdEvidence(reserved, origin); });
  CountDesk(copies, origins);
  return store::WriteBehind(store_, fence_, {copies, stories, origins, *sources}, clock_.Now());
}

// Of the statements that stand in the articles which were told again.
Result<std::vector<store::ToldSources>> Pipeline::Line::SourcesOfStatements(
    const Surroundings& around, const std::vector<news::Origin>& told, std::map<news::ArticleId, news::Origin> beside) {
  std::vector<news::ArticleId> ids;
  for (const news::Origin& origin : told) {
    ids.push_back(origin.article);
    beside.insert_or_assign(origin.article, origin);
  }
  const auto places = store_.Told(ids);
  if (!places) {
    return tl::unexpected(places.error());
  }
  std::vector<news::Article> articles;
  std::vector<news::Origin> origins;
  for (auto& [id, origin] : beside) {
    if (const auto found = around.articles.find(id); found != around.articles.end()) {
      articles.push_back(found->second);
      origins.push_back(std::move(origin));
    }
  }
  return CountTold(*places, articles, origins);
}

}  // namespace headwater::pipeline
