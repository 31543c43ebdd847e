// Parses both clauses and compares their roots, subjects and negations.
#include "weigh/predicates.h"

#include <algorithm>
#include <set>
#include <string>

#include "syntax/syntax.h"
#include "text/words.h"

namespace headwater::weigh {
namespace {

using syntax::Relation;
using syntax::Upos;

constexpr std::size_t kMaxBytes = 600;

struct Predicate {
  bool sound = false;  // there is a verb, or something that somebody is
  bool negated = false;
  std::string lemma;
  bool names_subject = false;      // by more than a pronoun
  std::set<std::string> subjects;  // the folded words of the subject
};

bool Negates(std::string_view form) {
  const std::string folded = text::Fold(form);
  return folded == "not" || folded == "n't" || folded == "n’t" || folded == "never" || folded == "no";
}

bool IsFinite(const syntax::Sentence& sentence, std::uint32_t root) {
  return sentence[root].upos == Upos::kVerb || sentence[root].upos == Upos::kAux ||
         sentence.Child(root, Relation::kCop) != syntax::kNoWord;
}

Predicate PredicateOf(const syntax::Grammar& grammar, std::string_view clause) {
  Predicate predicate;
  clause = clause.substr(0, kMaxBytes);
  syntax::Sentence sentence;
  grammar.Tag(clause, 0, clause.size(), sentence);
  grammar.Parse(sentence);
  const std::uint32_t root = sentence.Root();
  if (root == syntax::kNoWord || !IsFinite(sentence, root)) {
    return predicate;
  }
  predicate.sound = true;
  predicate.lemma = text::Fold(grammar.Lemma(sentence, root));
  const std::uint32_t subject = sentence.Subject(root);
  for (std::uint32_t child = sentence.NextChild(root, syntax::kNoWord); child != syntax::kNoWord;
       child = sentence.NextChild(root, child)) {
    predicate.negated = predicate.negated || Negates(sentence.Form(child));
    // "No troops were sent": the negation stands before the subject or object.
    const bool argument = child == subject || sentence[child].relation == Relation::kObj;
    const std::uint32_t det = argument ? sentence.Child(child, Relation::kDet) : syntax::kNoWord;
    predicate.negated = predicate.negated || (det != syntax::kNoWord && Negates(sentence.Form(det)));
  }
  if (subject == syntax::kNoWord) {
    return predicate;
  }
  for (std::uint32_t word = sentence[subject].first; word < sentence[subject].last; ++word) {
    const Upos upos = sentence[word].upos;
    if (upos == Upos::kNoun || upos == Upos::kPropn) {
      predicate.subjects.insert(text::Fold(grammar.Lemma(sentence, word)));
    }
  }
  predicate.names_subject = !predicate.subjects.empty();
  return predicate;
}

}  // namespace

Likeness ComparePredicates(std::string_view language, std::string_view affirming, std::string_view denying,
                           bool denied_by_cue) {
  const syntax::Grammar* const grammar = syntax::GrammarOf(language);
  if (grammar == nullptr) {
    return Likeness::kUnknown;
  }
  const Predicate yes = PredicateOf(*grammar, affirming);
  const Predicate no = PredicateOf(*grammar, denying);
  const bool differ = !yes.negated && (no.negated || denied_by_cue);
  if (!yes.sound || !no.sound || yes.lemma != no.lemma || !differ) {
    return Likeness::kOther;
  }
  const bool apart = yes.names_subject && no.names_subject &&
                     std::ranges::none_of(yes.subjects, [&](const auto& word) { return no.subjects.contains(word); });
  return apart ? Likeness::kOther : Likeness::kSame;
}

}  // namespace headwater::weigh
