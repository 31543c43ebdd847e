// What becomes of articles when their owners reserve something, take it back, or a time comes.
#include <algorithm>
#include <set>

#include "base/log.h"
#include "form/json.h"
#include "store/alert_stir.h"
#include "store/compress.h"
#include "store/decisions.h"
#include "store/findings.h"
#include "store/forget.h"
#include "store/page_rows.h"
#include "store/provenance.h"
#include "store/reading_items.h"
#include "store/revise.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

// An article's row as it stands.
struct Before {
  std::int64_t row = 0;
  std::int64_t page_row = 0;
  bool listed = false;
  std::string story;
  std::string headline;
  Result<news::Article> article;  // the fault where it is damaged
};

Result<Before> Find(Session& session, const news::ArticleId& id) {
  std::optional<Before> found;
  session.Run(
      "SELECT a.article_row, a.page_row, a.listed, a.story, a.headline, t.json FROM articles a "
      "JOIN article_texts t ON t.article_row = a.article_row WHERE a.id = ?",
      {id.value()}, [&](const Row& row) {
        found.emplace(Before{row.Int(0), row.Int(1), row.Int(2) != 0, std::string(row.Text(3)),
                             std::string(row.Text(4)), Unpack(row.Text(5))});
      });
  if (!found) {
    return Fail(Fault::kNotFound, fmt::format("{}: no article has this id", id.value()));
  }
  return std::move(*found);
}

void WriteRow(Session& session, const Before& before, const news::Article& article, const Standing& standing) {
  session.Run(
      "UPDATE articles SET headline = ?, credit = ?, authors = ?, listed = ?, placeable = ?, shown_from = ?, "
      "shown_until = ? WHERE article_row = ?",
      {article.headline, article.credit, JoinLines(article.authors), standing.listed,
       PlaceableIn(session, standing.placeable, article.publisher), OrNull(standing.shown_from),
       OrNull(standing.shown_until), before.row});
  const std::string packed = Compress(form::WriteArticle(article));
  session.Run("UPDATE article_texts SET json = ? WHERE article_row = ?", {Blob{packed}, before.row});
}

void WritePage(Session& session, const KeptPage& kept, std::int64_t page_row) {
  if (kept.page != nullptr) {
    session.Run("UPDATE pages SET headers = ?, fetched = ? WHERE page_row = ?",
                {WriteHeaders(kept.page->headers), OrNull(kept.page->fetched), page_row});
  }
  if (!kept.keep_bytes || kept.page != nullptr) {
    const std::string body = Compress(kept.keep_bytes ? std::string_view(kept.page->body) : std::string_view());
    session.Run("UPDATE pages SET body = ? WHERE page_row = ?", {Blob{body}, page_row});
  }
}

// The article waits for the desk anew, or for nothing.
void LeaveStory(Session& session, const Before& before, const Standing& standing) {
  session.Run("UPDATE articles SET story = NULL, origin_kind = NULL WHERE article_row = ?", {before.row});
  session.Run("DELETE FROM origins WHERE article_row = ?", {before.row});
  session.Run("DELETE FROM placings WHERE article_row = ?", {before.row});
  session.Run("DELETE FROM citations WHERE article_row = ? AND traced = 1", {before.row});
  ForgetProvenance(session, before.row);
  if (!standing.listed) {
    session.Run("DELETE FROM copies WHERE article_row = ? OR earlier_row = ?", {before.row, before.row});
  }
  if (!before.story.empty()) {
    RecountStory(session, before.story);
    BlankStory(session, before.story, before.headline);
  }
}

}  // namespace

Result<std::vector<news::ArticleId>> Store::ArticlesAt(std::span<const std::string> addresses) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::ArticleId>> {
    std::vector<news::ArticleId> ids;
    for (const std::string& address : addresses) {
      session.Run(
          "SELECT a.id FROM addresses d JOIN articles a ON a.page_row = d.page_row "
          "WHERE d.url IN (?, ?) AND d.canonical = 0 ORDER BY a.article_row",
          {address, web::ComparableUrl(address)}, [&](const Row& row) {
            const news::ArticleId id{std::string(row.Text(0))};
            if (std::ranges::find(ids, id) == ids.end()) {
              ids.push_back(id);
            }
          });
    }
    return ids;
  });
}

Result<news::Article> Store::Kept(const news::ArticleId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<news::Article> {
    return Find(session, id).map([&](Before found) {
      if (found.article) {
        return *std::move(found.article);
      }
      Log(LogLevel::kError, "{}: {}", id.value(), found.article.error().text);
      news::Article bare;
      bare.id = id;
      bare.headline = std::move(found.headline);
      return bare;
    });
  });
}

Result<void> Store::Revise(const KeptPage& kept, std::chrono::sys_seconds now) {
  const news::Article& article = *kept.article;
  return database_->Write([&](Session& session) -> Result<void> {
    const auto before = Find(session, article.id);
    if (!before) {
      return tl::unexpected(before.error());
    }
    const Standing standing = StandingOf(article, now);
    if (before->listed) {
      RemoveFindings(session, before->row);
    }
    WriteRow(session, *before, article, standing);
    WritePage(session, kept, before->page_row);
    if (standing.listed) {
      InsertFindings(session, article, before->row, Settled::Read(session));
    }
    MindItem(session, before->row, now);
    LeaveStory(session, *before, standing);
    if (article.rights && article.rights->withdrawn && !before->story.empty()) {
      StirStory(session, before->story, article.id.value(), now);
    }
    if (Reserves(article)) {
      ForgetWords(session, before->row, article);
    }
    return {};
  });
}

Result<int> Store::Release(std::chrono::sys_seconds now) {
  std::vector<news::ArticleId> due;
  const auto looked = database_->Read([&](Session& session) -> Result<void> {
    session.Run("SELECT id FROM articles WHERE shown_from <= ?", {Seconds(now)},
                [&](const Row& row) { due.emplace_back(std::string(row.Text(0))); });
    return {};
  });
  if (!looked || due.empty()) {
    return looked.map([] { return 0; });
  }
  return WriteAs(*database_, [&](Session& session) -> Result<int> {
    int released = 0;
    for (const news::ArticleId& id : due) {
      const auto before = Find(session, id);
      if (!before) {
        return tl::unexpected(before.error());
      }
      if (!before->article) {
        // It can be shown to nobody, and is not to hold up the others each time.
        Log(LogLevel::kError, "{}: its embargo is over, but it is damaged: {}", id.value(),
            before->article.error().text);
        session.Run("UPDATE articles SET placeable = 0, shown_from = NULL WHERE article_row = ?", {before->row});
        continue;
      }
      const news::Article& article = *before->article;
      const Standing standing = StandingOf(article, now);
      session.Run("UPDATE articles SET listed = ?, placeable = ?, shown_from = ? WHERE article_row = ?",
                  {standing.listed, PlaceableIn(session, standing.placeable, article.publisher),
                   OrNull(standing.shown_from), before->row});
      if (standing.listed && !before->listed) {
        InsertFindings(session, article, before->row, Settled::Read(session));
      }
      MindItem(session, before->row, now);
      ++released;
    }
    return released;
  });
}

Result<std::vector<news::ArticleId>> Store::Ended(std::chrono::sys_seconds now, std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::ArticleId>> {
    std::vector<news::ArticleId> ids;
    session.Run("SELECT id FROM articles WHERE shown_until <= ? ORDER BY shown_until LIMIT ?",
                {Seconds(now), static_cast<std::int64_t>(limit)},
                [&](const Row& row) { ids.emplace_back(std::string(row.Text(0))); });
    return ids;
  });
}

Result<void> Store::Scrub() { return database_->Scrub(); }

}  // namespace headwater::store
