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

Result<PersonView> Store::Person(const news::EntityId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<PersonView> {
    PersonView view;
    view.entity = id;
    session.Run("SELECT form, sum(times) FROM mentions WHERE entity = ? GROUP BY form", {id.value()},
                [&](const Row& row) { view.forms[std::string(row.Text(0))] = static_cast<int>(row.Int(1)); });
    const auto limit = static_cast<std::int64_t>(limits_.max_results);
    view.statements =
        ReadStatements(session, "x.entity = ? ORDER BY x.article_row DESC, x.position LIMIT ?", {id.value(), limit});
    if (view.forms.empty() && view.statements.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article names this person", id.value()));
    }
    session.Run(fmt::format("SELECT {} FROM (SELECT DISTINCT article_row FROM mentions WHERE entity = ? "
                            "ORDER BY article_row DESC LIMIT ?) m JOIN articles a ON a.article_row = m.article_row "
                            "ORDER BY a.article_row DESC",
                            kLineColumns),
                {id.value(), limit}, [&](const Row& row) { view.articles.push_back(ReadLine(row)); });
    // Of forms used alike, the longer says more.
    const auto most_used = std::ranges::max_element(
        view.forms, {}, [](const auto& form) { return std::pair(form.second, form.first.size()); });
    view.name = most_used == view.forms.end() ? view.statements.front().statement.speaker->name : most_used->first;
    return view;
  });
}

}  // namespace headwater::store
