// Questions about pages and single articles.
#include <algorithm>
#include <set>

#include "form/json.h"
#include "store/compress.h"
#include "store/decisions.h"
#include "store/findings.h"
#include "store/page_rows.h"
#include "store/revise.h"
#include "store/rows.h"
#include "store/settled.h"
#include "store/statements.h"
#include "store/told.h"
#include "web/url.h"

namespace headwater::store {
namespace {

std::optional<news::Origin> OriginOf(Session& session, std::int64_t row) {
  const auto json = session.Words("SELECT json FROM origins WHERE article_row = ?", {row});
  const auto origin = json ? form::ReadOrigin(*json) : Result<news::Origin>(Fail(Fault::kNotFound, ""));
  return origin ? std::optional(*origin) : std::nullopt;
}

// Every other article that its origin and copies name.
std::set<news::ArticleId> NamedBy(const ArticleView& view) {
  std::set<news::ArticleId> named;
  if (view.origin) {
    named.insert(view.origin->origin_article);
    for (const news::Hop& hop : view.origin->chain) {
      named.insert(hop.article);
    }
    for (const std::string& root : view.origin->roots) {
      named.insert(news::ArticleId(root));
    }
  }
  for (const news::Copy& copy : view.copies) {
    named.insert(copy.article);
    named.insert(copy.of);
  }
  named.erase(news::ArticleId());
  named.erase(view.article.id);
  return named;
}

// Whoever is named and speaks is who users have settled that it is.
void Settle(const Settled& settled, news::Article& article) {
  if (settled.empty() || !article.annotations) {
    return;
  }
  const std::string& id = article.id.value();
  // A speaker's form is looked up among the names as they were found.
  for (news::Statement& statement : article.annotations->statements) {
    if (statement.speaker && !statement.speaker->entity.empty()) {
      const std::string form = SpeakerForm(article, *statement.speaker);
      statement.speaker->entity = news::EntityId(settled.EntityOf(statement.speaker->entity.value(), form, id));
    }
  }
  for (news::Name& name : article.annotations->names) {
    if (!name.entity.empty()) {
      name.entity = news::EntityId(settled.EntityOf(name.entity.value(), name.text, id));
    }
  }
}

// Where else each statement stands, and how many independent sources it has.
void FindSaid(Session& session, std::int64_t row, ArticleView& view) {
  std::vector<std::pair<std::int64_t, std::int64_t>> shared;
  session.Run(
      "SELECT s.statement_row, s.told FROM statements s WHERE s.article_row = ? AND EXISTS "
      "(SELECT 1 FROM statements o WHERE o.told = s.told AND o.article_row <> s.article_row)",
      {row}, [&](const Row& found) { shared.emplace_back(found.Int(0), found.Int(1)); });
  for (const auto& [statement, told] : shared) {
    const auto number = static_cast<std::size_t>(PositionOf(statement));
    view.said_in.emplace(number, PlacesOf(session, told));
    if (const auto sources = SourcesOf(session, told)) {
      view.said_by.emplace(number, *sources);
    }
  }
}

}  // namespace

Result<bool> Store::HasPage(const news::PageId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<bool> {
    return session.Number("SELECT 1 FROM pages WHERE hash = ?", {id.value()}).has_value();
  });
}

Result<bool> Store::HasAddress(std::string_view url) {
  return ReadAs(*database_, [&](Session& session) -> Result<bool> {
    return session
        .Number("SELECT 1 FROM addresses WHERE url IN (?, ?) AND canonical = 0 LIMIT 1", {url, web::ComparableUrl(url)})
        .has_value();
  });
}

Result<news::ArticleId> Store::ArticleAt(std::string_view url) {
  return ReadAs(*database_, [&](Session& session) -> Result<news::ArticleId> {
    const auto id = session.Words(
        "SELECT coalesce(a.id, substr(p.hash, 1, 16)) FROM addresses d JOIN pages p ON p.page_row = d.page_row "
        "LEFT JOIN revisions r ON r.page_row = p.page_row LEFT JOIN articles a ON a.article_row = r.article_row "
        "WHERE d.url IN (?, ?) ORDER BY p.seen DESC, p.page_row DESC LIMIT 1",
        {url, web::ComparableUrl(url)});
    if (!id) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article of this address is here", url));
    }
    return news::ArticleId(*id);
  });
}

Result<ArticleView> Store::Article(const news::ArticleId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<ArticleView> {
    ArticleView view;
    std::int64_t row = 0;
    std::int64_t page = 0;
    session.Run(
        fmt::format("SELECT {}, a.page_row FROM articles a WHERE a.id = ? AND a.shown_from IS NULL", kLineColumns),
        {id.value()}, [&](const Row& found) {
          view.line = ReadLine(found);
          row = found.Int(kLineRow);
          page = found.Int(kLineRow + 1);
        });
    if (view.line.id.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article has this id", id.value()));
    }
    auto whole = ReadArticles(session, "SELECT json FROM article_texts WHERE article_row = ?", {row});
    auto copies = ReadCopies(session, {row});
    if (!whole || !copies) {
      return tl::unexpected(whole ? copies.error() : whole.error());
    }
    if (whole->empty()) {
      return Fail(Fault::kStorage, fmt::format("{}: the article's text is missing from the store", id.value()));
    }
    view.article = std::move(whole->front());
    Settle(Settled::Read(session), view.article);
    FindSaid(session, row, view);
    view.copies = std::move(*copies);
    view.origin = OriginOf(session, row);
    view.placed = ReadPlacing(session, row);
    view.decisions = DecisionsAbout(session, {id});
    for (const news::ArticleId& named : NamedBy(view)) {
      session.Run(fmt::format("SELECT {} FROM articles a WHERE a.id = ? AND a.listed = 1", kLineColumns),
                  {named.value()}, [&](const Row& found) { view.related.push_back(ReadLine(found)); });
    }
    view.revisions = ReadRevisions(session, row);
    view.carries_corrected =
        session.Number("SELECT 1 FROM stale_copies WHERE article_row = ? LIMIT 1", {row}).has_value();
    view.corrected_copies =
        static_cast<int>(session.Number("SELECT count(*) FROM stale_copies WHERE earlier_row = ?", {row}).value_or(0));
    if (const auto rest =
            session.Number("SELECT articles FROM ends WHERE root = ? AND kind = 'unnamed'", {id.value()})) {
      view.rest_unnamed = static_cast<int>(*rest);
    }
    session.Run("SELECT hash, bytes, announcement FROM pages WHERE page_row = ?", {page}, [&](const Row& found) {
      view.page_hash = found.Text(0);
      view.page_bytes = static_cast<std::size_t>(found.Int(1));
      if (auto announcement = ReadAnnouncement(found.Text(2))) {
        view.enclosures = std::move(announcement->enclosures);
      }
    });
    return view;
  });
}

Result<news::Page> Store::Page(const news::ArticleId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<news::Page> {
    news::Page page;
    bool found = false;
    Result<std::string> body;
    session.Run(
        "SELECT p.called, p.url, p.fetched, p.content_type, p.headers, p.announcement, p.body "
        "FROM articles a JOIN pages p ON p.page_row = a.page_row WHERE a.id = ? AND a.shown_from IS NULL",
        {id.value()}, [&](const Row& row) {
          found = true;
          page.id = row.Text(0);
          page.url = row.Text(1);
          page.fetched = InstantOf(row, 2);
          page.content_type = row.Text(3);
          page.headers = ReadHeaders(row.Text(4));
          page.announcement = ReadAnnouncement(row.Text(5));
          body = Decompress(row.Text(6));
        });
    if (!found) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article has this id", id.value()));
    }
    if (!body) {
      return tl::unexpected(body.error());
    }
    page.body = std::move(*body);
    return page;
  });
}

Result<std::vector<Unreadable>> Store::UnreadablePages(std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Unreadable>> {
    std::vector<Unreadable> pages;
    session.Run("SELECT address, error, at FROM unreadable ORDER BY at DESC LIMIT ?",
                {static_cast<std::int64_t>(std::min(limit, limits_.max_results))}, [&](const Row& row) {
                  pages.push_back({std::string(row.Text(0)), std::string(row.Text(1)), Instant(row.Int(2))});
                });
    return pages;
  });
}

Result<std::vector<news::Article>> Store::ArticlesOf(const news::StoryId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::Article>> {
    return ReadSound(session,
                     "SELECT t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
                     "WHERE a.story = ? ORDER BY a.published IS NULL, a.article_row",
                     {id.value()});
  });
}

Result<std::vector<news::Article>> Store::Articles(std::span<const news::ArticleId> ids) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::Article>> {
    std::vector<news::Article> articles;
    for (const news::ArticleId& id : ids) {
      std::ranges::move(ReadSound(session,
                                  "SELECT t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
                                  "WHERE a.id = ?",
                                  {id.value()}),
                        std::back_inserter(articles));
    }
    return articles;
  });
}

Result<std::vector<news::Copy>> Store::CopiesOf(std::span<const news::ArticleId> articles) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::Copy>> {
    std::vector<std::int64_t> rows;
    for (const news::ArticleId& id : articles) {
      if (const auto row = RowOf(session, id)) {
        rows.push_back(*row);
      }
    }
    return ReadCopies(session, rows);
  });
}

}  // namespace headwater::store
