// Times in other languages than English, by the tables that dates on pages are read with.
#pragma once

#include <vector>

#include "annotate/calendar.h"
#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Dates with their months by name or in figures, weekdays, what is counted from today ("vorgestern", "две недели
// назад") and years that stand as such, in order of place. A language is one that data/relative_dates.tsv has; in
// others dates with months alone are found.
std::vector<news::Time> FindTimesAbroad(const Prepared& prepared, const Calendar& calendar);

}  // namespace headwater::annotate
