// Words, tags and trees of news prose on one thread, beside cutting the same text into plain words.
// Real articles (../shared/eval) where they are there, else a few invented sentences.
#include "syntax/syntax.h"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "cli/inputs.h"
#include "text/sentences.h"
#include "text/words.h"

namespace {

using namespace headwater;

constexpr std::size_t kMostArticles = 200;

class PlainHabits final : public text::SentenceHabits {
 public:
  text::Abbreviation Kind(std::string_view) const override { return text::Abbreviation::kNone; }
  bool Begins(std::string_view) const override { return true; }
  bool OrdinalPoint() const override { return false; }
};

struct Prose {
  std::string text;
  std::vector<text::SentencePlace> sentences;
};

const std::vector<Prose>& Articles() {
  static const std::vector<Prose> articles = [] {
    std::vector<Prose> loaded;
    const auto add = [&](std::string text) {
      if (loaded.size() < kMostArticles) {
        loaded.push_back({std::move(text), {}});
        loaded.back().sentences = text::Sentences(loaded.back().text, PlainHabits());
      }
    };
    const std::string path = HW_SHARED_DIR "/eval/load/articles.jsonl.gz";
    if (std::filesystem::exists(path)) {
      cli::EachDocument(
          path,
          [&](const cli::Given& given) {
            if (auto document = cli::ParseDocument(std::get<cli::Raw>(given))) {
              add(std::move(std::get<news::Article>(*document).text));
            }
          },
          [](const Error&) {});
    }
    if (loaded.empty()) {
      std::string text;
      for (int times = 0; times < 1000; ++times) {
        text += "The finance minister of Borvia said on Monday that the new tax, which two parties want, would hurt. ";
      }
      add(text);
    }
    return loaded;
  }();
  return articles;
}

void Count(benchmark::State& state, std::size_t words) {
  std::size_t bytes = 0;
  std::size_t sentences = 0;
  for (const Prose& prose : Articles()) {
    bytes += prose.text.size();
    sentences += prose.sentences.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["sentences"] =
      benchmark::Counter(static_cast<double>(sentences) * rounds, benchmark::Counter::kIsRate);
  state.counters["words"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}

// The mark to hold the rest against.
void PlainWords(benchmark::State& state) {
  std::size_t words = 0;
  for (auto _ : state) {
    for (const Prose& prose : Articles()) {
      words += text::Words(prose.text).size();
    }
  }
  Count(state, words);
}

void Cutting(benchmark::State& state) {
  std::size_t words = 0;
  std::vector<syntax::TokenPlace> places;
  for (auto _ : state) {
    for (const Prose& prose : Articles()) {
      for (const text::SentencePlace& place : prose.sentences) {
        syntax::Tokens(prose.text, place.begin, place.end, 400, places);
        words += places.size();
      }
    }
  }
  Count(state, words);
}

void Read(benchmark::State& state, bool parse) {
  const syntax::Grammar* const grammar = syntax::GrammarOf("en");
  std::size_t words = 0;
  syntax::Sentence sentence;
  for (auto _ : state) {
    for (const Prose& prose : Articles()) {
      for (const text::SentencePlace& place : prose.sentences) {
        grammar->Tag(prose.text, place.begin, place.end, sentence);
        if (parse) {
          grammar->Parse(sentence);
        }
        words += sentence.size();
      }
    }
  }
  Count(state, words);
}

void CuttingAndTagging(benchmark::State& state) { Read(state, false); }
void CuttingTaggingAndParsing(benchmark::State& state) { Read(state, true); }

BENCHMARK(PlainWords)->Unit(benchmark::kMillisecond);
BENCHMARK(Cutting)->Unit(benchmark::kMillisecond);
BENCHMARK(CuttingAndTagging)->Unit(benchmark::kMillisecond);
BENCHMARK(CuttingTaggingAndParsing)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
