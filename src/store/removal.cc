// Takes pages out with what rests on their rows, by cascades and by hand.
#include "store/removal.h"

#include <string>

#include "store/findings.h"

namespace headwater::store {
namespace {

struct Leaving {
  std::int64_t row = 0;
  std::string id;
  std::string story;
  bool listed = false;
};

}  // namespace

std::set<std::int64_t> PagesWith(Session& session, std::int64_t page) {
  std::set<std::int64_t> pages{page};
  std::vector<std::int64_t> unseen{page};
  while (!unseen.empty()) {
    const std::int64_t each = unseen.back();
    unseen.pop_back();
    session.Run(
        "SELECT v.page_row FROM articles AS a JOIN revisions AS v ON v.article_row = a.article_row "
        "WHERE a.page_row = ? UNION "
        "SELECT a.page_row FROM revisions AS v JOIN articles AS a ON a.article_row = v.article_row "
        "WHERE v.page_row = ?",
        {each, each}, [&](const Row& row) {
          if (pages.insert(row.Int(0)).second) {
            unseen.push_back(row.Int(0));
          }
        });
  }
  return pages;
}

void Retire(Session& session, const std::set<std::int64_t>& pages, std::int64_t now) {
  for (const std::int64_t page : pages) {
    session.Run(
        "INSERT INTO retired (url, at) SELECT url, ? FROM addresses WHERE page_row = ? AND canonical = 0 "
        "ON CONFLICT (url) DO UPDATE SET at = excluded.at",
        {now, page});
  }
}

void RemovePages(Session& session, const std::set<std::int64_t>& pages, Gone& gone) {
  for (const std::int64_t page : pages) {
    std::vector<Leaving> leaving;
    session.Run("SELECT article_row, id, story, listed FROM articles WHERE page_row = ? ORDER BY article_row", {page},
                [&](const Row& row) {
                  leaving.push_back({row.Int(0), std::string(row.Text(1)), std::string(row.Text(2)), row.Int(3) != 0});
                });
    for (const Leaving& each : leaving) {
      if (each.listed) {
        RemoveFindings(session, each.row);
      }
      gone.emplace_back(news::ArticleId(each.id), news::StoryId(each.story));
    }
  }
  for (const std::int64_t page : pages) {
    session.Run("DELETE FROM revisits WHERE url IN (SELECT url FROM addresses WHERE page_row = ?)", {page});
    session.Run("DELETE FROM pages WHERE page_row = ?", {page});
  }
}

}  // namespace headwater::store
