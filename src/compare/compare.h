// Comparing tells what changed between two revisions of an article, word by word and by kind.
#pragma once

#include <cstddef>

#include "news/article.h"
#include "news/revision.h"

namespace headwater::compare {

struct Limits {
  std::size_t max_bytes = 1U << 20U;      // of a text that is compared by words; longer ones by sentences alone
  std::size_t max_edits = 400;            // beyond which only what stands once in both holds a run together
  std::size_t max_sentence_pairs = 4096;  // that are weighed against each other within one changed passage
};

// Differences of white space, and of one kind of quotation mark or dash for another, are none. Names are known from
// annotations where both have them, else by their capital letters. Takes time in proportion to the texts and to what
// changed, within the limits.
news::Comparison Compare(const news::Article& before, const news::Article& after, const Limits& limits = {});

// Are the two one article at different times? What stands at one address may also be another article: a front page,
// a column that is filled anew. Symmetric.
bool SameArticle(const news::Article& one, const news::Article& other);

}  // namespace headwater::compare
