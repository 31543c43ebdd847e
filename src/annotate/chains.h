// Chains: from the writer outward to whoever the words of a statement come from.
#pragma once

#include <vector>

#include "annotate/prepared.h"
#include "news/article.h"

namespace headwater::annotate {

// Fills in `chain` and `said` of each statement: outer statements that hold it, and the outlet it was told to.
void ChainStatements(const Prepared& prepared, const news::Article& article,
                     const std::vector<news::Citation>& citations, std::vector<news::Statement>& statements);

}  // namespace headwater::annotate
