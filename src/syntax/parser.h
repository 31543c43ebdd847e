// Parsing: a tree over tagged words, first its arcs from left to right, then the relation of each arc, from the root
// down.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "learn/linear_model.h"
#include "learn/model_file.h"
#include "syntax/parser_state.h"
#include "syntax/relations.h"
#include "syntax/tagger.h"

namespace headwater::syntax {

// What the parser looks at of a word.
struct ParseView {
  std::uint64_t word = 0;  // Seen::lower
  std::uint32_t suffix = 0;
  Tag tag = kNoTag;
  Quoted quoted = Quoted::kNot;
};

// A finished tree, walked in both directions.
struct Arcs {
  std::vector<Index> heads;  // size(): the root
  std::vector<Index> first_child;
  std::vector<Index> next_sibling;
  std::vector<Index> last_sibling;  // the one before
  std::vector<Relation> relations;
  std::vector<Index> order;  // from the root down

  // From heads alone.
  void Link();
  std::size_t size() const { return heads.size(); }
};

// `words` has one view more than there are words: the root's.
void ActionFeatures(std::span<const ParseView> words, const ParserState& state, std::vector<learn::Feature>& features);

// Of the arc to `child`. Relations of its head and of the head's children before it are known.
void RelationFeatures(std::span<const ParseView> words, const Arcs& arcs, Index child,
                      std::vector<learn::Feature>& features);

// The children before their parents' next siblings, from the root down: the order in which relations are found.
void TopDown(const Arcs& arcs, std::vector<Index>& order);

// Borrows the model's bytes; may be used by many threads at once.
class Parser {
 public:
  // Parts `actions`, `relations` (names) and `labels` (weights).
  static Result<Parser> Read(const learn::ModelFile& file);

  // `words` as for ActionFeatures. Sets heads, links and relations.
  void Run(std::span<const ParseView> words, Arcs& arcs) const;

 private:
  learn::LinearModel actions_;
  learn::LinearModel labels_;
  std::vector<Relation> relations_;
};

// The best of the actions that the state allows.
template <class ScoreArray>
Action BestAction(const ParserState& state, const ScoreArray& scores) {
  auto best = Action::kShift;
  bool found = false;
  for (const Action action : {Action::kShift, Action::kLeft, Action::kRight}) {
    if (state.May(action) &&
        (!found || scores[static_cast<std::size_t>(action)] > scores[static_cast<std::size_t>(best)])) {
      best = action;
      found = true;
    }
  }
  return best;
}

}  // namespace headwater::syntax
