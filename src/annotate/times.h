// Times: dates, times of day, durations and sets, with TIMEX3 values (TimeML 1.2.1).
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/article.h"

namespace headwater::annotate {

// In order of place. Relative expressions are reckoned from the article's published day; without one they stay open
// (`XXXX-XX-XX`). Nothing for languages that data/time_words.tsv does not know.
std::vector<news::Time> FindTimes(const Prepared& prepared, const news::Article& article);

}  // namespace headwater::annotate
