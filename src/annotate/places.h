// Places: names on the map.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/annotations.h"
#include "news/article.h"

namespace headwater::annotate {

// In order of place: names of the gazetteer, each put where what is said beside it ("Paris, Texas"), the article's
// other places, the paper's home and the number of people make it likeliest; roads, rivers and the like, which are put
// where the text is. A place at the head of an institution's name ("Ohio Supreme Court") counts; in a person's or a
// newspaper's it does not. One name means one place throughout an article.
std::vector<news::Place> FindPlaces(const Prepared& prepared, const news::Article& article,
                                    const std::vector<news::Name>& names);

}  // namespace headwater::annotate
