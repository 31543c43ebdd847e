// Weighing holds accounts against each other: how a speaker's position moved, which statements contradict each other,
// and whose figures differ. Precision first: what cannot be told is unknown, and stays out of every contradiction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "news/account.h"
#include "news/article.h"

namespace headwater::weigh {

struct Limits {
  std::size_t max_words = 160;     // of a statement's content; what comes later is passed over
  std::size_t max_clauses = 8;     // of a statement
  std::size_t max_figures = 24;    // of an article
  std::size_t max_pairs = 60'000;  // of clauses that are held against each other in one call
  std::size_t max_parsed = 300;    // pairs whose verbs are compared in one call
  std::size_t max_found = 40;      // of disagreements, matters or spreads
};

// A statement's clauses with where each stands; those that speak of too little to be known again are left out.
// `content` is the statement's words, `language` those of the article (ISO 639-1); of languages that data/stances.tsv
// does not know nothing is told. Linear in the content.
std::vector<news::Stand> StandsOf(const news::Statement& statement, std::string_view content, std::string_view language,
                                  const Limits& limits = {});

// The counts of people and things that the article's prose states, of what happened now: with what is dated otherwise,
// or counts a part, left out. Needs annotations for sentences, times and places.
std::vector<news::Figure> FiguresOf(const news::Article& article, const Limits& limits = {});

// The day that the article's news is about, where its opening sentences date it; never after it was published.
std::optional<std::chrono::year_month_day> DayOfNews(const news::Article& article);

// A statement with its clauses: what the store keeps of it.
struct Said {
  news::Account account;
  std::int64_t at = 0;  // when it was said or, unknown, published first: seconds
  std::vector<news::Stand> stands;
};

// What each speaker said on each matter, at two times at least, with a stance that is known at least once; those that
// moved first, then by the number of turns. Speakers without an entity are passed over.
std::vector<news::Matter> Positions(std::span<const Said> said, const Limits& limits = {});

// Statements of one story that cannot both hold, the surest first. Beliefs, wishes and questions contradict nothing.
std::vector<news::Disagreement> Disagreements(std::span<const Said> said, const Limits& limits = {});

// A figure with the article that it stands in.
struct Counted {
  news::Account account;
  news::Figure figure;
};

// Things that articles of one story count differently; copies of one text are for the caller to fold.
std::vector<news::Spread> Spreads(std::span<const Counted> counted, const Limits& limits = {});

// What somebody claims, or said, to be held against something else.
struct Saying {
  std::string_view words;
  std::string_view language;
  std::span<const news::Stand> stands;  // StandsOf the words
  news::StatementType type = news::StatementType::kAssertion;
};

// How what was said bears on a claim.
enum class Bearing {
  kUnknown,      // it may speak of the same; more cannot be told
  kSupports,     // it says so too
  kDenies,       // it says that it is not so, or is against what the claim is for
  kOtherNumber,  // it says so with another number
};

struct Borne {
  Bearing bearing = Bearing::kUnknown;
  news::Span clause;  // code points of what was said: what bears on the claim; empty where nothing does
};

// Both in one language; kUnknown else. Beliefs, wishes and questions bear on nothing.
Borne BearingOn(const Saying& claim, const Saying& said);

}  // namespace headwater::weigh
