// What a copy altered in fact: numbers, names, offices, negations, who did it to whom, and who said it.
#pragma once

#include <span>
#include <vector>

#include "match/align.h"
#include "match/print.h"
#include "news/copy.h"

namespace headwater::match {

// What `one`, the copy, altered of what `other` has; nothing where their languages differ. `span` is in `one`, `of` in
// `other`. What is not sure is not told: other words for one thing are no alteration, nor are other spellings.
std::vector<news::Altered> FindAltered(const Print& one, const Print& other, std::span<const Block> blocks);

}  // namespace headwater::match
