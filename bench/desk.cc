// The desk at size: articles matched, grouped and traced as they come, with time by stage and bytes an article as the
// window grows.
//
// bench_desk ARTICLES.jsonl [MOST]. The articles should be annotated. A few thousand of them are too few for a large
// window, so it is grown synthetically (bench/desk/grown.h): figures from it are of speed and size alone.
#include "pipeline/desk.h"

#include <fmt/format.h>
#include <jemalloc/jemalloc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/spool.h"
#include "desk/grown.h"
#include "form/items.h"
#include "form/json.h"
#include "group/group.h"
#include "match/match.h"

namespace headwater::bench {
namespace {

constexpr std::size_t kBatch = 64;  // traced together, as the pipeline does
constexpr std::array<std::size_t, 11> kMarks{1'000,   2'000,   5'000,   10'000,    20'000,   50'000,
                                             100'000, 200'000, 500'000, 1'000'000, 2'000'000};

// What the program holds on its heap, not what it held for a while.
double HeldBytes() {
  std::uint64_t epoch = 1;
  mallctl("epoch", nullptr, nullptr, &epoch, sizeof(epoch));  // counts anew
  std::size_t allocated = 0;
  std::size_t size = sizeof(allocated);
  mallctl("stats.allocated", &allocated, &size, nullptr, 0);
  return static_cast<double>(allocated);
}

// Time of this process, so that others on the machine do not count.
class Watch {
 public:
  template <class Work>
  auto Time(Work work) {
    const std::clock_t begin = std::clock();
    auto result = work();
    spent_ += std::clock() - begin;
    return result;
  }
  double TakeSeconds() { return static_cast<double>(std::exchange(spent_, 0)) / CLOCKS_PER_SEC; }

 private:
  std::clock_t spent_ = 0;
};

class Growth {
 public:
  Growth(const Grown& grown, std::size_t most) : grown_(grown), most_(most), spool_(cli::MakeSpool()) {}

  void Run() {
    held_ = HeldBytes();
    fmt::print("{:>10} {:>9} {:>9} {:>9} {:>9} {:>12} {:>12} {:>10} {:>10}\n", "articles", "match/s", "group/s",
               "trace/s", "all/s", "match bytes", "bytes each", "pairs", "stories");
    const auto* mark = kMarks.begin();
    for (std::size_t i = 0; i < most_; ++i) {
      Add(i);
      if ((i + 1) % kBatch == 0) {
        Trace();
      }
      if (i + 1 == *mark || i + 1 == most_) {
        Trace();
        Report(i + 1);
        mark += i + 1 == *mark && mark + 1 != kMarks.end() ? 1 : 0;
      }
    }
  }

 private:
  void Add(std::size_t number) {
    const news::Article article = grown_.At(number);
    std::vector<news::Copy> copies = matching_.Time([&] { return matcher_.Add(article); });
    std::vector<news::Story> stories = grouping_.Time([&] { return grouper_.Add(article, copies); });
    pairs_ += copies.size();
    std::ranges::move(copies, std::back_inserter(copies_));
    for (news::Story& story : stories) {
      stories_ += story.articles.size() == 1 ? 1U : 0U;
      changed_.insert_or_assign(story.id, std::move(story));
    }
  }

  // What changed in the batch, with all articles of its stories and of the pairs, as a store gives them.
  void Trace() {
    std::vector<news::Story> stories;
    std::map<news::ArticleId, news::Article> wanted;
    const auto want = [&](const news::ArticleId& id) {
      if (!wanted.contains(id)) {
        wanted.emplace(id, grown_.At(std::strtoul(id.value().c_str(), nullptr, 10)));
      }
    };
    for (auto& [id, story] : changed_) {
      std::ranges::for_each(story.articles, want);
      stories.push_back(std::move(story));
    }
    for (const news::Copy& copy : copies_) {
      want(copy.article);
      want(copy.of);
    }
    std::vector<news::Article> articles;
    for (auto& [id, article] : wanted) {
      articles.push_back(std::move(article));
    }
    tracing_.Time([&] { return pipeline::TraceStories(articles, copies_, stories); });
    copies_.clear();
    changed_.clear();
  }

  // Bytes are those of each article since the last line, so that tables which are there from the start do not count.
  void Report(std::size_t articles) {
    const auto since = static_cast<double>(articles - reported_);
    const double match = matching_.TakeSeconds();
    const double group = grouping_.TakeSeconds();
    const double trace = tracing_.TakeSeconds();
    const double held = HeldBytes();
    fmt::print("{:>10} {:>9.0f} {:>9.0f} {:>9.0f} {:>9.0f} {:>12} {:>12.0f} {:>10} {:>10}\n", articles, since / match,
               since / group, since / trace, since / (match + group + trace), matcher_.bytes() / matcher_.size(),
               (held - held_) / since, pairs_, stories_);
    std::fflush(stdout);
    reported_ = articles;
    held_ = held;
  }

  const Grown& grown_;
  std::size_t most_;
  std::unique_ptr<Shelf> spool_;
  match::Matcher matcher_{{}, spool_.get()};
  group::Grouper grouper_{{}, spool_.get()};
  Watch matching_;
  Watch grouping_;
  Watch tracing_;
  std::vector<news::Copy> copies_;                // of the batch
  std::map<news::StoryId, news::Story> changed_;  // likewise
  std::size_t pairs_ = 0;
  std::size_t stories_ = 0;
  std::size_t reported_ = 0;
  double held_ = 0;
};

std::vector<news::Article> Load(const std::string& path) {
  std::vector<news::Article> articles;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (auto article = form::ReadArticle(line)) {
      std::ranges::move(form::Placeable(*std::move(article)), std::back_inserter(articles));
    }
  }
  return articles;
}

}  // namespace
}  // namespace headwater::bench

int main(int argc, char** argv) {
  const std::string path = argc > 1 ? argv[1] : std::string();
  const std::size_t most = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 20'000;
  std::vector<headwater::news::Article> articles = headwater::bench::Load(path);
  if (articles.empty()) {
    fmt::print(stderr, "usage: bench_desk ARTICLES.jsonl [MOST]\n");
    return 2;
  }
  const headwater::bench::Grown grown(std::move(articles));
  headwater::bench::Growth(grown, most).Run();
  return 0;
}
