// A page that lists many short reports: told from an article, and split into its items.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/plain_record.h"
#include "news/article.h"

namespace headwater::extract {

// The items, without ids, in the order of the page; nothing where the lines read as one article. A page is a digest
// where its paragraphs stand for themselves and are dated or cut off: by day and month of many months, newest first, by
// lines of dates, or by blurbs that break off under headlines of their own. Lines with the role kDate belong to items.
std::optional<std::vector<news::Item>> SplitDigest(const std::vector<LineRecord>& records, std::size_t most);

// A page that is written on as things happen: its headline says so, and its paragraphs open with times of day.
bool LooksLive(std::string_view headline, const std::vector<LineRecord>& records);

// The one outlet that the blurb names as the reporter of its news, by its name in the tables; empty where it names none
// or several: "…, Bloomberg reported", "told the FT".
std::string ReporterOf(std::string_view blurb, const std::vector<Token>& tokens);

}  // namespace headwater::extract
