// Mentions: the stretches of a text that are names, before it is known whose.
#pragma once

#include <cstddef>
#include <vector>

#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Tokens [first, last).
struct Mention {
  std::size_t first = 0;
  std::size_t last = 0;
  news::NameKind kind = news::NameKind::kOther;
  // A title stood before it ("Mr", "President"): a single word is then a surname.
  bool titled = false;
  // Only the shape of the words told the kind; what else is known of the name may overrule it.
  bool guessed = false;
  // Perhaps a common word at the start of a sentence: a name only where another mention bears it out.
  bool tentative = false;
};

// In order of place, none overlapping.
std::vector<Mention> FindMentions(const Prepared& prepared);

// By the shape of the words and the tables alone, which a labeller takes as clues.
std::vector<Mention> MentionsByShape(const Prepared& prepared);

// The first token of the titles before a person's mention ("Estonian Prime Minister"), or mention.first.
std::size_t TitlesBefore(const Prepared& prepared, std::size_t first);

}  // namespace headwater::annotate
