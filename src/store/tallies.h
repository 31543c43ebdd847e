// What is counted over many articles: how sources come by their news, where chains end, who copies whom, what was
// corrected in vain. Answers to the store's questions of these names.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "news/source.h"
#include "store/views.h"

namespace headwater::store {

// How an article came to its publisher, by most of its text.
enum class Provenance {
  kOwn,         // its own report, as far as is known here
  kAgency,      // an agency's, which it credits
  kCredited,    // another's text, which it credits
  kRetold,      // another's report in words of its own; it says whose
  kUncredited,  // text that stood elsewhere earlier, and it names nobody for it
  kUnknown,     // the trail is lost, or not followed yet
};
inline constexpr std::size_t kProvenances = 6;
// `own`, `agency`, `credited`, `retold`, `uncredited`, `unknown`.
std::string_view WordFor(Provenance provenance);
std::optional<Provenance> ProvenanceCalled(std::string_view word);

using ByProvenance = std::array<int, kProvenances>;
int SumOf(const ByProvenance& counts);

struct MonthLine {
  std::chrono::year_month month{};
  ByProvenance articles{};
};

// Stories that another publisher has as well.
struct Following {
  int stories = 0;
  int timed = 0;  // of these, where its own first article and the first of all state a time of day
  int first = 0;  // of the timed ones, where it was the first
  // Of the timed ones where it was not; the middle one of all delays.
  std::optional<std::chrono::seconds> median;
};

struct SourceProfile {
  std::string name;                   // as the tables or the articles have it
  std::optional<news::Source> known;  // what the tables know of it
  std::string parent;                 // the present parent's name
  int articles = 0;                   // that may be listed
  ByProvenance by_provenance{};
  // Oldest first; by the date that an article states, else by when it was first seen. Months without any are left out.
  std::vector<MonthLine> months;
  std::vector<std::pair<std::string, int>> languages;  // most first
  Following following;
  std::vector<std::pair<std::string, int>> cites;     // whom it has its news from, most first; at most 50
  std::vector<std::pair<std::string, int>> cited_by;  // who has news from it
  int copied_by = 0;                                  // copies of its articles elsewhere; at most kMostCounted
  std::vector<ArticleLine> latest;
};
// Where counting would read on and on, it stops here.
inline constexpr int kMostCounted = 5'000;
inline constexpr int kMostJoined = 1'000;

// The articles behind a profile's numbers. What is absent or empty narrows nothing.
struct SourceQuestion {
  std::string source = {};  // a name in any spelling, or a domain
  std::optional<Provenance> provenance = {};
  std::optional<std::chrono::year_month> month = {};
  std::optional<std::chrono::year> year = {};  // where no month is asked for
  std::optional<std::string> language = {};    // empty: of none that is known
  std::string cites = {};                      // whom they have or cite
  std::size_t limit = 30;
  std::size_t offset = 0;
};

// A story that a source shares with others, and how long after the first report it had it.
struct FollowedStory {
  StoryLine line;
  std::optional<std::chrono::seconds> delay;  // 0: it was the first; absent: a time is not stated
};

// Why a chain ends where it does.
enum class EndKind {
  kUnnamed,  // in an article that rests on somebody whom it does not name
  kDead,     // at an address that could not be had
  kAbsent,   // at a source that is named, and whose report is not in the collection
};
// `unnamed`, `dead`, `absent`.
std::string_view WordFor(EndKind kind);
std::optional<EndKind> EndKindCalled(std::string_view word);

// An article that rests on an end, with the words that lead there.
struct EndWitness {
  ArticleLine line;
  std::vector<news::Evidence> evidence;  // in its prose or marks
};

struct EndLine {
  EndKind kind = EndKind::kAbsent;
  std::string root;   // its key
  std::string name;   // whom it ends with: as the article calls them, or the source
  std::string url;    // where its report is said to be
  std::string error;  // of a dead link: what was answered
  std::optional<std::chrono::sys_seconds> tried;
  int articles = 0;            // that rest on it: of an unnamed end without the article itself
  std::optional<int> stories;  // that hold any of these; not counted where there are more than kMostJoined articles
  std::optional<ArticleLine> article;  // of an unnamed end: the one that rests on nobody named
  std::vector<EndWitness> witnesses;   // the latest of those articles
  std::optional<news::Source> known;   // what the tables know of the source
  bool publishes_here = false;         // other articles of the source are in the collection
};

struct Unresolved {
  std::array<int, 3> counts{};  // ends of each kind, all that there are
  std::vector<EndLine> ends;    // most articles first
};

struct UnresolvedQuestion {
  std::optional<EndKind> kind = {};
  std::string root = {};  // this one only
  std::size_t witnesses = 3;
  std::size_t limit = 30;
  std::size_t offset = 0;
};

// A copy of an article of a source, elsewhere.
struct MirrorLine {
  ArticleLine copy;
  ArticleLine original;
  news::Copy match;
  bool credited = false;  // it names the source, or has it in its chain
  // How the original came to the source: it may have the text from a third itself.
  Provenance original_provenance = Provenance::kUnknown;
  std::vector<std::string> passages;  // the shared ones, as they stand in the copy
};

struct MirrorQuestion {
  std::string source = {};  // a name in any spelling, or a domain
  std::optional<bool> credited = {};
  std::size_t limit = 30;
  // Goes on behind this pair: Mirror::next of the page before.
  std::optional<std::pair<std::int64_t, std::int64_t>> after = {};
};

struct Mirror {
  std::string name;
  std::vector<MirrorLine> lines;
  bool more = false;
  std::optional<std::pair<std::int64_t, std::int64_t>> next;  // MirrorQuestion::after of the next page
};

// Words that an article had, and has changed since.
struct CorrectedWords {
  std::string before;  // the sentence as it was
  std::string after;   // as it is; empty where it was taken out
  std::vector<news::ComparedWords> words;
};

// A copy that still has such words.
struct StaleCopy {
  ArticleLine line;
  std::vector<std::pair<std::size_t, news::Evidence>>
      carried;         // the number of the corrected words, and where they stand
  bool later = false;  // it was published after the original had been changed
};

struct Correction {
  ArticleLine original;
  std::chrono::sys_seconds at{};  // since when it is known to have the new words
  bool marked = false;            // it says itself that it was corrected
  std::vector<CorrectedWords> words;
  std::vector<StaleCopy> stale;  // newest first
  int copies = 0;                // of it in all
};

}  // namespace headwater::store
