// What the models of English score on the treebanks' dev halves: with the treebanks' own words, and from their text.
#include <fmt/core.h>

#include <array>
#include <map>
#include <utility>

#include "annotate/prepared.h"
#include "english.h"
#include "syntax/syntax.h"
#include "treebank.h"

namespace headwater::train {
namespace {

constexpr std::array kDevs{"gum", "ewt"};

struct Score {
  std::size_t gold = 0;
  std::size_t given = 0;
  std::size_t words = 0;  // with the same bytes
  std::size_t upos = 0;
  std::size_t xpos = 0;
  std::size_t lemma = 0;
  std::size_t heads = 0;
  std::size_t arcs = 0;   // head and relation
  std::size_t plain = 0;  // head and relation without its subtype
  std::size_t sentences = 0;
  std::size_t gold_sentences = 0;
  std::size_t right_sentences = 0;

  double Of(std::size_t right) const {
    return gold + given == 0 ? 0 : 200.0 * static_cast<double>(right) / static_cast<double>(gold + given);
  }
};

// A word of the text, for comparing across two ways to cut it.
struct Place {
  const Node* node = nullptr;
  std::size_t head = 0;  // byte where the head begins; npos: the root
};

using Gold = std::map<std::pair<std::size_t, std::size_t>, Place>;

// The treebank's words, with the places of each in a text that its sentence begins at `offset` of.
void AddGold(const Tree& tree, std::size_t offset, Gold& gold) {
  for (const Node& node : tree.nodes) {
    const std::size_t head = node.head == 0 ? std::string::npos : offset + tree.nodes[node.head - 1].begin;
    gold[{offset + node.begin, offset + node.end}] = {&node, head};
  }
}

void Compare(const syntax::Grammar& grammar, const syntax::Sentence& sentence, const Gold& gold, Score& score) {
  score.given += sentence.size();
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const syntax::Word& word = sentence[at];
    const auto found = gold.find({word.begin, word.end});
    if (found == gold.end()) {
      continue;
    }
    const Node& node = *found->second.node;
    ++score.words;
    score.upos += Name(word.upos) == node.upos ? 1U : 0U;
    score.xpos += word.xpos == node.xpos ? 1U : 0U;
    score.lemma += grammar.Lemma(sentence, at) == node.lemma || node.lemma == "_" ? 1U : 0U;
    const std::size_t head = word.head == syntax::kNoWord ? std::string::npos : sentence[word.head].begin;
    if (head == found->second.head) {
      const std::string relation = node.relation.substr(0, node.relation.find(':'));
      ++score.heads;
      score.arcs += Name(word.relation) == node.relation ? 1U : 0U;
      score.plain += Name(WithoutSubtype(word.relation)) == relation ? 1U : 0U;
    }
  }
}

// Sentences as the treebank has them, words as Headwater cuts them.
Score OnSentences(const syntax::Grammar& grammar, const std::vector<Tree>& trees) {
  Score score;
  syntax::Sentence sentence;
  for (const Tree& tree : trees) {
    Gold gold;
    AddGold(tree, 0, gold);
    score.gold += tree.nodes.size();
    grammar.Tag(tree.text, 0, tree.text.size(), sentence);
    grammar.Parse(sentence);
    Compare(grammar, sentence, gold, score);
  }
  return score;
}

// Sentences and words as Headwater cuts the paragraphs of a document.
Score OnText(const syntax::Grammar& grammar, const std::vector<Tree>& trees) {
  Score score;
  syntax::Sentence sentence;
  for (std::size_t first = 0; first < trees.size();) {
    std::string text;
    Gold gold;
    std::map<std::size_t, std::size_t> ends;
    std::size_t at = first;
    for (; at < trees.size() && trees[at].document == trees[first].document; ++at) {
      text += text.empty() ? "" : trees[at].new_paragraph ? "\n\n" : " ";
      AddGold(trees[at], text.size(), gold);
      const std::size_t begin = text.size();
      text += trees[at].text;
      ends[begin] = text.size();
    }
    first = at;
    score.gold += gold.size();
    score.gold_sentences += ends.size();
    const annotate::Prepared prepared(text, "en", {});
    for (const annotate::Sentence& each : prepared.sentences) {
      grammar.Tag(text, each.begin, each.end, sentence);
      grammar.Parse(sentence);
      Compare(grammar, sentence, gold, score);
      ++score.sentences;
      const auto same = ends.find(each.begin);
      score.right_sentences += same != ends.end() && same->second == each.end ? 1U : 0U;
    }
  }
  return score;
}

// The treebank's own words, for comparing with what others publish.
Score OnWords(const syntax::Grammar& grammar, const std::vector<Tree>& trees) {
  Score score;
  syntax::Sentence sentence;
  for (const Tree& tree : trees) {
    Gold gold;
    std::vector<syntax::TokenPlace> words;
    AddGold(tree, 0, gold);
    for (const Node& node : tree.nodes) {
      words.push_back({node.begin, node.end, false});
    }
    score.gold += tree.nodes.size();
    grammar.TagWords(tree.text, words, sentence);
    grammar.Parse(sentence);
    Compare(grammar, sentence, gold, score);
  }
  return score;
}

Result<std::string> Scores(const Places& places, bool tagging) {
  const auto tagger = ReadFile(places.models + "/english-tagger.model");
  const auto parser = ReadFile(places.models + "/english-parser.model");
  if (!tagger || !parser) {
    return tl::unexpected(tagger ? parser.error() : tagger.error());
  }
  const auto grammar = syntax::Grammar::Read(*tagger, *parser);
  if (!grammar) {
    return tl::unexpected(grammar.error());
  }
  std::string report;
  for (const char* name : kDevs) {
    const auto trees = ReadTreebank(fmt::format("{}/train/{}.dev.conllu.gz", places.data, name));
    if (!trees) {
      return tl::unexpected(trees.error());
    }
    const std::array<std::pair<const char*, Score>, 3> scores{{{"treebank's words", OnWords(**grammar, *trees)},
                                                               {"treebank's sentences", OnSentences(**grammar, *trees)},
                                                               {"text", OnText(**grammar, *trees)}}};
    for (const auto& [what, score] : scores) {
      report += fmt::format("{:4} {:21}", name, what);
      if (tagging) {
        report += fmt::format("words {:.2f}  UPOS {:.2f}  XPOS {:.2f}  lemmas {:.2f}", score.Of(score.words),
                              score.Of(score.upos), score.Of(score.xpos), score.Of(score.lemma));
      } else {
        report += fmt::format("UAS {:.2f}  LAS {:.2f}  LAS without subtypes {:.2f}", score.Of(score.heads),
                              score.Of(score.arcs), score.Of(score.plain));
      }
      if (score.gold_sentences > 0) {
        report += fmt::format("  sentences {:.2f}", 200.0 * static_cast<double>(score.right_sentences) /
                                                        static_cast<double>(score.sentences + score.gold_sentences));
      }
      report += '\n';
    }
  }
  return report;
}

}  // namespace

Result<std::string> ScoreEnglishTagger(const Places& places) { return Scores(places, true); }
Result<std::string> ScoreEnglishParser(const Places& places) { return Scores(places, false); }

}  // namespace headwater::train
