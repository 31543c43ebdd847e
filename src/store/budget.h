// The disk budget: what is deleted, and in which order, when the store grows beyond what it may take.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

enum class Shed {
  kPages,      // the bytes of pages as they were fetched; their hashes stay
  kRevisions,  // earlier wordings of articles
  kTexts,      // articles' words with what was found in them; headline, place in the story and chain stay
};
std::optional<Shed> ShedCalled(std::string_view name);
std::string_view Spell(Shed shed);

struct BudgetSettings {
  std::int64_t bytes = 0;  // that rows may take; 0: no bound
  // The first is deleted as far as it goes before anything of the next; what is not named is never deleted.
  std::vector<Shed> order{Shed::kPages, Shed::kRevisions, Shed::kTexts};
};

struct BudgetStanding {
  std::int64_t used = 0;  // bytes
  std::int64_t on_disk = 0;
  std::int64_t budget = 0;
  std::vector<Shed> order;
};

// A face of the store, made where it is needed. Chains, roots, stories, tombstones and subscriptions are never deleted,
// nor anything of an article that anyone has starred, tagged, noted or keeps for later, nor of the sample edition.
class Budget {
 public:
  explicit Budget(Store& store) : store_(store) {}

  // Where rows take more than the budget, deletes the oldest of what goes first: so many at most. Returns how many
  // rows were dealt with; 0 where there is room, or nothing more that may go. Space is given back to the disk when all
  // is done.
  Result<std::int64_t> Step(const BudgetSettings& settings, std::size_t limit, std::chrono::sys_seconds now);
  // As the last Step was asked.
  Result<BudgetStanding> Standing();

 private:
  Store& store_;
};

}  // namespace headwater::store
