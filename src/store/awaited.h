// Who waits for what is not here: articles that cite a page, or a report of a source, that may yet come.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// A face of the store, made where it is needed.
class Awaited {
 public:
  explicit Awaited(Store& store) : database_(store.database()) {}

  static constexpr std::size_t kMost = 50;  // that wait for one thing: the latest

  // Those that wait for it, in the order in which they began to.
  Result<std::vector<news::ArticleId>> By(std::string_view what);
  // From now on the article waits too. False where it did already.
  Result<bool> WaitFor(std::string_view what, const news::ArticleId& article, std::chrono::sys_seconds now);
  // Only these wait on.
  Result<void> Leave(std::string_view what, const std::vector<news::ArticleId>& waiting);

 private:
  Database& database_;
};

}  // namespace headwater::store
