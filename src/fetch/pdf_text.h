// The text that a PDF's pages were set in, as prose again.
#pragma once

#include <string>
#include <string_view>

namespace headwater::fetch {

// `pages` are lines, with a form feed behind each page. Gives paragraphs parted by one blank line: lines joined, words
// parted by a hyphen at a line's end put together, page numbers and lines that recur on top or at the foot of pages
// left out.
std::string ProseOfPages(std::string_view pages);

}  // namespace headwater::fetch
