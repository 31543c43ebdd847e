// Citations: the places where an article says whom it has something from.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/article.h"

namespace headwater::annotate {

// In order of place, those in marks after those in the text. `prepared` is made of the article's text. The span reaches
// from the cue to the medium's name, or from the name to its verb. A medium without a name ("German media") has its
// words as `source` and no id, "the newspaper" is the one named before. A credit that only metadata holds has an empty
// span and text. Credits to the site that the article stands on are left out.
std::vector<news::Citation> FindCitations(const Prepared& prepared, const news::Article& article);

}  // namespace headwater::annotate
