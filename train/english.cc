// Making the models of English.
#include "english.h"

#include <fmt/core.h>

#include <map>
#include <utility>
#include <vector>

#include "lemma_training.h"
#include "parser_training.h"
#include "tagger_training.h"
#include "treebank.h"

namespace headwater::train {
namespace {

constexpr int kTaggerPasses = 6;
constexpr int kParserPasses = 8;
// The parser learns on tags as they will be: given by taggers that did not see the sentence.
constexpr std::size_t kFolds = 3;
constexpr int kFoldPasses = 3;
constexpr std::size_t kFoldRun = 10;  // so many sentences in a row stay together
constexpr std::size_t kMostWords = 250;

Result<std::vector<Tree>> TrainingTrees(const Places& places) {
  std::vector<Tree> all;
  for (const char* name : {"gum", "ewt"}) {
    auto trees = ReadTreebank(fmt::format("{}/train/{}.train.conllu.gz", places.data, name));
    if (!trees) {
      return trees;
    }
    std::move(trees->begin(), trees->end(), std::back_inserter(all));
  }
  return all;
}

std::vector<const Tree*> Pointers(const std::vector<Tree>& trees) {
  std::vector<const Tree*> pointers;
  for (const Tree& tree : trees) {
    pointers.push_back(&tree);
  }
  return pointers;
}

// What a headline does to words, or a shout, or a hurried writer.
enum class Casing { kTitle, kUpper, kLower };

Tree Recased(Tree tree, Casing casing) {
  for (Node& node : tree.nodes) {
    for (std::size_t at = 0; at < node.form.size(); ++at) {
      char& c = node.form[at];
      const bool upper = casing == Casing::kUpper || (casing == Casing::kTitle && at == 0 && node.form.size() > 3);
      if (upper && c >= 'a' && c <= 'z') {
        c = static_cast<char>(c - 'a' + 'A');
      } else if (casing == Casing::kLower && c >= 'A' && c <= 'Z') {
        c = static_cast<char>(c - 'A' + 'a');
      }
    }
  }
  return tree;
}

// One sentence of so many is read once more in each other casing.
constexpr std::size_t kRecasedOf = 20;

std::vector<Tree> RecasedSome(const std::vector<Tree>& trees) {
  std::vector<Tree> some;
  for (std::size_t at = 0; at < trees.size(); ++at) {
    for (const Casing casing : {Casing::kTitle, Casing::kUpper, Casing::kLower}) {
      if (at % kRecasedOf == static_cast<std::size_t>(casing)) {
        some.push_back(Recased(trees[at], casing));
      }
    }
  }
  return some;
}

std::vector<syntax::Tag> TagTree(const syntax::Tagger& tagger, const Tree& tree) {
  std::vector<syntax::TagView> views = ViewsOf(tree);
  std::vector<syntax::Tag> tags;
  tagger.LookUp(views);
  tagger.Run(views, tags);
  return tags;
}

std::string NameOf(const syntax::Tagger& tagger, syntax::Tag tag) {
  return fmt::format("{}/{}", Name(tagger.UposOf(tag)), tagger.XposOf(tag));
}

}  // namespace

Result<std::string> MakeEnglishTagger(const Places& places) {
  const auto trees = TrainingTrees(places);
  if (!trees) {
    return tl::unexpected(trees.error());
  }
  const std::vector<const Tree*> all = Pointers(*trees);
  learn::ModelFileWriter file;
  const std::vector<Tree> recased = RecasedSome(*trees);
  const auto numbers = TrainTagger(all, Pointers(recased), kTaggerPasses, file);
  TrainLemmas(all, numbers, file);
  return file.Bytes();
}

Result<std::string> MakeEnglishParser(const Places& places) {
  const auto trees = TrainingTrees(places);
  if (!trees) {
    return tl::unexpected(trees.error());
  }
  const auto tagger_bytes = ReadFile(places.models + "/english-tagger.model");
  const auto tagger_file = tagger_bytes ? learn::ModelFile::Read(*tagger_bytes) : tl::unexpected(tagger_bytes.error());
  const auto names = tagger_file ? tagger_file->Part("tags") : tl::unexpected(tagger_file.error());
  if (!names) {
    return tl::unexpected(names.error());
  }
  std::map<std::string, syntax::Tag> numbers;
  for (const std::string_view name : learn::ReadNames(*names)) {
    numbers.emplace(name, static_cast<syntax::Tag>(numbers.size()));
  }
  std::vector<Lesson> lessons;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Tree*> others;
    for (std::size_t at = 0; at < trees->size(); ++at) {
      if (at / kFoldRun % kFolds != fold) {
        others.push_back(&(*trees)[at]);
      }
    }
    learn::ModelFileWriter file;
    TrainTagger(others, {}, kFoldPasses, file);
    const std::string bytes = file.Bytes();
    const auto tagger = syntax::Tagger::Read(*learn::ModelFile::Read(bytes));
    if (!tagger) {
      return tl::unexpected(tagger.error());
    }
    for (std::size_t at = 0; at < trees->size(); ++at) {
      const Tree& tree = (*trees)[at];
      if (at / kFoldRun % kFolds != fold || tree.nodes.size() > kMostWords) {
        continue;
      }
      std::vector<syntax::Tag> tags = TagTree(*tagger, tree);
      for (syntax::Tag& tag : tags) {
        const auto number = numbers.find(NameOf(*tagger, tag));
        tag = number == numbers.end() ? syntax::kNoTag : number->second;
      }
      lessons.push_back(LessonOf(tree, tags));
    }
  }
  learn::ModelFileWriter file;
  file.Add("tags", std::string(*names));
  TrainParser(lessons, kParserPasses, file);
  return file.Bytes();
}

}  // namespace headwater::train
