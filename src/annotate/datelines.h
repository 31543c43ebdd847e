// Datelines: the place, the day and the agency that a report opens with.
#pragma once

#include <vector>

#include "annotate/credits.h"

namespace headwater::annotate {

// `CITY (XYZ) --`, `CITY, March 3 (Reuters) -`, `(AP) —`, `MOSCOW, 5 January. /TASS/.`, `TALLINN, BNS -`, `Reuters - `.
void FindDatelines(const HashedText& text, const CitationWords& words, const OutletReader& reader,
                   const Paragraph& paragraph, std::vector<Found>& found);

}  // namespace headwater::annotate
