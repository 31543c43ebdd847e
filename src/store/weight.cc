// Weighs stories.
#include "store/weight.h"

#include <algorithm>
#include <cmath>

namespace headwater::store {

// Sources that are sure count most, those that may be add a little. How many articles there are counts for nothing: a
// campaign of copies would lead the page.
Weight WeightOf(int least, int most, int countries, std::chrono::sys_seconds latest) {
  Weight weight;
  weight.sure = 2.0 * std::log2(1.0 + std::max(0, least));
  weight.possible = 0.5 * std::log2(1.0 + std::max({0, most, least}));
  weight.countries = 0.5 * std::log2(1.0 + std::max(0, countries));
  weight.freshness =
      std::chrono::duration<double>(latest.time_since_epoch()) / std::chrono::duration<double>(kHalfLife);
  return weight;
}

Weight WeightOf(const StoryLine& line) {
  const news::Independence independent = line.story.independent.value_or(news::Independence());
  return WeightOf(independent.least, independent.most, static_cast<int>(line.countries.size()), line.latest);
}

}  // namespace headwater::store
