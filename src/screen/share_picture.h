// Pictures of how a source comes by what it publishes: one bar of shares, and a column for each month.
#pragma once

#include <string>
#include <vector>

#include "store/tallies.h"

namespace headwater::screen {

// A column: a month, or a year where there are many months.
struct ShareColumn {
  std::string label;  // `2025-03`, `2025`
  std::chrono::year_month first{};
  bool whole_year = false;
  store::ByProvenance articles{};
};

// All months from the first to the last, those without articles among them; years where that would be more than 36.
std::vector<ShareColumn> ColumnsOf(const std::vector<store::MonthLine>& months);

// Safe markup, 100 % wide. Both say in words what they show, and are no more than what stands beside them as text.
std::string ShareBarSvg(const store::ByProvenance& articles);
std::string ColumnsSvg(const std::vector<ShareColumn>& columns);

// "own reports"
std::string ProvenanceWords(store::Provenance provenance);
// "24 %"; of less than a half "under 1 %".
std::string ShareWords(int part, int whole);

}  // namespace headwater::screen
