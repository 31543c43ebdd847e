// Quotations as the matter of a report: whose words carry it, and which words they are.
#pragma once

#include <cstdint>
#include <vector>

#include "news/article.h"

namespace headwater::trace {

// Hashes of the runs of quoted words of the one speaker whose words are much of the article; empty where no speaker's
// are.
std::vector<std::uint64_t> MainQuotation(const news::Article& article);

// What the article gives as others' words, ascending and not overlapping: statements between quotation marks, what a
// colon at a paragraph's end announces, posts.
std::vector<news::Span> HeardSpans(const news::Article& article);

// Hashes of the quoted runs of one statement of the article, shorter ones; empty where it quotes nothing.
std::vector<std::uint64_t> QuotationOf(const news::Article& article, const news::Statement& statement);

}  // namespace headwater::trace
