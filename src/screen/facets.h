// Facets beside a search's hits, the chips above them, and the searches that a person has saved.
#pragma once

#include "screen/visit.h"
#include "store/facets.h"

namespace headwater::screen {

// The fields of a search's address that mean something, in one order, so that equal searches have equal addresses:
// `q=ferry&language=en`. Without `page`.
std::string SearchQuery(const http::Fields& fields);

// What the newest hits are from, each value a link that narrows the search.
void PutFacets(Card& card, const Visit& visit, const store::FacetCounts& counts);

// What the search is narrowed to; fields of the address have a link that takes them away, operators within the words
// have none.
// Words, or anything that narrows down; without, a search has no hits.
bool AsksForAnything(const store::SearchQuestion& question);
std::vector<Card> NarrowedTo(const Visit& visit, const store::SearchQuestion& question);

// The person's saved searches: name and address, and for the first few whether there is anything new.
std::vector<Card> SavedSearchCards(const Visit& visit);

}  // namespace headwater::screen
