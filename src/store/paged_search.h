// Searching page by page while articles come in: a page goes on from where the one before ended, by that place and not
// by counting, so that nothing is told twice and nothing is passed over.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// Where a page ended.
struct SearchPlace {
  std::int64_t row = 0;    // of its last hit
  std::int64_t count = 0;  // of hits until there: by rank, where the last one is gone, it goes on after so many
  // By rank and of statements: what came later than the first page (by its time) is not among the pages that follow.
  std::int64_t before = 0;
};
// As an address has it.
std::string WritePlace(const SearchPlace& place);
// Nothing where it is none of ours.
std::optional<SearchPlace> ReadPlace(std::string_view text);

template <class Line>
struct SearchPage {
  std::vector<Line> lines;
  std::optional<SearchPlace> next;  // absent where there are no more
};

// The store must outlive it. Safe from several threads. What comes in meanwhile with an earlier time than what was told
// may be told on a later page.
class PagedSearch {
 public:
  explicit PagedSearch(Store& store) : store_(store) {}

  // `limit` of the question is the page's; its `offset` and `after` count only where `place` is absent.
  Result<SearchPage<SearchHit>> Articles(const SearchQuestion& question, const std::optional<SearchPlace>& place);
  Result<SearchPage<StatementLine>> Statements(const SearchQuestion& question, const std::optional<SearchPlace>& place);

 private:
  Store& store_;
};

}  // namespace headwater::store
