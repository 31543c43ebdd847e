// Documents from any input, taken as far along the stages as a command needs.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "news/article.h"

namespace headwater::cli {

enum class Stage {
  kExtract,   // pages become articles; articles pass through
  kAnnotate,  // every article is annotated anew
  kPrepare,   // articles that carry no annotations get them
};

// Runs every document of the paths through the stages on `jobs` threads, and then `format` (also there) on the article;
// calls `done` with what that gave, and the article, on this thread, in input order. What cannot be read is complained
// of and costs only itself.
void EachArticle(const std::vector<std::string>& paths, std::size_t jobs, Stage stage, Output& output,
                 const std::function<std::string(const news::Article&)>& format,
                 const std::function<void(std::string, news::Article)>& done);

}  // namespace headwater::cli
