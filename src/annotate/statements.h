// Statements: who said what, when, to whom.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/article.h"

namespace headwater::annotate {

// In order of place. Names, citations and times are those found in the same text.
std::vector<news::Statement> FindStatements(const Prepared& prepared, const news::Article& article,
                                            const std::vector<news::Name>& names,
                                            const std::vector<news::Citation>& citations,
                                            const std::vector<news::Time>& times = {});

}  // namespace headwater::annotate
