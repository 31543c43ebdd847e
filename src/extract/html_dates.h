// When an HTML page was published and last changed.
#pragma once

#include "extract/html_items.h"

namespace headwater::extract {

// Americans write the month first.
bool MonthFirst(const Declarations& declared, std::string_view url);

// Fills in `published` and `modified`: as the page declares them, else as a line near the headline or below the prose
// shows, else as the feed or the address says. Needs the article's headline and text.
void FindDates(const PageRead& read, news::Article& article);

}  // namespace headwater::extract
