// Which of many alerts may find an article: they are looked up by one of its words, and only those are asked.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "news/article.h"
#include "store/alerts.h"
#include "store/search.h"
#include "store/settled.h"

namespace headwater::store {

// Good for as long as names and decisions stay as they are: it is made anew from time to time.
class AlertIndex {
 public:
  AlertIndex() : settled_(std::vector<Settlement>{}) {}
  AlertIndex(Session& session, std::vector<Alert> alerts);

  // Numbers among alerts(), ascending; some of them may not find it.
  std::vector<std::size_t> Likely(const news::Article& article, std::int64_t row) const;
  // The alert's search finds the article of that row: as Store::Search would.
  bool Finds(Session& session, std::size_t alert, std::int64_t row) const;
  const std::vector<Alert>& alerts() const { return alerts_; }

 private:
  std::vector<Alert> alerts_;
  std::vector<Prepared> prepared_;
  Settled settled_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_token_;
  std::vector<std::size_t> always_;
};

}  // namespace headwater::store
