// Walking a parsed sentence.
#include <algorithm>

#include "syntax/syntax.h"

namespace headwater::syntax {
namespace {

// So many steps up a chain of shared subjects are enough for any sentence that makes sense.
constexpr int kMostSteps = 8;

}  // namespace

std::uint32_t Sentence::Root() const {
  const auto root = std::ranges::find(words_, kNoWord, &Word::head);
  return root == words_.end() ? kNoWord : static_cast<std::uint32_t>(root - words_.begin());
}

std::uint32_t Sentence::NextChild(std::uint32_t word, std::uint32_t after) const {
  std::uint32_t at = after == kNoWord ? words_[word].first : after + 1;
  // Subtrees have no gaps: behind a child comes the rest of its subtree, or the next child's left part.
  for (; at < words_[word].last; ++at) {
    if (words_[at].head == word) {
      return at;
    }
  }
  return kNoWord;
}

std::uint32_t Sentence::Child(std::uint32_t word, Relation relation) const {
  for (std::uint32_t at = NextChild(word, kNoWord); at != kNoWord; at = NextChild(word, at)) {
    if (words_[at].relation == relation || WithoutSubtype(words_[at].relation) == relation) {
      return at;
    }
  }
  return kNoWord;
}

std::uint32_t Sentence::Subject(std::uint32_t predicate) const {
  for (int step = 0; step < kMostSteps && predicate != kNoWord; ++step) {
    for (const Relation relation : {Relation::kNsubj, Relation::kCsubj, Relation::kExpl}) {
      const std::uint32_t own = Child(predicate, relation);
      if (own != kNoWord) {
        return own;
      }
    }
    const std::uint32_t head = words_[predicate].head;
    const Relation relation = words_[predicate].relation;
    if (relation == Relation::kAcl || relation == Relation::kAclRelcl) {
      return head;
    }
    if (relation == Relation::kXcomp) {
      const std::uint32_t object = Child(head, Relation::kObj);
      if (object != kNoWord) {
        return object;
      }
    } else if (relation != Relation::kConj && relation != Relation::kAdvcl) {
      return kNoWord;
    }
    predicate = head;
  }
  return kNoWord;
}

std::uint32_t Sentence::ClauseComplement(std::uint32_t verb) const {
  const std::uint32_t clause = Child(verb, Relation::kCcomp);
  if (clause != kNoWord) {
    return clause;
  }
  const std::uint32_t beside = Child(verb, Relation::kParataxis);
  if (beside != kNoWord && (words_[beside].upos == Upos::kVerb || Child(beside, Relation::kNsubj) != kNoWord)) {
    return beside;
  }
  return Child(verb, Relation::kXcomp);
}

std::uint32_t Sentence::WordAt(std::size_t byte) const {
  const auto word = std::ranges::partition_point(words_, [&](const Word& each) { return each.end <= byte; });
  return static_cast<std::uint32_t>(word - words_.begin());
}

}  // namespace headwater::syntax
