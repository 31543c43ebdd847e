// The parser's walk through a sentence, and down its tree.
#include "syntax/parser.h"

#include <algorithm>

namespace headwater::syntax {

void Arcs::Link() {
  const std::size_t words = heads.size();
  first_child.assign(words + 1, kNone);
  next_sibling.assign(words + 1, kNone);
  last_sibling.assign(words + 1, kNone);
  relations.assign(words, Relation::kDep);
  for (std::size_t at = words; at-- > 0;) {
    Index& first = first_child[heads[at]];
    next_sibling[at] = first;
    if (first != kNone) {
      last_sibling[first] = static_cast<Index>(at);
    }
    first = static_cast<Index>(at);
  }
}

void TopDown(const Arcs& arcs, std::vector<Index>& order) {
  order.clear();
  const auto take = [&](Index head) {
    for (Index at = arcs.first_child[head]; at != kNone; at = arcs.next_sibling[at]) {
      order.push_back(at);
    }
  };
  take(static_cast<Index>(arcs.size()));
  for (std::size_t at = 0; at < order.size(); ++at) {
    take(order[at]);
  }
}

Result<Parser> Parser::Read(const learn::ModelFile& file) {
  const auto actions = file.Part("actions");
  const auto names = file.Part("relations");
  const auto labels = file.Part("labels");
  if (!actions || !names || !labels) {
    return Fail(Fault::kBadInput, "parser: a part is missing");
  }
  const auto action_model = learn::LinearModel::Read(*actions);
  const auto label_model = learn::LinearModel::Read(*labels);
  if (!action_model || !label_model || action_model->classes() != kActions) {
    return Fail(Fault::kBadInput, "parser: a part is damaged");
  }
  Parser parser;
  for (const std::string_view name : learn::ReadNames(*names)) {
    const auto relation = RelationOf(name);
    if (!relation) {
      return Fail(Fault::kBadInput, "parser: a relation is unknown");
    }
    parser.relations_.push_back(*relation);
  }
  if (parser.relations_.size() != label_model->classes()) {
    return Fail(Fault::kBadInput, "parser: as many relations as classes are needed");
  }
  parser.actions_ = *action_model;
  parser.labels_ = *label_model;
  return parser;
}

void Parser::Run(std::span<const ParseView> words, Arcs& arcs) const {
  thread_local ParserState state;
  thread_local std::vector<learn::Feature> features;
  learn::Scores scores{};
  state.Begin(words.size() - 1);
  while (!state.Done()) {
    ActionFeatures(words, state, features);
    actions_.Score(features, scores);
    state.Do(BestAction(state, scores));
  }
  arcs.heads.resize(words.size() - 1);
  for (Index at = 0; at < state.size(); ++at) {
    arcs.heads[at] = state.Of(at).head;
  }
  arcs.Link();
  TopDown(arcs, arcs.order);
  for (const Index at : arcs.order) {
    if (arcs.heads[at] == arcs.size()) {
      arcs.relations[at] = Relation::kRoot;
      continue;
    }
    RelationFeatures(words, arcs, at, features);
    arcs.relations[at] = relations_[labels_.Best(features, scores)];
  }
}

}  // namespace headwater::syntax
