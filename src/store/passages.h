// Where words stand: articles and statements that hold phrases, and how rare a word is here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "news/account.h"
#include "news/article.h"
#include "store/views.h"

namespace headwater::store {

class Store;

// Of each row one phrase must stand as it is (whatever its case and marks), and all of the words in some inflection.
struct PassageQuestion {
  std::vector<std::vector<std::string>> phrases = {};
  std::vector<std::string> words = {};
  bool oldest_first = false;
  std::size_t limit = 30;
};

// A statement with where it stands on what it speaks of, and the row it has in the store.
struct FoundStatement {
  StatementLine line;
  news::StoryId story;
  std::vector<news::Stand> stands;
};

// An article whole, with its line.
struct FoundArticle {
  ArticleLine line;
  news::Article article;
};

// The store must outlive it. Safe from several threads. What may not be listed is not found, as in any search.
class Passages {
 public:
  explicit Passages(Store& store) : store_(store) {}

  // Rows of articles, or of statements, in the order of their times.
  Result<std::vector<std::int64_t>> ArticleRows(const PassageQuestion& question);
  Result<std::vector<std::int64_t>> StatementRows(const PassageQuestion& question);
  // In the order of the rows; those that are gone are left out.
  Result<std::vector<FoundArticle>> Articles(const std::vector<std::int64_t>& rows);
  // Each once, told where it appeared first, in the order of the rows that lead to them.
  Result<std::vector<FoundStatement>> Statements(const std::vector<std::int64_t>& rows);
  // About how many articles have each of the words, in some inflection: exact for those that few have. Takes a
  // millisecond a word at most.
  Result<std::vector<double>> CountsOf(const std::vector<std::string>& words);

 private:
  Result<std::vector<std::int64_t>> Rows(const PassageQuestion& question, bool statements);

  Store& store_;
};

}  // namespace headwater::store
