// Saved searches: what a person keeps looking for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::store {

class Store;

struct SavedSearch {
  std::int64_t id = 0;
  std::string name;
  std::string query;        // as in the search page's address: `q=ferry&language=en`
  std::int64_t looked = 0;  // the place (SearchHit) of the newest hit when it was last looked at
};

// The store must outlive it. Safe from several threads. A person has at most 50.
class Searches {
 public:
  explicit Searches(Store& store) : store_(store) {}

  // In the order of their names.
  Result<std::vector<SavedSearch>> Of(std::int64_t person);
  // The same query again takes the new name. kUsage without a name or query, kTooLarge beyond the 50th.
  Result<std::int64_t> Save(std::int64_t person, std::string_view name, std::string_view query, std::int64_t looked);
  // kNotFound where the person has none of this number.
  Result<void> Remove(std::int64_t person, std::int64_t id);
  // The person has seen what the query finds up to this place.
  Result<void> Look(std::int64_t person, std::string_view query, std::int64_t place);

 private:
  Store& store_;
};

}  // namespace headwater::store
