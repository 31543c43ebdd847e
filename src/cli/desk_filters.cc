// The filters that hold a window: match, group and trace.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <memory>
#include <optional>

#include "base/shelf.h"
#include "cli/documents.h"
#include "cli/filters.h"
#include "cli/library.h"
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

struct Window {
  Library library{MakeSpool()};
  pipeline::Desk desk{SpooledLimits().desk};
  std::vector<news::Copy> copies;
  std::map<news::StoryId, news::Story> left;  // stories that may have left the window, as they were then
};

// Everything matched and grouped.
void Place(const FilterOptions& options, Output& output, Window& window) {
  EachPlaceable(options, output, [&](news::Article article) {
    if (!options.window_days) {
      window.desk.Notice(article);
    }
    window.library.Add(article);
  });
  Horizon horizon(options.window_days);
  for (std::size_t i = 0; i < window.library.size(); ++i) {
    const auto article = window.library.Take(i);
    if (article == nullptr) {
      continue;
    }
    pipeline::Desk::Placed placed = window.desk.Add(*article);
    std::ranges::move(placed.copies, std::back_inserter(window.copies));
    if (options.window_days) {
      for (news::Story& story : placed.stories) {
        window.left.insert_or_assign(story.id, std::move(story));
      }
    }
    if (const auto before = horizon.Move(*article)) {
      window.desk.Forget(*before);
    }
  }
  if (!options.window_days) {
    std::erase_if(window.copies, [&](const news::Copy& copy) { return !window.desk.Stands(copy); });
  }
}

trace::Tracer TracerOver(const Library& library, const std::vector<news::Copy>& copies) {
  trace::Tracer tracer(library);
  for (std::size_t i = 0; i < library.size(); ++i) {
    const auto article = library.Take(i);
    tracer.Add(article != nullptr ? *article : news::Article{});
  }
  tracer.Join(copies);
  return tracer;
}

// With its independent sources.
void WriteTraced(news::Story story, const Library& library, trace::Tracer& tracer, Output& output) {
  std::vector<std::shared_ptr<const news::Article>> articles;
  std::vector<news::Origin> origins;
  for (const news::ArticleId& id : story.articles) {
    const auto number = library.Find(id);
    auto origin = number ? tracer.Trace(*number) : std::nullopt;
    if (origin) {
      origins.push_back(*std::move(origin));
      articles.push_back(library.Take(*number));
    }
  }
  std::vector<trace::Traced> traced;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    traced.push_back({&origins[i], articles[i].get()});
  }
  story.independent = trace::CountIndependent(traced);
  output.Line(form::WriteStory(story));
}

// Matched as they come. With the whole input as window, pairs are told once all of it was seen.
template <class Each>
std::vector<news::Copy> MatchAll(const FilterOptions& options, Output& output, Each each) {
  const std::unique_ptr<Shelf> spool = MakeSpool();
  match::Matcher matcher({}, spool.get());
  Horizon horizon(options.window_days);
  std::vector<news::Copy> copies;
  EachPlaceable(options, output, [&](const news::Article& article) {
    std::ranges::move(matcher.Add(article), std::back_inserter(copies));
    if (const auto before = horizon.Move(article)) {
      matcher.Forget(*before);
    }
    each(article, copies);
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
  Window window;
  Place(options, output, window);
  trace::Tracer tracer = TracerOver(window.library, window.copies);
  window.desk.EachStory([&](news::Story story) {
    window.left.erase(story.id);
    WriteTraced(std::move(story), window.library, tracer, output);
  });
  for (auto& [id, story] : window.left) {
    if (!story.articles.empty()) {
      WriteTraced(std::move(story), window.library, tracer, output);
    }
  }
  return output.Status();
}

int Trace(const FilterOptions& options) {
  Output output;
  Library library(MakeSpool());
  const std::vector<news::Copy> copies =
      MatchAll(options, output, [&](const news::Article& article, std::vector<news::Copy>&) { library.Add(article); });
  trace::Tracer tracer = TracerOver(library, copies);
  for (std::size_t i = 0; i < library.size(); ++i) {
    if (const auto origin = tracer.Trace(i)) {
      output.Line(form::WriteOrigin(*origin));
    }
  }
  return output.Status();
}

}  // namespace headwater::cli
