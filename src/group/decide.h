// The decision whether two articles, or two groups of them, tell of one event.
#pragma once

#include "group/vectors.h"

namespace headwater::group {

// How surely two articles tell of one event, 0 to 1: what they share of their matter, their leads and their names, less
// as they lie further apart in time.
double SameEvent(const Likeness& likeness);

// How surely two stories are of one subject, whenever they happened.
double SameSubject(const Likeness& likeness);

// From here on the average over all pairs of two groups makes one of them. Where little was read before, in articles of
// common length, nobody can tell what is rare, and more is asked for.
double JoinFrom(double articles_read);
// From here on the average over two threads' stories makes one thread.
inline constexpr double kThread = 0.14;

}  // namespace headwater::group
