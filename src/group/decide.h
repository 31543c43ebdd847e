// The decision whether two articles, or two groups of them, tell of one event.
#pragma once

#include "group/vectors.h"

namespace headwater::group {

// How surely two articles tell of one event, 0 to 1: what they share of their matter, their leads and their names, less
// as they lie further apart in time.
double SameEvent(const Likeness& likeness);

// How surely two stories are of one subject, whenever they happened.
double SameSubject(const Likeness& likeness);

// From here on the average over all pairs of two groups makes one of them.
inline constexpr double kJoin = 0.20;
// Below this average an article is parted from its story.
inline constexpr double kPart = 0.10;
// From here on the average over two threads' stories makes one thread.
inline constexpr double kThread = 0.16;

}  // namespace headwater::group
