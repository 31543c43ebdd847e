// Lines that state when a document was published or changed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/moment.h"
#include "extract/plain_tokens.h"

namespace headwater::extract {

struct PublishedLine {
  std::optional<Moment> published;
  std::optional<Moment> modified;
};

// A line that is nothing but a date, with or without time, weekday, zone and a word such as "Published" or "Updated";
// "Published …" may stand before a byline. Both fields may be empty: the line is a date, but says no whole day.
// Nothing where the line says anything else.
// Where figures do not tell day from month, `day_first` does; without it such a date is no date.
std::optional<PublishedLine> ReadPublishedLine(std::string_view line, bool day_first);

// The whole day that a line names, where it names just one: "By Ada Holm, 3 March 2031".
std::optional<Moment> StatedDay(std::string_view line, const std::vector<Token>& tokens);

}  // namespace headwater::extract
