// Citations: the places where an article says whom it has something from.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/article.h"

namespace headwater::annotate {

// In order of place, those in marks after those in the text. `prepared` is made of the article's text.
std::vector<news::Citation> FindCitations(const Prepared& prepared, const news::Article& article);

}  // namespace headwater::annotate
