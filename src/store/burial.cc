// Tombstones by address, and how far a sweep has come.
#include "store/burial.h"

#include <string>
#include <vector>

#include "form/items.h"
#include "web/url.h"

namespace headwater::store {
void BuryAddress(Session& session, std::string_view url, std::int64_t takedown, bool blocks) {
  const std::string key = web::ComparableUrl(url);
  if (key.empty()) {
    return;
  }
  session.Run(
      "INSERT INTO tombstones (url_key, takedown, url, blocks) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (url_key, takedown) DO UPDATE SET blocks = CASE WHEN excluded.blocks = 1 THEN 1 ELSE "
      "tombstones.blocks END",
      {key, takedown, url, std::int64_t{blocks ? 1 : 0}});
}

bool GoesWhole(const news::Article& article) {
  return article.id.value().find('#') == std::string::npos && !form::IsTakenApart(article);
}

void BuryPage(Session& session, std::int64_t page, std::int64_t takedown, bool blocks) {
  std::vector<std::string> urls;
  const auto take = [&](const Row& row) { urls.emplace_back(row.Text(0)); };
  // The page's own comes first: of several that mean the same the first is kept.
  session.Run("SELECT url FROM pages WHERE page_row = ?", {page}, take);
  session.Run("SELECT url FROM addresses WHERE page_row = ? AND canonical = 0", {page}, take);
  for (const std::string& url : urls) {
    BuryAddress(session, url, takedown, blocks);
    if (blocks) {
      session.Run("DELETE FROM work WHERE work_key = ?", {url});
      session.Run("DELETE FROM unreadable WHERE address = ?", {url});
    }
  }
}

void NoteStage(Session& session, std::int64_t takedown, std::int64_t stage, std::int64_t row) {
  session.Run("UPDATE takedowns SET stage = ?, swept_row = ? WHERE number = ?", {stage, row, takedown});
}

}  // namespace headwater::store
