// The graph of who has it from whom: for each article of a set its immediate sources.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "news/origin.h"
#include "trace/ground.h"

namespace headwater::trace {

// A source that an article has or names.
struct Mention {
  // The article that it is from; absent where that is not in the window.
  std::optional<std::size_t> to;
  std::string name;
  std::string url;
  news::HopHow how = news::HopHow::kCopy;
  std::vector<news::Evidence> evidence;
  double confidence = 1;
  double part = 1;  // of the article's text
  std::vector<news::Reason> why = {};
};

// An immediate source that the article rests on.
struct Step : Mention {
  // From whom that has it, as the article tells: "a poll of X, Y reported" is from Y, which has it from X.
  std::vector<Mention> onward;
  // What both share, in the article and in the other, ascending; empty where that cannot be told.
  std::vector<news::Span> spans;
  std::vector<news::Span> of_spans;
};

struct Sources {
  std::vector<Step> steps;        // that the article rests on, the one with most of its text first
  std::vector<Mention> mentions;  // that it refers to without resting on them
  bool own_part = true;           // a part of the article is its own report
  bool unnamed = false;           // it owns to a source that it does not name
  bool partly = false;            // it has more sources than those that could be told
  std::string publisher;          // by name, else by host; empty where the article says neither
  std::string url;                // of the article
  double own_confidence = 1;      // that what it owes to nobody is its own
};

// Of one article. Depends on the set of articles and copies, not on their order; the steps of all make no circle.
Sources FindSources(Ground& ground, std::size_t article);

}  // namespace headwater::trace
