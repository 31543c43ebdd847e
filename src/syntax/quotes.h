// Which words of a sentence stand in quotation marks.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "syntax/tokens.h"

namespace headwater::syntax {

enum class Quoted : std::uint8_t { kNot, kInside, kOpening, kClosing };

// One for each word. Marks are told apart by their form or by the spaces around them; what closes without having been
// opened was opened in an earlier sentence.
void FindQuotes(std::string_view text, std::span<const TokenPlace> words, std::vector<Quoted>& quoted);

}  // namespace headwater::syntax
