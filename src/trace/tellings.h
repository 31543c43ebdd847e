// What an article's claims are to each other, and to its own report.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "news/article.h"
#include "trace/claims.h"

namespace headwater::trace {

// Only what publishes reports is a primary source by having reported; a court or a firm only spoke.
bool IsMedium(const Claim& claim);

// For each claim the one in the same sentence that tells it: "Y reported" where it ends the sentence, else the first.
std::vector<std::optional<std::size_t>> TellersOf(const news::Article& article, const std::vector<Claim>& claims);

// That what the article owes to nobody is its own: a report that opens with another's, or names others, may rest on
// them after all.
double OwnConfidence(const std::vector<Claim>& claims);

}  // namespace headwater::trace
