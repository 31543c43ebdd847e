// Quotations as the matter of a report: whose words carry it, and which words they are.
#pragma once

#include <cstdint>
#include <vector>

#include "news/article.h"

namespace headwater::trace {

// Hashes of the runs of quoted words of the one speaker whose words are much of the article; empty where no speaker's
// are.
std::vector<std::uint64_t> MainQuotation(const news::Article& article);

// The same of one statement of the article, in shorter runs; empty where it quotes nothing.
std::vector<std::uint64_t> QuotationOf(const news::Article& article, const news::Statement& statement);

}  // namespace headwater::trace
