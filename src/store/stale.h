// Copies that still carry words which their original has changed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "store/port.h"
#include "store/tallies.h"

namespace headwater::store {

// What an article changed in fact since others could have copied it.
struct Corrected {
  std::chrono::sys_seconds at{};  // of the newest such revision
  bool marked = false;
  std::vector<CorrectedWords> words;
};
// Nothing for an article without revisions, or with none that changed a fact.
std::optional<Corrected> CorrectedIn(Session& session, std::int64_t article_row);

// Where a text has the words that were, and not those that are.
std::vector<std::pair<std::size_t, news::Evidence>> CarriedIn(std::string_view text,
                                                              const std::vector<CorrectedWords>& words);

// Notes which copies are stale, after they were written. An original is held against its earlier words once, however
// many copies it has. Borrows the session.
class StaleNotes {
 public:
  explicit StaleNotes(Session& session) : session_(session) {}

  void Note(std::int64_t copy_row, std::int64_t earlier_row);

 private:
  Session& session_;
  std::map<std::int64_t, std::optional<Corrected>> corrected_;
};

}  // namespace headwater::store
