// Where a plain text leaves its article for other pages' headlines and teasers.
#pragma once

#include <cstddef>
#include <vector>

#include "extract/plain_record.h"

namespace headwater::extract {

// The line where prose goes on after the heading at `heading` ("Related Articles"), which is a line of the records;
// records.size() where none does. What lies between are other pages' headlines and teasers.
std::size_t ProseAfter(const std::vector<LineRecord>& records, std::size_t heading);

// Turns the headlines, and the pairs of a headline and a blurb that trails off, at the end of the text into kDropped.
void DropTeaserTail(std::vector<LineRecord>& records);

}  // namespace headwater::extract
