// Unplaced articles by language.
#include "store/unplaced.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "store/rows.h"

namespace headwater::store {

Result<std::vector<news::Article>> UnplacedIn(Store& store, std::span<const std::string> languages, bool none,
                                              std::size_t limit) {
  std::string list;
  for (const std::string& language : languages) {
    if (!std::ranges::all_of(language, [](char letter) { return letter >= 'a' && letter <= 'z'; })) {
      return Fail(Fault::kBadInput, fmt::format("{}: no language", language));
    }
    list += fmt::format("{}'{}'", list.empty() ? "" : ", ", language);
  }
  const std::string which =
      list.empty() ? std::string() : fmt::format("AND a.language {}IN ({}) ", none ? "NOT " : "", list);
  return ReadAs(store.database(), [&](Session& session) -> Result<std::vector<news::Article>> {
    std::vector<news::Article> found;
    session.Run(fmt::format("SELECT t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
                            "WHERE a.story IS NULL AND a.placeable = 1 {}ORDER BY a.article_row LIMIT ?",
                            which),
                {static_cast<std::int64_t>(limit)}, [&](const Row& row) {
                  auto article = Unpack(row.Text(0));
                  if (article) {
                    found.push_back(*std::move(article));
                  } else {
                    Log(LogLevel::kError, "{}", article.error().text);
                  }
                });
    return found;
  });
}

}  // namespace headwater::store
