// The parser's weights: actions with a dynamic oracle (Goldberg and Nivre 2013), then relations on the right trees.
#include "parser_training.h"

#include <algorithm>
#include <limits>

#include "learn/perceptron.h"
#include "tagger_training.h"

namespace headwater::train {
namespace {

using syntax::Action;
using syntax::Arcs;
using syntax::Index;
using syntax::ParserState;
using syntax::Relation;

constexpr std::uint32_t kMinUpdates = 20;
constexpr std::int32_t kMargin = 25;
constexpr std::int32_t kLeastWeight = 5;
constexpr std::int32_t kNoScore = std::numeric_limits<std::int32_t>::min();
constexpr std::uint64_t kSeed = 4;
// From the second pass on, so many of ten mistakes are followed, so that the parser learns to go on from them.
constexpr std::uint64_t kFollowedOfTen = 9;

bool Above(const std::vector<Index>& heads, Index above, Index word) {
  while (word < heads.size() && word != above) {
    word = heads[word];
  }
  return word == above;
}

// Lifts arcs that others cross to the head's head, the shortest first, until none is crossed (Nivre and Nilsson 2005).
void MakeProjective(std::vector<Index>& heads) {
  const auto size = static_cast<Index>(heads.size());
  while (true) {
    Index worst = syntax::kNone;
    int shortest = 1 << 20;
    for (Index child = 0; child < size; ++child) {
      const Index head = heads[child];
      bool crossed = false;
      for (Index between = static_cast<Index>(std::min(child, head) + 1); between < std::max(child, head); ++between) {
        crossed = crossed || !Above(heads, head, between);
      }
      if (crossed && std::abs(static_cast<int>(head) - static_cast<int>(child)) < shortest) {
        worst = child;
        shortest = std::abs(static_cast<int>(head) - static_cast<int>(child));
      }
    }
    if (worst == syntax::kNone) {
      return;
    }
    heads[worst] = heads[heads[worst]];
  }
}

// How many right arcs can no longer be made once the action is done.
int Cost(const ParserState& state, const std::vector<Index>& heads, Action action) {
  const Index next = state.next();
  const Index top = state.Stack(0);
  int cost = 0;
  if (action == Action::kShift) {
    for (std::size_t depth = 0; depth < state.depth(); ++depth) {
      const Index other = state.Stack(depth);
      cost += heads[other] == next ? 1 : 0;
      cost += depth > 0 && heads[next] == other ? 1 : 0;
    }
    return cost;
  }
  // The top of the stack is done: its children that are still to come are lost, and its head, if it is another.
  for (Index at = next; at < state.size(); ++at) {
    cost += heads[at] == top ? 1 : 0;
  }
  const Index head = heads[top];
  if (action == Action::kLeft) {
    cost += head != next && (head > next || head == state.Stack(1)) ? 1 : 0;
  } else {
    cost += head >= next ? 1 : 0;
  }
  return cost;
}

void LearnActions(const Lesson& lesson, bool explore, learn::Shuffler& chance, learn::Perceptron& weights) {
  ParserState state;
  std::vector<learn::Feature> features;
  learn::TrainingScores scores{};
  state.Begin(lesson.heads.size());
  while (!state.Done()) {
    ActionFeatures(lesson.words, state, features);
    weights.Score(features, scores);
    weights.Step();
    const Action best = BestAction(state, scores);
    int least = 1 << 20;
    for (const Action action : {Action::kShift, Action::kLeft, Action::kRight}) {
      least = state.May(action) ? std::min(least, Cost(state, lesson.heads, action)) : least;
    }
    // The best action that loses nothing is to win over the best that does.
    Action right = best;
    Action wrong = best;
    std::int32_t right_score = kNoScore;
    std::int32_t wrong_score = kNoScore;
    for (const Action action : {Action::kShift, Action::kLeft, Action::kRight}) {
      const std::int32_t score = scores[static_cast<std::size_t>(action)];
      if (!state.May(action)) {
        continue;
      }
      const bool free = Cost(state, lesson.heads, action) == least;
      if (score > (free ? right_score : wrong_score)) {
        (free ? right : wrong) = action;
        (free ? right_score : wrong_score) = score;
      }
    }
    if (wrong_score != kNoScore && right_score - wrong_score <= kMargin) {
      weights.Update(features, static_cast<learn::Class>(right), 1);
      weights.Update(features, static_cast<learn::Class>(wrong), -1);
    }
    state.Do(best != right && explore && chance.Below(10) < kFollowedOfTen ? best : right);
  }
}

void LearnRelations(const Lesson& lesson, const std::vector<learn::Class>& classes, learn::Perceptron& weights,
                    const std::vector<Relation>& relations) {
  Arcs arcs;
  std::vector<Index> order;
  std::vector<learn::Feature> features;
  learn::TrainingScores scores{};
  arcs.heads = lesson.heads;
  arcs.Link();
  TopDown(arcs, order);
  for (const Index at : order) {
    if (arcs.heads[at] == arcs.size()) {
      arcs.relations[at] = Relation::kRoot;
      continue;
    }
    RelationFeatures(lesson.words, arcs, at, features);
    weights.Score(features, scores);
    const learn::Class best = learn::BestOf(scores, weights.classes());
    weights.Learn(features, scores, classes[static_cast<std::size_t>(lesson.relations[at])], kMargin);
    arcs.relations[at] = relations[best];
  }
}

}  // namespace

Lesson LessonOf(const Tree& tree, const std::vector<syntax::Tag>& tags) {
  Lesson lesson;
  const std::vector<syntax::TagView> views = ViewsOf(tree);
  for (std::size_t at = 0; at < tree.nodes.size(); ++at) {
    const Node& node = tree.nodes[at];
    lesson.words.push_back({views[at].seen.lower, views[at].seen.suffixes[2], tags[at], views[at].quoted});
    lesson.heads.push_back(static_cast<Index>(node.head == 0 ? tree.nodes.size() : node.head - 1));
    lesson.relations.push_back(syntax::RelationOf(node.relation).value_or(Relation::kDep));
  }
  lesson.words.emplace_back();
  MakeProjective(lesson.heads);
  return lesson;
}

void TrainParser(std::span<const Lesson> lessons, int passes, learn::ModelFileWriter& file) {
  std::vector<Relation> relations;
  std::vector<learn::Class> classes(syntax::kRelations);
  for (std::size_t at = 1; at < syntax::kRelations; ++at) {
    classes[at] = static_cast<learn::Class>(relations.size());
    relations.push_back(static_cast<Relation>(at));
  }
  learn::Perceptron actions(syntax::kActions, kMinUpdates);
  learn::Perceptron labels(relations.size(), kMinUpdates);
  learn::Shuffler shuffler(kSeed);
  for (int pass = 0; pass < passes; ++pass) {
    for (const std::uint32_t at : shuffler.Order(lessons.size())) {
      LearnActions(lessons[at], pass > 0, shuffler, actions);
      LearnRelations(lessons[at], classes, labels, relations);
    }
  }
  std::vector<std::string> names;
  for (const Relation relation : relations) {
    names.emplace_back(Name(relation));
  }
  file.Add("relations", learn::WriteNames(names));
  file.Add("actions", actions.Build({kLeastWeight}));
  file.Add("labels", labels.Build({kLeastWeight}));
}

}  // namespace headwater::train
