// Where papers come out, from data/outlet_homes.tsv.
#pragma once

#include <optional>

#include "annotate/place_senses.h"
#include "news/article.h"

namespace headwater::annotate {

// The town of the paper that the article stands in, by its publisher's or its own address; nothing where the table
// does not know it.
std::optional<Sense> HomeOf(const news::Article& article);

}  // namespace headwater::annotate
