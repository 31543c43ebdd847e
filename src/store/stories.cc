// Questions about stories and threads.
#include <algorithm>

#include "form/json.h"
#include "store/decisions.h"
#include "store/rows.h"
#include "store/statements.h"

namespace headwater::store {
namespace {

// What has fewer is a word or two.
constexpr std::int64_t kFewBlanks = 3;

// A story that was merged into another is still asked for by the article that founded it.
news::StoryId StoryNow(Session& session, const news::StoryId& id) {
  if (session.Number("SELECT 1 FROM stories WHERE id = ?", {id.value()})) {
    return id;
  }
  return news::StoryId(session.Words("SELECT story FROM articles WHERE id = ?", {id.value()}).value_or(""));
}

void ReadMembers(Session& session, StoryView& view, std::vector<std::int64_t>& rows) {
  session.Run(fmt::format("SELECT {}, o.json FROM articles a LEFT JOIN origins o ON o.article_row = a.article_row "
                          "WHERE a.story = ? ORDER BY a.published IS NULL, a.article_row",
                          kLineColumns),
              {view.line.story.id.value()}, [&](const Row& row) {
                view.articles.push_back(ReadLine(row));
                rows.push_back(row.Int(kLineRow));
                auto origin = form::ReadOrigin(row.Text(kLineRow + 1));
                // One not traced yet has an honest unknown, so that origins stand beside their articles.
                view.origins.push_back(origin ? std::move(*origin) : news::Origin());
                view.origins.back().article = view.articles.back().id;
              });
}

std::vector<StoryLine> ThreadOf(Session& session, const news::ThreadId& thread, const news::StoryId& without) {
  if (thread.empty()) {
    return {};
  }
  return ReadStories(
      session,
      fmt::format("SELECT {} FROM stories s WHERE s.thread = ? AND s.id <> ? ORDER BY s.latest, s.id", kStoryColumns),
      {thread.value(), without.value()});
}

}  // namespace

Result<std::vector<StoryLine>> Store::Stories(const StoryQuestion& question) {
  const std::string sql =
      fmt::format("SELECT {} FROM stories s {} ORDER BY {} DESC LIMIT ? OFFSET ?", kStoryColumns,
                  fmt::format("{} {}", question.language.empty() ? "WHERE ? = ''" : "WHERE s.language = ?",
                              question.single_origin ? "AND s.single_origin > 0" : ""),
                  question.newest_first ? "s.latest" : "s.importance");
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<StoryLine>> {
    return ReadStories(session, sql,
                       {question.language, static_cast<std::int64_t>(std::min(question.limit, limits_.max_results)),
                        static_cast<std::int64_t>(question.offset)});
  });
}

Result<StoryView> Store::Story(const news::StoryId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<StoryView> {
    auto found = ReadStories(session, fmt::format("SELECT {} FROM stories s WHERE s.id = ?", kStoryColumns),
                             {StoryNow(session, id).value()});
    if (found.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no story has this id", id.value()));
    }
    StoryView view;
    view.line = std::move(found.front());
    std::vector<std::int64_t> rows;
    ReadMembers(session, view, rows);
    auto copies = ReadCopies(session, rows);
    if (!copies) {
      return tl::unexpected(copies.error());
    }
    view.copies = std::move(*copies);
    std::vector<news::ArticleId> ids;
    for (std::size_t n = 0; n < rows.size(); ++n) {
      ids.push_back(view.articles[n].id);
      if (auto why = ReadPlacing(session, rows[n]); !why.empty()) {
        view.line.story.placed.push_back({ids.back(), why});
        view.placed.emplace(ids.back(), std::move(why));
      }
    }
    view.decisions = DecisionsAbout(session, ids);
    view.thread = ThreadOf(session, view.line.story.thread, view.line.story.id);
    return view;
  });
}

Result<std::vector<StoryLine>> Store::Thread(const news::ThreadId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<StoryLine>> {
    auto stories = ThreadOf(session, id, news::StoryId());
    if (stories.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no thread has this id", id.value()));
    }
    return stories;
  });
}

Result<std::vector<StatementLine>> Store::StatementsOf(const news::StoryId& id, std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<StatementLine>> {
    return ReadStatements(session,
                          "x.statement_row IN (SELECT min(s.statement_row) FROM statements s "
                          "JOIN articles o ON o.article_row = s.article_row WHERE o.story = ? GROUP BY s.told) "
                          "ORDER BY a.published IS NULL, "
                          "length(x.content) - length(replace(x.content, ' ', '')) < ?, x.statement_row LIMIT ?",
                          {StoryNow(session, id).value(), kFewBlanks, static_cast<std::int64_t>(limit)});
  });
}

}  // namespace headwater::store
