// Annotation finds who is named in an article, who said what, whom it has its news from, when and where.
#pragma once

#include <string_view>

#include "news/article.h"

namespace headwater::annotate {

struct Limits {
  // Longer prose is annotated up to here (bytes).
  std::size_t max_text = 1U << 20U;
  std::size_t max_sentence_words = 400;
};

// Fills in `annotations` of the article and of each of its items, and the language where it is missing.
// Depends on the article and the tables alone; never alters text or marks. What does not fit the limits is left out.
void Annotate(news::Article& article, const Limits& limits = {});

struct NamesAlike {
  bool same = false;
  double score = 0;  // 0 to 1
};

// May the two forms name one person, organisation or place, whatever spelling, script or inflection?
NamesAlike CompareNames(std::string_view one, std::string_view other);

}  // namespace headwater::annotate
