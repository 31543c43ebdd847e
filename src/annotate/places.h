// Places: names on the map.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

// In order of place: names of data/places.tsv, each put where the text's other places make it likeliest, else at the
// largest. A name that is part of a longer one ("Washington Post", "Paris Hilton") is none.
std::vector<news::Place> FindPlaces(const Prepared& prepared, const std::vector<news::Name>& names);

}  // namespace headwater::annotate
