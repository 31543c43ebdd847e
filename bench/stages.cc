// Where the time goes: pages and articles a second, stage by stage and from page to origin, on one thread.
// Real articles (../shared/eval) where they are there, else the sample edition.
#include <benchmark/benchmark.h>
#include <libxml/HTMLparser.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "annotate/annotate.h"
#include "cli/inputs.h"
#include "cli/samples.h"
#include "extract/extract.h"
#include "fetch/fetch.h"
#include "form/items.h"
#include "form/json.h"
#include "match/match.h"
#include "pipeline/desk.h"
#include "pipeline/pipeline.h"
#include "store/store.h"
#include "trace/trace.h"

namespace {

namespace fs = std::filesystem;
using namespace headwater;

constexpr std::size_t kMostArticles = 1'000;
constexpr std::size_t kMostPages = 200;

std::vector<cli::Document> Load(const std::string& file, std::size_t most) {
  std::vector<cli::Document> documents;
  const std::string path = std::string(HW_SHARED_DIR "/eval/") + file;
  if (fs::exists(path)) {
    cli::EachDocument(
        path,
        [&](const cli::Given& given) {
          if (documents.size() < most) {
            if (auto document = cli::ParseDocument(std::get<cli::Raw>(given))) {
              documents.push_back(*std::move(document));
            }
          }
        },
        [](const Error&) {});
  }
  return documents;
}

const std::vector<news::Page>& Pages() {
  static const std::vector<news::Page> pages = [] {
    std::vector<news::Page> loaded;
    for (cli::Document& document : Load("fulltext/news424/pages.jsonl.gz", kMostPages)) {
      loaded.push_back(std::get<news::Page>(std::move(document)));
    }
    if (loaded.empty()) {
      for (pipeline::Incoming& incoming : cli::SampleDocuments()) {
        loaded.push_back(std::move(incoming.page));
      }
    }
    return loaded;
  }();
  return pages;
}

const std::vector<news::Article>& Articles() {
  static const std::vector<news::Article> articles = [] {
    std::vector<news::Article> loaded;
    for (cli::Document& document : Load("load/articles.jsonl.gz", kMostArticles)) {
      loaded.push_back(std::get<news::Article>(std::move(document)));
    }
    if (loaded.empty()) {
      for (const news::Page& page : Pages()) {
        if (auto article = extract::Extract(page)) {
          loaded.push_back(*std::move(article));
        }
      }
    }
    return loaded;
  }();
  return articles;
}

const std::vector<news::Article>& Annotated() {
  static const std::vector<news::Article> articles = [] {
    std::vector<news::Article> loaded;
    for (news::Article article : Articles()) {
      annotate::Annotate(article);
      std::ranges::move(form::Placeable(article), std::back_inserter(loaded));
    }
    return loaded;
  }();
  return articles;
}

void Count(benchmark::State& state, std::size_t items) {
  state.SetItemsProcessed(static_cast<std::int64_t>(items) * state.iterations());
}

// The mark that extraction is held against: libxml2's tree of the same pages.
void TreeOfLibxml2(benchmark::State& state) {
  const std::vector<news::Page>& pages = Pages();
  for (auto _ : state) {
    for (const news::Page& page : pages) {
      htmlDocPtr tree =
          htmlReadMemory(page.body.data(), static_cast<int>(page.body.size()), nullptr, "UTF-8",
                         HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
      xmlFreeDoc(tree);
    }
  }
  Count(state, pages.size());
}

void Extracting(benchmark::State& state) {
  const std::vector<news::Page>& pages = Pages();
  for (auto _ : state) {
    for (const news::Page& page : pages) {
      benchmark::DoNotOptimize(extract::Extract(page));
    }
  }
  Count(state, pages.size());
}

void Annotating(benchmark::State& state) {
  const std::vector<news::Article>& articles = Articles();
  for (auto _ : state) {
    for (news::Article article : articles) {
      annotate::Annotate(article);
      benchmark::DoNotOptimize(article);
    }
  }
  Count(state, articles.size());
}

void Matching(benchmark::State& state) {
  const std::vector<news::Article>& articles = Annotated();
  for (auto _ : state) {
    match::Matcher matcher;
    for (const news::Article& article : articles) {
      benchmark::DoNotOptimize(matcher.Add(article));
    }
  }
  Count(state, articles.size());
}

void MatchingAndGrouping(benchmark::State& state) {
  const std::vector<news::Article>& articles = Annotated();
  for (auto _ : state) {
    pipeline::Desk desk;
    for (const news::Article& article : articles) {
      benchmark::DoNotOptimize(desk.Add(article));
    }
  }
  Count(state, articles.size());
}

void Tracing(benchmark::State& state) {
  const std::vector<news::Article>& articles = Annotated();
  match::Matcher matcher;
  std::vector<news::Copy> copies;
  for (const news::Article& article : articles) {
    std::ranges::move(matcher.Add(article), std::back_inserter(copies));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(trace::Trace(articles, copies));
  }
  Count(state, articles.size());
}

void JsonThereAndBack(benchmark::State& state) {
  const std::vector<news::Article>& articles = Annotated();
  for (auto _ : state) {
    for (const news::Article& article : articles) {
      benchmark::DoNotOptimize(form::ReadArticle(form::WriteArticle(article)));
    }
  }
  Count(state, articles.size());
}

// All of it, into a store on disk: annotate, keep, match, group, trace, write.
void FromArticleToOrigin(benchmark::State& state) {
  const std::vector<news::Article>& articles = Articles();
  const fs::path folder = fs::temp_directory_path() / "headwater-bench";
  for (auto _ : state) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    auto store = store::Store::Open((folder / "headwater.db").string());
    if (!store) {
      state.SkipWithError(store.error().text.c_str());
      return;
    }
    fetch::Fetcher fetcher({}, SystemClock());
    pipeline::Pipeline pipeline(**store, fetcher, SystemClock(), {});
    std::size_t at = 0;
    const auto report = pipeline.Ingest(
        [&]() -> std::optional<pipeline::Incoming> {
          if (at == articles.size()) {
            return std::nullopt;
          }
          const news::Article& article = articles[at++];
          pipeline::Incoming incoming;
          incoming.page.url = article.url;
          incoming.page.body = article.text;
          incoming.ready = article;
          return incoming;
        },
        false);
    if (!report) {
      state.SkipWithError(report.error().text.c_str());
    }
  }
  fs::remove_all(folder);
  Count(state, articles.size());
}

BENCHMARK(TreeOfLibxml2)->Unit(benchmark::kMillisecond);
BENCHMARK(Extracting)->Unit(benchmark::kMillisecond);
BENCHMARK(Annotating)->Unit(benchmark::kMillisecond);
BENCHMARK(Matching)->Unit(benchmark::kMillisecond);
BENCHMARK(MatchingAndGrouping)->Unit(benchmark::kMillisecond);
BENCHMARK(Tracing)->Unit(benchmark::kMillisecond);
BENCHMARK(JsonThereAndBack)->Unit(benchmark::kMillisecond);
BENCHMARK(FromArticleToOrigin)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
