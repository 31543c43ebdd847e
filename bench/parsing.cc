// What parsing costs of extraction, side by side on the same pages: libxml2's tree and events, the flat tree upon them,
// blocks, the whole, and the least that any parser must do.
#include <benchmark/benchmark.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/inputs.h"
#include "cli/samples.h"
#include "extract/blocks.h"
#include "extract/extract.h"
#include "web/charset.h"
#include "web/html.h"

namespace {

namespace fs = std::filesystem;
using namespace headwater;

constexpr std::size_t kMostPages = 200;
constexpr int kOptions = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;

// In UTF-8, so that all parse the same bytes.
const std::vector<news::Page>& Pages() {
  static const std::vector<news::Page> pages = [] {
    std::vector<news::Page> loaded;
    const std::string path = HW_SHARED_DIR "/eval/fulltext/news424/pages.jsonl.gz";
    if (fs::exists(path)) {
      cli::EachDocument(
          path,
          [&](const cli::Given& given) {
            auto document = cli::ParseDocument(std::get<cli::Raw>(given));
            if (document && loaded.size() < kMostPages) {
              loaded.push_back(std::get<news::Page>(*std::move(document)));
            }
          },
          [](const Error&) {});
    }
    if (loaded.empty()) {
      for (pipeline::Incoming& incoming : cli::SampleDocuments()) {
        loaded.push_back(std::move(incoming.page));
      }
    }
    for (news::Page& page : loaded) {
      page.body = web::ToUtf8(page.body, page.content_type).text;
      page.content_type = "text/html; charset=utf-8";
    }
    return loaded;
  }();
  return pages;
}

template <class Each>
void Run(benchmark::State& state, const Each& each) {
  const std::vector<news::Page>& pages = Pages();
  std::size_t bytes = 0;
  for (const news::Page& page : pages) {
    bytes += page.body.size();
  }
  for (auto _ : state) {
    for (const news::Page& page : pages) {
      each(page);
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(pages.size()) * state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
}

void Tree(benchmark::State& state) {
  Run(state, [](const news::Page& page) {
    xmlFreeDoc(htmlReadMemory(page.body.data(), static_cast<int>(page.body.size()), nullptr, "UTF-8", kOptions));
  });
}

struct Counts {
  std::size_t elements = 0;
  std::size_t bytes = 0;
};

void Events(benchmark::State& state) {
  Run(state, [](const news::Page& page) {
    Counts counts;
    htmlSAXHandler handler{};
    handler.startElement = [](void* user, const xmlChar*, const xmlChar**) { ++static_cast<Counts*>(user)->elements; };
    handler.characters = [](void* user, const xmlChar*, int size) {
      static_cast<Counts*>(user)->bytes += static_cast<std::size_t>(size);
    };
    htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt(page.body.data(), static_cast<int>(page.body.size()));
    *context->sax = handler;
    context->userData = &counts;
    htmlCtxtUseOptions(context, kOptions | HTML_PARSE_IGNORE_ENC);
    context->charset = XML_CHAR_ENCODING_UTF8;
    htmlParseDocument(context);
    benchmark::DoNotOptimize(counts);
    htmlFreeParserCtxt(context);
  });
}

void FlatTree(benchmark::State& state) {
  Run(state, [](const news::Page& page) { benchmark::DoNotOptimize(web::ParseHtml(page.body)); });
}

void FlatTreeAndBlocks(benchmark::State& state) {
  Run(state, [](const news::Page& page) {
    if (const auto html = web::ParseHtml(page.body)) {
      benchmark::DoNotOptimize(extract::CollectBlocks(*html));
    }
  });
}

void Extraction(benchmark::State& state) {
  Run(state, [](const news::Page& page) { benchmark::DoNotOptimize(extract::Extract(page)); });
}

const char* FindEnd(const char* at, const char* end, std::string_view what) {
  const auto* found =
      static_cast<const char*>(memmem(at, static_cast<std::size_t>(end - at), what.data(), what.size()));
  return found == nullptr ? end : found + what.size();
}

// The end of a tag that begins at `at`: its attributes' names and values, quoted or not.
const char* ScanTag(const char* at, const char* end, Counts& counts) {
  while (at < end && *at != '>') {
    if (*at == '"' || *at == '\'') {
      const auto* close = static_cast<const char*>(std::memchr(at + 1, *at, static_cast<std::size_t>(end - at - 1)));
      counts.bytes += static_cast<std::size_t>((close == nullptr ? end : close) - at);
      at = close == nullptr ? end : close + 1;
    } else {
      ++at;
    }
  }
  return at;
}

// Finds tags, attributes and text in one pass, passes over scripts, styles and comments, and builds nothing, decodes no
// reference and mends no nesting: less than any parser can do.
void LeastOfAnyParser(benchmark::State& state) {
  Run(state, [](const news::Page& page) {
    Counts counts;
    const char* at = page.body.data();
    const char* end = at + page.body.size();
    while (at < end) {
      const auto* open = static_cast<const char*>(std::memchr(at, '<', static_cast<std::size_t>(end - at)));
      counts.bytes += static_cast<std::size_t>((open == nullptr ? end : open) - at);
      if (open == nullptr) {
        break;
      }
      const std::string_view rest(open, static_cast<std::size_t>(end - open));
      if (rest.starts_with("<!--")) {
        at = FindEnd(open + 4, end, "-->");
        continue;
      }
      const bool script = rest.starts_with("<script");
      const bool style = rest.starts_with("<style");
      ++counts.elements;
      at = ScanTag(open + 1, end, counts);
      if (script || style) {
        at = FindEnd(at, end, script ? "</script" : "</style");
      }
    }
    benchmark::DoNotOptimize(counts);
  });
}

BENCHMARK(Tree)->Unit(benchmark::kMillisecond)->MinTime(2);
BENCHMARK(Events)->Unit(benchmark::kMillisecond)->MinTime(2);
BENCHMARK(FlatTree)->Unit(benchmark::kMillisecond)->MinTime(2);
BENCHMARK(FlatTreeAndBlocks)->Unit(benchmark::kMillisecond)->MinTime(2);
BENCHMARK(Extraction)->Unit(benchmark::kMillisecond)->MinTime(2);
BENCHMARK(LeastOfAnyParser)->Unit(benchmark::kMillisecond)->MinTime(2);

}  // namespace

BENCHMARK_MAIN();
