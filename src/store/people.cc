// Questions about persons and whoever else is named, and what they said.
#include <algorithm>

#include "form/json.h"
#include "store/rows.h"
#include "store/statements.h"

namespace headwater::store {

std::vector<StatementLine> ReadStatements(Session& session, std::string_view condition,
                                          std::initializer_list<Value> values) {
  std::vector<StatementLine> lines;
  session.Run(fmt::format("SELECT a.id, a.headline, a.publisher, a.published, x.content, x.json "
                          "FROM statements x JOIN articles a ON a.article_row = x.article_row WHERE {}",
                          condition),
              values, [&](const Row& row) {
                auto whole = form::ReadAnnotations(row.Text(5));
                if (!whole || whole->statements.empty()) {
                  return;
                }
                StatementLine& line = lines.emplace_back();
                line.article = news::ArticleId(std::string(row.Text(0)));
                line.headline = row.Text(1);
                line.publisher = row.Text(2);
                line.published = MomentOf(row, 3);
                line.content = row.Text(4);
                line.statement = std::move(whole->statements.front());
              });
  return lines;
}

Result<EntityView> Store::Entity(const EntityQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<EntityView> {
    EntityView view;
    view.entity = question.entity;
    const std::string& id = question.entity.value();
    session.Run("SELECT form, sum(times), count(*) FROM mentions WHERE entity = ? GROUP BY form ORDER BY 2 DESC, 1",
                {id}, [&](const Row& row) {
                  view.forms.push_back(
                      {std::string(row.Text(0)), {}, static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))});
                });
    const auto limit = [&](std::size_t asked) {
      return static_cast<std::int64_t>(std::min(asked, limits_.max_results));
    };
    view.statements =
        ReadStatements(session, "x.entity = ? ORDER BY x.article_row DESC, x.position LIMIT ? OFFSET ?",
                       {id, limit(question.statements), static_cast<std::int64_t>(question.statements_from)});
    if (view.forms.empty() && view.statements.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article names it", id));
    }
    session.Run(fmt::format("SELECT {} FROM (SELECT DISTINCT article_row FROM mentions WHERE entity = ? "
                            "ORDER BY article_row DESC LIMIT ?) m JOIN articles a ON a.article_row = m.article_row "
                            "ORDER BY a.article_row DESC",
                            kLineColumns),
                {id, limit(question.articles)}, [&](const Row& row) { view.articles.push_back(ReadLine(row)); });
    view.name = view.forms.empty() ? view.statements.front().statement.speaker->name : view.forms.front().form;
    return view;
  });
}

}  // namespace headwater::store
