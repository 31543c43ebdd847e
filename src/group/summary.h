// What a story is called and how it is summed up, in the words of its least derived articles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/moment.h"
#include "news/article.h"

namespace headwater::group {

// What is kept of an article for the summary of its story.
struct Abstract {
  std::string headline;
  std::vector<std::string> sentences;  // the first of the prose, as they stand
};

Abstract MakeAbstract(const news::Article& article);

}  // namespace headwater::group
