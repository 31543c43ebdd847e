// Whose words they are, in a text and in its copy.
#pragma once

#include <span>
#include <vector>

#include "match/edits.h"
#include "match/print.h"
#include "news/copy.h"

namespace headwater::match {

// Adds where words that `source` gives to somebody by name are given to another in `copy`, or to nobody. `pairs`: equal
// words of an aligned passage, `a` in the copy, in order.
void AddSayings(const Print& copy, const Print& source, std::span<const WordPair> pairs,
                std::vector<news::Altered>& altered);

}  // namespace headwater::match
