// Looks among the ids of what was removed.
#include "store/gone.h"

#include "store/rows.h"

namespace headwater::store {

Result<bool> WasHere(Store& store, std::string_view id) {
  return ReadAs(store.database(), [&](Session& session) -> Result<bool> {
    return session.Number("SELECT 1 FROM gone WHERE id = ?", {id}).has_value();
  });
}

}  // namespace headwater::store
