// Names: who and what is named in a text, and the entities behind the mentions.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

// In order of place.
std::vector<news::Name> FindNames(const Prepared& prepared);

}  // namespace headwater::annotate
