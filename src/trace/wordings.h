// Wordings: what the words around a medium's name say of what the article has from it.
#pragma once

#include <string_view>

namespace headwater::trace {

// How much of an article a credit is for.
enum class Extent {
  kWhole,
  kPart,   // "contributed to this report"
  kJoint,  // published by both: "in partnership with"
  kTip     // "h/t": it led the writer there
};

// Of the line of a credit; whole where the words say nothing else.
Extent ExtentOf(std::string_view line);

// Do the words of a citation, and those before it in its sentence, say that the news is the medium's report? "X
// reported", "according to X": yes; "polled by X", "after X reported", "disputed a report of X": no. `agency`: "X said"
// is a report as well. True for languages that the table does not know.
bool IsNewsOf(std::string_view citation, std::string_view before, std::string_view language, bool agency);

}  // namespace headwater::trace
