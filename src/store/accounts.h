// What can be held against other accounts, as rows: where statements stand, what is counted, which day is told of.
#pragma once

#include <cstdint>
#include <string_view>

#include "news/article.h"
#include "store/port.h"

namespace headwater::store {

// The clauses of a statement that take a stand.
void InsertStands(Session& session, std::int64_t statement_row, std::int64_t article_row,
                  const news::Statement& statement, std::string_view content, std::string_view language);
// What the article counts, and the day of its news.
void InsertFigures(Session& session, const news::Article& article, std::int64_t article_row);
void RemoveAccounts(Session& session, std::int64_t article_row);

}  // namespace headwater::store
