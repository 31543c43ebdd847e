// Facets: what a search's hits are from, counted, so that it can be narrowed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// A value that hits have. `value` is what a SearchQuestion asks for, `name` what it is called.
struct FacetLine {
  std::string value;
  std::string name;
  int articles = 0;
};

// How far back hits reach: within a day, a week, thirty days, a year, before.
inline constexpr std::array<std::chrono::hours, 4> kFacetAges{
    std::chrono::hours(24), std::chrono::hours(7 * 24), std::chrono::hours(30 * 24), std::chrono::hours(365 * 24)};

struct FacetCounts {
  int counted = 0;  // hits, at most 10,000: the newest
  bool all = true;  // there are no more
  // Each a lists of its own, most articles first; of a value that is asked for already nothing else.
  std::vector<FacetLine> sources;
  std::vector<FacetLine> speakers;
  std::vector<FacetLine> languages;
  std::vector<FacetLine> places;
  std::vector<FacetLine> origins;  // `own` and so on
  std::array<int, kFacetAges.size() + 1> ages{};
};

// The store must outlive it. Safe from several threads.
class Facets {
 public:
  explicit Facets(Store& store) : store_(store) {}
  // `most` values of each sort. `now` is what ages are counted from.
  Result<FacetCounts> Count(const SearchQuestion& question, std::size_t most, std::chrono::sys_seconds now);

 private:
  Store& store_;
};

}  // namespace headwater::store
