// The tagger's lexicon and weights.
#include "tagger_training.h"

#include <algorithm>

#include "base/hash.h"
#include "learn/perceptron.h"

namespace headwater::train {
namespace {

using syntax::Tag;
using syntax::TagView;

constexpr std::size_t kLeastOfTag = 8;    // rarer tags are read as the commonest of their word class
constexpr std::size_t kLeastOfSure = 12;  // so often with one tag alone: no need to think
constexpr std::uint32_t kMinUpdates = 8;
constexpr std::int32_t kMargin = 8;
constexpr std::int32_t kLeastWeight = 2;
constexpr std::uint64_t kSeed = 20;

struct Counts {
  std::map<Tag, std::size_t> tags;
  std::size_t all = 0;
};

// Tag numbers by name; rare ones share the number of a common one.
struct TagSet {
  std::vector<std::string> names;
  std::map<std::string, Tag> numbers;
};

TagSet TagsOf(std::span<const Tree* const> trees) {
  std::map<std::string, std::size_t> counts;
  std::map<std::string, std::map<std::string, std::size_t>> of_class;
  for (const Tree* tree : trees) {
    for (const Node& node : tree->nodes) {
      ++counts[TagName(node)];
      ++of_class[node.upos][TagName(node)];
    }
  }
  TagSet set;
  for (const auto& [name, count] : counts) {
    if (count >= kLeastOfTag) {
      set.numbers[name] = static_cast<Tag>(set.names.size());
      set.names.push_back(name);
    }
  }
  for (const auto& [name, count] : counts) {
    if (!set.numbers.contains(name)) {
      const auto& same = of_class[name.substr(0, name.find('/'))];
      const auto common = std::ranges::max_element(same, {}, [](const auto& each) { return each.second; });
      set.numbers[name] = set.numbers.contains(common->first) ? set.numbers[common->first] : Tag{0};
    }
  }
  return set;
}

std::uint32_t UsualOf(const Counts& counts) {
  std::string tags;
  for (const auto& [tag, count] : counts.tags) {
    if (count * 20 >= counts.all) {
      tags += static_cast<char>(tag);
    }
  }
  return static_cast<std::uint32_t>(Hash64(tags) >> 33U) | 1U;
}

struct Corpus {
  std::vector<std::vector<TagView>> views;
  std::vector<std::vector<Tag>> tags;
};

// Words that were always of one tag, and which tags the others have. A word that was seen once or twice counts as
// unknown in training: that is how the tagger learns to do without. The first `counted` sentences are counted.
void AddLexicon(Corpus& corpus, std::size_t counted, learn::ModelFileWriter& file) {
  std::map<learn::Feature, Counts> usual;
  std::map<learn::Feature, Counts> sure;
  for (std::size_t at = 0; at < counted; ++at) {
    for (std::size_t word = 0; word < corpus.views[at].size(); ++word) {
      for (Counts* counts :
           {&usual[UsualKey(corpus.views[at][word].seen)], &sure[SureKey(corpus.views[at][word].seen)]}) {
        ++counts->tags[corpus.tags[at][word]];
        ++counts->all;
      }
    }
  }
  std::vector<std::pair<learn::Feature, std::uint32_t>> usual_entries;
  std::vector<std::pair<learn::Feature, std::uint32_t>> sure_entries;
  for (const auto& [key, counts] : usual) {
    if (counts.all >= 3) {
      usual_entries.emplace_back(key, UsualOf(counts));
    }
  }
  for (const auto& [key, counts] : sure) {
    if (counts.all >= kLeastOfSure && counts.tags.size() == 1) {
      sure_entries.emplace_back(key, counts.tags.begin()->first);
    }
  }
  for (std::vector<TagView>& views : corpus.views) {
    for (TagView& view : views) {
      const Counts& counts = usual[UsualKey(view.seen)];
      view.usual = counts.all >= 3 ? UsualOf(counts) : 0;
      const Counts& alone = sure[SureKey(view.seen)];
      view.sure = alone.all >= kLeastOfSure && alone.tags.size() == 1 ? alone.tags.begin()->first : syntax::kNoTag;
    }
  }
  file.Add("usual", learn::PlaceTable::Write(std::move(usual_entries)));
  file.Add("sure", learn::PlaceTable::Write(std::move(sure_entries)));
}

}  // namespace

std::string TagName(const Node& node) { return node.upos + "/" + node.xpos; }

std::vector<TagView> ViewsOf(const Tree& tree) {
  std::string room;
  std::vector<TagView> views(tree.nodes.size());
  std::vector<syntax::TokenPlace> places;
  std::vector<syntax::Quoted> quoted;
  for (const Node& node : tree.nodes) {
    places.push_back({node.begin, node.end, false});
  }
  FindQuotes(tree.text, places, quoted);
  for (std::size_t at = 0; at < views.size(); ++at) {
    views[at].seen = syntax::See(tree.nodes[at].form, room);
    views[at].quoted = quoted[at];
  }
  return views;
}

std::map<std::string, Tag> TrainTagger(std::span<const Tree* const> trees, std::span<const Tree* const> variants,
                                       int passes, learn::ModelFileWriter& file) {
  const TagSet set = TagsOf(trees);
  Corpus corpus;
  for (const std::span<const Tree* const> some : {trees, variants}) {
    for (const Tree* tree : some) {
      corpus.views.push_back(ViewsOf(*tree));
      std::vector<Tag>& tags = corpus.tags.emplace_back();
      for (const Node& node : tree->nodes) {
        tags.push_back(set.numbers.at(TagName(node)));
      }
    }
  }
  file.Add("tags", learn::WriteNames(set.names));
  AddLexicon(corpus, trees.size(), file);
  learn::Perceptron weights(set.names.size(), kMinUpdates);
  learn::Shuffler shuffler(kSeed);
  learn::TrainingScores scores{};
  std::vector<learn::Feature> features;
  for (int pass = 0; pass < passes; ++pass) {
    for (const std::uint32_t at : shuffler.Order(corpus.views.size())) {
      const std::vector<TagView>& views = corpus.views[at];
      Tag before = syntax::kNoTag;
      Tag before_that = syntax::kNoTag;
      for (std::size_t word = 0; word < views.size(); ++word) {
        Tag best = views[word].sure;
        if (best == syntax::kNoTag) {
          const Tag right = corpus.tags[at][word];
          TagFeatures(views, word, before, before_that, features);
          weights.Score(features, scores);
          best = learn::BestOf(scores, set.names.size());
          weights.Learn(features, scores, right, kMargin);
        }
        before_that = before;
        before = best;
      }
    }
  }
  file.Add("weights", weights.Build({kLeastWeight}));
  return set.numbers;
}

}  // namespace headwater::train
