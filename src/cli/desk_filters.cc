// The filters that hold a window: match, group and trace.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <memory>
#include <optional>

#include "base/workers.h"
#include "cli/documents.h"
#include "cli/filters.h"
#include "cli/output.h"
#include "cli/spool.h"
#include "form/items.h"
#include "form/json.h"
#include "match/match.h"
#include "pipeline/desk.h"

namespace headwater::cli {
namespace {

using Seconds = std::chrono::sys_seconds;

std::string NoLine(const news::Article&) { return {}; }

// When a window is asked for: tells what has left it, by the latest date that was seen.
class Horizon {
 public:
  explicit Horizon(std::optional<int> days) : days_(days) {}

  std::optional<Seconds> Move(const news::Article& article) {
    if (!days_ || !article.published) {
      return std::nullopt;
    }
    latest_ = std::max(latest_, article.published->at);
    return latest_ - std::chrono::days(*days_);
  }

 private:
  std::optional<int> days_;
  Seconds latest_{};
};

// Calls `each` with every article that can be placed, annotated, in input order.
template <class Each>
void EachPlaceable(const FilterOptions& options, Output& output, Each each) {
  EachArticle(options.paths, options.jobs, Stage::kPrepare, output, NoLine,
              [&](const std::string&, news::Article document) {
                for (news::Article& article : form::Placeable(std::move(document))) {
                  each(std::move(article));
                }
              });
}

// Half of what an annotated article holds: tracing does not read it.
void DropNames(news::Article& article) {
  if (article.annotations) {
    article.annotations->names = {};
    article.annotations->times = {};
    article.annotations->places = {};
  }
}

struct Window {
  std::vector<news::Article> articles;
  std::vector<news::Copy> copies;
  std::vector<news::Story> stories;
};

// Everything matched and grouped. A story that leaves the window is kept as it was then.
Window Place(const FilterOptions& options, Output& output) {
  Window window;
  pipeline::Desk desk(SpooledLimits().desk);
  EachPlaceable(options, output, [&](news::Article article) {
    if (!options.window_days) {
      desk.Notice(article);
    }
    window.articles.push_back(std::move(article));
  });
  Horizon horizon(options.window_days);
  std::map<news::StoryId, news::Story> left;
  for (news::Article& article : window.articles) {
    pipeline::Desk::Placed placed = desk.Add(article);
    DropNames(article);
    std::ranges::move(placed.copies, std::back_inserter(window.copies));
    if (options.window_days) {
      for (news::Story& story : placed.stories) {
        left.insert_or_assign(story.id, std::move(story));
      }
    }
    if (const auto before = horizon.Move(article)) {
      desk.Forget(*before);
    }
  }
  if (!options.window_days) {
    std::erase_if(window.copies, [&](const news::Copy& copy) { return !desk.Stands(copy); });
  }
  window.stories = desk.Stories();
  for (const news::Story& story : window.stories) {
    left.erase(story.id);
  }
  for (auto& [id, story] : left) {
    if (!story.articles.empty()) {
      window.stories.push_back(std::move(story));
    }
  }
  return window;
}

// Matched as they come. With the whole input as window, pairs are told once all of it was seen.
template <class Each>
std::vector<news::Copy> MatchAll(const FilterOptions& options, Output& output, Each each) {
  const std::unique_ptr<match::Shelf> spool = MakeSpool();
  match::Matcher matcher({}, spool.get());
  Horizon horizon(options.window_days);
  std::vector<news::Copy> copies;
  EachPlaceable(options, output, [&](news::Article article) {
    std::ranges::move(matcher.Add(article), std::back_inserter(copies));
    if (const auto before = horizon.Move(article)) {
      matcher.Forget(*before);
    }
    each(std::move(article), copies);
  });
  if (!options.window_days) {
    std::erase_if(copies, [&](const news::Copy& copy) { return !matcher.Stands(copy); });
  }
  return copies;
}

}  // namespace

int Match(const FilterOptions& options) {
  Output output;
  const auto write = [&](std::vector<news::Copy>& copies) {
    for (const news::Copy& copy : copies) {
      output.Line(form::WriteCopy(copy));
    }
    copies.clear();
  };
  std::vector<news::Copy> copies = MatchAll(options, output, [&](const news::Article&, std::vector<news::Copy>& found) {
    if (options.window_days) {
      write(found);
    }
  });
  write(copies);
  return output.Status();
}

int Group(const FilterOptions& options) {
  Output output;
  Window window = Place(options, output);
  pipeline::TraceStories(window.articles, window.copies, window.stories);
  for (const news::Story& story : window.stories) {
    output.Line(form::WriteStory(story));
  }
  return output.Status();
}

int Trace(const FilterOptions& options) {
  Output output;
  std::vector<news::Article> articles;
  const std::vector<news::Copy> copies =
      MatchAll(options, output, [&](news::Article article, std::vector<news::Copy>&) {
        DropNames(article);
        articles.push_back(std::move(article));
      });
  for (const news::Origin& origin : trace::Trace(articles, copies)) {
    output.Line(form::WriteOrigin(origin));
  }
  return output.Status();
}

}  // namespace headwater::cli
