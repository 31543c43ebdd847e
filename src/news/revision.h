// A revision: an article as it was at one time; and what changed from one to another.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "news/ids.h"

namespace headwater::news {

enum class ChangeKind {
  kHeadline,
  kNumbers,     // a figure took another's place in a sentence
  kNames,       // a name took another's place
  kQuotations,  // quoted words were altered, added or taken out
  kCorrectionAdded,
  kCorrectionRemoved,
  kTextAdded,  // whole sentences
  kTextRemoved,
  kWording,  // other words in a sentence
  kOrder,    // the same sentences in another order
  kDate,     // of publication
  kByline,
  kCreditAdded,
  kCreditRemoved,
};

enum class Edit { kSame, kRemoved, kAdded };

// Words that stand in both, in the earlier only, or in the later only.
struct ComparedWords {
  Edit edit = Edit::kSame;
  std::string words;
};

struct ComparedParagraph {
  std::vector<ComparedWords> words;
  bool changed = false;
};

// What is stated beside the prose: before and after, each empty where it was not stated.
struct ComparedField {
  ChangeKind kind = ChangeKind::kHeadline;
  std::string before;
  std::string after;
};

// The later of two revisions held against the earlier.
struct Comparison {
  std::vector<ChangeKind> kinds;  // each once, in their order; empty where only the page around the article changed
  std::vector<ComparedWords> headline;        // empty where it did not change
  std::vector<ComparedField> fields;          // date, byline, credit, correction notes
  std::vector<ComparedParagraph> paragraphs;  // all of the prose, in order; what was removed stands where it was
  std::uint32_t words_added = 0;              // of the prose
  std::uint32_t words_removed = 0;
};

// One in an article's line of revisions.
struct Revision {
  std::string id;                        // within its article
  PageId page;                           // the bytes that it was read from
  std::chrono::sys_seconds at{};         // when the page was so: when it was fetched, else what it says, else arrival
  std::chrono::sys_seconds last_seen{};  // when it was last seen to be still so
  std::string headline;
  std::vector<ChangeKind> changes;  // since the one before; none of the first
  std::uint32_t words_added = 0;
  std::uint32_t words_removed = 0;
};

}  // namespace headwater::news
