// The dateline that opens an agency's report, and the bare dash that is left where one was cut.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::extract {

struct Dateline {
  std::string place;    // "TALLINN"
  std::string credit;   // the agency in its brackets, by its name in the tables; may be empty
  std::string words;    // the whole dateline, without its dash
  std::size_t end = 0;  // bytes of the paragraph that it fills, dash and blanks included
};

// "TALLINN (Reuters) - …", "KYIV, Ukraine, Jan. 12 (AP) — …", "BRUSSELS — …", "Berlin (dpa) - …".
std::optional<Dateline> ReadDateline(std::string_view paragraph);

// The bytes of a dash that opens a paragraph, with the blanks around it; 0 where none does.
std::size_t LeadingDash(std::string_view paragraph);

}  // namespace headwater::extract
