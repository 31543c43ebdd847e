// Checking an address, a quotation or a claim against the collection: where it stood first, whom that has it from, how
// many independent sources it has, what changed on the way, who contradicts it. Never whether it is true.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/account.h"
#include "store/store.h"
#include "weigh/weigh.h"

namespace headwater::check {

enum class Kind { kAddress, kQuotation, kClaim };
// `address`, `quotation`, `claim`.
std::string_view WordFor(Kind kind);
std::optional<Kind> KindCalled(std::string_view word);

// How sure it is that what was found is what was asked for.
enum class Likeness {
  kSame,    // the address's own article; the same words in the same order
  kNearly,  // nearly the same words
  kMatter,  // other words, most likely the same matter
  kMaybe,   // it may be the same matter
};
// `same`, `nearly`, `matter`, `maybe`.
std::string_view WordFor(Likeness likeness);
// In English, for terminals and assistants; pages have phrases of their own.
std::string_view InWords(Likeness likeness);
std::string_view InWords(weigh::Bearing bearing);
// `unknown`, `supports`, `denies`, `other number`.
std::string_view WordFor(weigh::Bearing bearing);

struct Limits {
  std::size_t max_bytes = 4'000;  // of what is asked; the rest is passed over
  std::size_t max_places = 12;    // articles and statements that are told of, each
  std::size_t max_changes = 8;
};

struct Question {
  std::string asked;
  std::optional<Kind> as = {};  // absent: what it looks like
  std::chrono::sys_seconds now{};
};

// What is asked, taken apart.
struct Asked {
  Kind kind = Kind::kClaim;
  std::string address;  // of kAddress: to be fetched
  std::string words;    // else
};
// What holds an address is one, though a headline stands beside it; what stands in quotation marks is a quotation.
// kUsage where nothing is asked, or an address is meant that is none.
Result<Asked> Read(const Question& question, const Limits& limits = {});

// An article in which it stands.
struct Place {
  store::ArticleLine line;
  std::string words;  // around it; empty where its owner reserves them
  news::Span marked;  // code points of `words`
  Likeness likeness = Likeness::kSame;
  double sure = 0;  // 0 to 1
  weigh::Bearing bearing = weigh::Bearing::kUnknown;
};

// A statement that says it, or speaks of it, at its first appearance.
struct Said {
  store::StatementLine line;
  news::StoryId story;
  Likeness likeness = Likeness::kSame;
  double sure = 0;
  weigh::Bearing bearing = weigh::Bearing::kUnknown;
};

// A fact that a copy altered.
struct Change {
  store::ArticleLine line;  // that altered it
  store::ArticleLine of;    // from which it has its text
  news::AlteredWhat what = news::AlteredWhat::kNumber;
  std::string before;
  std::string after;
};

struct Answer {
  Kind kind = Kind::kClaim;
  std::string asked;
  std::string address;  // of kAddress
  bool found = false;
  Likeness likeness = Likeness::kMaybe;
  double sure = 0;
  // Of kAddress: what is here is no article of that address, but one that calls it the original.
  bool only_named = false;
  // The article that the rest is about: the address's own, else the one in which it stands first.
  std::optional<store::ArticleView> article;
  bool withdrawn = false;  // nothing is told of its chain then
  // The first report of it: the earliest of those that share its text or stand in its chain, where any states a time.
  std::optional<store::ArticleLine> first;
  // And that of its story.
  std::optional<store::ArticleLine> first_of_story;
  std::optional<store::StoryLine> story;
  std::vector<Place> places;  // the first first; of an address those that share its text
  bool more_places = false;
  std::vector<Said> said;  // the surest first, of these the first first
  std::vector<Change> changes;
  // That touch what was asked; of the rest of its story so many more.
  std::vector<news::Disagreement> disagreements;
  std::vector<news::Spread> figures;
  int more_disagreements = 0;

  // Something that was found denies it, or gives another number.
  bool contradicted() const;
};

// Takes well under a second, whatever the collection's size, but for a story of thousands. kUsage as Read.
Result<Answer> Check(store::Store& store, const Question& question, const Limits& limits = {});

// The same of an article of the collection. kNotFound.
Result<Answer> Trace(store::Store& store, const news::ArticleId& id, std::chrono::sys_seconds now,
                     const Limits& limits = {});

// All that an address may be written as, itself first: without what wraps it (a search engine's, an archive's), on the
// mobile, AMP and plain hosts of its site, with and without what marks an AMP page. At most 40.
std::vector<std::string> FormsOf(std::string_view address);

// The address that one which only leads on (a search engine's, an AMP cache's) leads to; itself where it is none. What
// an archive holds stays the archive's.
std::string TargetOf(std::string_view address);

}  // namespace headwater::check
