// Who wrote the article of an HTML page, and whose report it is.
#pragma once

#include <string>

#include "extract/html_items.h"

namespace headwater::extract {

// Fills in `authors`, and `credit` where the byline names an agency: as the page declares, else by what calls itself a
// byline, else as the feed says. Needs the article's publisher; of what was read of the page not its prose.
void FindAuthors(const PageRead& read, news::Article& article);

// "By Ann Lee" in a line of its own, near the headline, above the prose or below it.
void FindBylineInWords(const PageRead& read, news::Article& article);

// Takes the organisation for the article's credit, unless there is one or it is the page's own publisher.
void CreditTo(const std::string& organisation, const news::Page& page, news::Article& article);

}  // namespace headwater::extract
