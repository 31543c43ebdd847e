// Why a pair is told: its grounds in words and numbers.
#pragma once

#include <vector>

#include "match/print.h"
#include "match/verdict.h"
#include "news/copy.h"

namespace headwater::match {

// The grounds of a pair that shares words, the weightiest first. `article` is the later of the two. Needs the
// copy's passages, shares and alterations. `furniture`: of what is shared, the part that is page furniture.
std::vector<news::Reason> ReasonsOf(const news::Copy& copy, const Print& article, const Print& of, const Extent& extent,
                                    double furniture, double least_shared);

}  // namespace headwater::match
