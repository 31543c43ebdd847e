// Whose site an article stands on: what a page says of itself is no credit to another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "news/article.h"

namespace headwater::annotate {

class OwnSource {
 public:
  explicit OwnSource(const news::Article& article);

  // Is the source, by name or by id, the one that the article stands on? Acronyms of it count.
  bool Is(std::string_view name, const news::SourceId& id) const;

 private:
  void Add(std::string_view name);

  std::vector<std::string> letters_;  // plain letters of the names that the site goes by
  std::vector<news::SourceId> ids_;
};

}  // namespace headwater::annotate
