// Takes an article's words out of the rows beside it.
#include "store/forget.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "form/json.h"
#include "store/compress.h"
#include "store/page_rows.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

void ForgetAnnouncements(Session& session, const std::vector<std::int64_t>& pages) {
  for (const std::int64_t page : pages) {
    const auto announcement =
        ReadAnnouncement(session.Words("SELECT announcement FROM pages WHERE page_row = ?", {page}).value_or(""));
    if (announcement) {
      news::Announcement bare;
      bare.feed = announcement->feed;
      bare.published = announcement->published;
      session.Run("UPDATE pages SET announcement = ? WHERE page_row = ?", {WriteAnnouncement(bare), page});
    }
  }
}

// Why two are a pair is told in words of both.
void ForgetReasons(Session& session, std::int64_t row) {
  struct Pair {
    std::int64_t row;
    std::int64_t earlier;
    std::string json;
  };
  std::vector<Pair> pairs;
  for (const std::string_view side : {"article_row", "earlier_row"}) {
    session.Run(fmt::format("SELECT article_row, earlier_row, json FROM copies WHERE {} = ?", side), {row},
                [&](const Row& each) {
                  pairs.push_back({each.Int(0), each.Int(1), std::string(each.Text(2))});
                });
  }
  for (const Pair& pair : pairs) {
    auto copy = form::ReadCopy(pair.json);
    if (!copy) {
      continue;
    }
    for (news::Reason& reason : copy->why) {
      reason.words.clear();
    }
    session.Run("UPDATE copies SET json = ? WHERE article_row = ? AND earlier_row = ?",
                {form::WriteCopy(*copy), pair.row, pair.earlier});
  }
}

}  // namespace

bool Reserves(const news::Article& article) {
  return article.rights && (!article.rights->text || article.rights->withdrawn);
}

bool SameRights(const std::optional<news::Rights>& one, const std::optional<news::Rights>& other) {
  if (!one || !other) {
    return one.has_value() == other.has_value();
  }
  const auto same = [](const news::Reservation& a, const news::Reservation& b) {
    return a.where == b.where && a.says == b.says && a.policy == b.policy;
  };
  return one->text == other->text && one->mining == other->mining && one->listing == other->listing &&
         one->page == other->page && one->pictures == other->pictures && one->snippet == other->snippet &&
         one->not_before == other->not_before && one->not_after == other->not_after &&
         one->withdrawn == other->withdrawn && std::ranges::equal(one->reservations, other->reservations, same);
}

void ForgetRevisions(Session& session, std::int64_t row, std::string_view headline) {
  // Their pages hold the words too.
  const std::string nothing = Compress({});
  session.Run(
      "UPDATE pages SET body = ? WHERE page_row IN (SELECT page_row FROM revisions WHERE article_row = ? "
      "AND json IS NOT NULL) AND page_row <> (SELECT page_row FROM articles WHERE article_row = ?)",
      {Blob{nothing}, row, row});
  session.Run("DELETE FROM revisions WHERE article_row = ? AND json IS NOT NULL", {row});
  session.Run(
      "UPDATE revisions SET headline = ?, changes = '', words_added = 0, words_removed = 0 WHERE article_row = ?",
      {headline, row});
}

void ForgetWords(Session& session, std::int64_t row, const news::Article& article) {
  std::vector<std::int64_t> pages;
  // A digest is announced as a whole, not for one of its items.
  if (article.id.value().find('#') == std::string::npos) {
    session.Run(
        "SELECT page_row FROM revisions WHERE article_row = ? UNION "
        "SELECT page_row FROM articles WHERE article_row = ?",
        {row, row}, [&](const Row& each) { pages.push_back(each.Int(0)); });
  }
  ForgetAnnouncements(session, pages);
  ForgetReasons(session, row);
  ForgetRevisions(session, row, article.headline);
}

void BlankStory(Session& session, const std::string& story, std::string_view headline) {
  session.Run("UPDATE stories SET summary = '' WHERE id = ?", {story});
  const auto told = session.Words("SELECT headline FROM stories WHERE id = ?", {story});
  if (told && *told == headline) {
    const auto other = session.Words(
        "SELECT headline FROM articles WHERE story = ? AND headline <> '' ORDER BY article_row LIMIT 1", {story});
    session.Run("UPDATE stories SET headline = ? WHERE id = ?", {other.value_or(""), story});
  }
}

}  // namespace headwater::store
