// A line of a plain text with what was found out about it, as the parts of the reader hand it on.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/moment.h"
#include "extract/plain_furniture.h"
#include "extract/plain_lines.h"
#include "extract/plain_tokens.h"

namespace headwater::extract {

enum class Role {
  kProse,
  kHeadline,
  kNote,     // furniture that a digest's blurb may look like: an editor's note
  kDate,     // states a day
  kDropped,  // furniture; what it tells became a mark
};

struct LineRecord {
  PlainLine line;
  std::vector<Token> tokens;  // of line.text
  std::string key;            // LineKey(tokens)
  std::size_t width = 0;      // code points
  FurnitureLine furniture;
  Role role = Role::kProse;
  std::optional<Moment> stated;  // the day of a line with the role kDate
};

// A paragraph of prose rather than a heading: long enough, and closed as a sentence.
bool LooksLikeProse(const LineRecord& record);

// A heading rather than a sentence: some words, short, left open.
bool LooksLikeHeading(const LineRecord& record);

// "•", "*", "-", "1." and the like open it.
bool IsListEntry(std::string_view line);

}  // namespace headwater::extract
