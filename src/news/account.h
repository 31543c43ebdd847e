// Accounts held against each other: where speakers stand, how they moved, who contradicts whom, whose figures differ.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/moment.h"
#include "news/annotations.h"
#include "news/ids.h"
#include "news/span.h"
#include "news/spelling.h"
#include "news/story.h"

namespace headwater::news {

// Of what is wanted: for, against, open. Of what is so: affirms, denies. Unknown is an honest answer.
enum class Stance { kUnknown, kFor, kAgainst, kOpen, kAffirms, kDenies };

// Where a clause of a statement stands on what it speaks of. Spans count code points of the statement's content.
struct Stand {
  Stance stance = Stance::kUnknown;
  Span clause;
  Span ground;                       // the words that tell the stance; empty where the plain sentence does
  std::vector<std::uint32_t> terms;  // hashes of the stems of its key words, in their order
};

enum class FigureBound { kExact, kLeast, kMost, kAbout };

// A count that an article states: `at least 12 people were killed`.
struct Figure {
  std::string thing;  // what was counted: `killed`, or `downed/en:drone` where it is a word of one language
  std::int64_t value = 0;
  FigureBound bound = FigureBound::kExact;
  Span span;                        // the number and what it counts, in the article's text
  Span sentence;                    // that it stands in
  std::vector<std::string> places;  // that the sentence names
};

// What one article has somebody say, or states itself.
struct Account {
  ArticleId article;
  std::string headline;
  std::string publisher;
  std::optional<Moment> published;
  std::string language;
  std::uint32_t position = 0;  // of the statement among the article's
  std::string speaker;         // what the speaker is called; empty of a figure
  EntityId entity;             // empty where the speaker is not named
  StatementType type = StatementType::kAssertion;
  std::string said;                         // as Statement::said
  std::string words;                        // the statement's content, or the figure's sentence
  Span ground;                              // code points of `words`: what tells the stance, or the figure
  Span clause;                              // of `words`: what is spoken of
  int articles = 1;                         // that tell the same, this one (the first of them) among them
  std::optional<Independence> independent;  // sources of those
};

// One stop of a position: what the speaker said, and where that stands.
struct Turn {
  Account account;
  Stance stance = Stance::kUnknown;
  bool turned = false;  // the stance is another than that of the last known one before
  bool apart = false;   // a belief or a wish, which moves no position
};

// What one speaker said of one matter, in the order of time.
struct Matter {
  std::string speaker;
  EntityId entity;
  std::string words;  // the clause that it was first spoken of in
  std::vector<Turn> turns;
  bool moved = false;
};

enum class DisagreementKind {
  kDenial,         // the one denies what the other says
  kContradiction,  // the one says that it is so, the other that it is not
  kOpposition,     // the one is for it, the other against
};

// Two statements that cannot both hold: of two speakers, or of one at two times.
struct Disagreement {
  DisagreementKind kind = DisagreementKind::kContradiction;
  Account one;  // that affirms
  Account other;
  double sure = 0;  // how much of the matter they share, 0 to 1
};

enum class SpreadKind {
  kDiffer,   // the articles give different figures, and no order of time explains it
  kRose,     // the later, the more: a count that was brought up to date
  kUnknown,  // the times do not tell which of the two it is
};

// One value, and the accounts that give it, the first first.
struct SpreadValue {
  std::int64_t value = 0;
  FigureBound bound = FigureBound::kExact;
  std::vector<Account> accounts;
};

// One thing counted differently by articles of one story.
struct Spread {
  std::string thing;
  SpreadKind kind = SpreadKind::kUnknown;
  std::vector<SpreadValue> values;  // in the order of their first time, else the smallest first
};

template <>
struct Spelling<Stance> {
  static constexpr Spellings<Stance, 6> kAll{{{Stance::kUnknown, "unknown"},
                                              {Stance::kFor, "for"},
                                              {Stance::kAgainst, "against"},
                                              {Stance::kOpen, "open"},
                                              {Stance::kAffirms, "affirms"},
                                              {Stance::kDenies, "denies"}}};
};

template <>
struct Spelling<FigureBound> {
  static constexpr Spellings<FigureBound, 4> kAll{{{FigureBound::kExact, "exactly"},
                                                   {FigureBound::kLeast, "at least"},
                                                   {FigureBound::kMost, "at most"},
                                                   {FigureBound::kAbout, "about"}}};
};

template <>
struct Spelling<DisagreementKind> {
  static constexpr Spellings<DisagreementKind, 3> kAll{{{DisagreementKind::kDenial, "denial"},
                                                        {DisagreementKind::kContradiction, "contradiction"},
                                                        {DisagreementKind::kOpposition, "opposition"}}};
};

template <>
struct Spelling<SpreadKind> {
  static constexpr Spellings<SpreadKind, 3> kAll{
      {{SpreadKind::kDiffer, "differ"}, {SpreadKind::kRose, "rose"}, {SpreadKind::kUnknown, "unknown"}}};
};

}  // namespace headwater::news
