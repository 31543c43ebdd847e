// What puts a story on top of the front page: independent sources, the countries that carry it, and freshness.
#pragma once

#include <chrono>

#include "store/views.h"

namespace headwater::store {

// The parts of a story's importance. Their sum never ages: freshness counts the time of the latest article in
// half-lives, so that the order of two stories stays, and can be stored.
struct Weight {
  double sure = 0;       // by sources that are certain to be independent
  double possible = 0;   // by those that may be
  double countries = 0;  // by countries that it is published in
  double freshness = 0;  // half-lives since 1970
  double sum() const { return sure + possible + countries + freshness; }
};

// After this time a story stands as low as one that is new and weighs one less.
inline constexpr std::chrono::hours kHalfLife{12};

Weight WeightOf(int least, int most, int countries, std::chrono::sys_seconds latest);
Weight WeightOf(const StoryLine& line);

}  // namespace headwater::store
