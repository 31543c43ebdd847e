// Rulings: what persons settled about sources, ready to be asked.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "news/article.h"
#include "trace/claims.h"
#include "trace/trace.h"

namespace headwater::trace {

class Rulings {
 public:
  explicit Rulings(const Settled& settled);

  bool Empty() const { return barred_.empty(); }
  // May the article not have it from there?
  bool Bars(const news::Article& article, const Claim& claim) const;
  bool Bars(const news::Article& article, const news::Article& other) const;

 private:
  bool Bars(const news::ArticleId& article, const std::string& key) const;

  std::unordered_map<std::string, std::unordered_set<std::string>> barred_;  // of each article's id
};

}  // namespace headwater::trace
