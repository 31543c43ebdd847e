// Reading statements, and where else the same was said.
#include "store/statements.h"

#include "form/json.h"
#include "store/rows.h"
#include "store/told.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostPlaces = 8;

}  // namespace

std::vector<StatementLine> ReadStatements(Session& session, std::string_view condition,
                                          std::initializer_list<Value> values) {
  std::vector<StatementLine> lines;
  std::vector<std::int64_t> told;
  session.Run(fmt::format("SELECT a.id, a.headline, a.publisher, a.published, a.seen, a.language, x.content, x.json, "
                          "x.entity, x.statement_row, x.told FROM statements x "
                          "JOIN articles a ON a.article_row = x.article_row WHERE {}",
                          condition),
              values, [&](const Row& row) {
                auto whole = form::ReadAnnotations(row.Text(7));
                if (!whole || whole->statements.empty()) {
                  return;
                }
                StatementLine& line = lines.emplace_back();
                line.article = news::ArticleId(std::string(row.Text(0)));
                line.position = static_cast<std::size_t>(PositionOf(row.Int(9)));
                line.headline = row.Text(1);
                line.publisher = row.Text(2);
                line.published = MomentOf(row, 3);
                line.seen = Instant(row.Int(4));
                line.language = row.Text(5);
                line.content = row.Text(6);
                line.statement = std::move(whole->statements.front());
                if (line.statement.speaker) {
                  line.statement.speaker->entity = news::EntityId(std::string(row.Text(8)));
                }
                told.push_back(row.Int(10));
              });
  for (std::size_t n = 0; n < lines.size(); ++n) {
    lines[n].articles = ArticlesThatTell(session, told[n]);
    if (lines[n].articles > 1) {
      lines[n].places = PlacesOf(session, told[n]);
      lines[n].independent = SourcesOf(session, told[n]);
    }
  }
  return lines;
}

int ArticlesThatTell(Session& session, std::int64_t told) {
  return static_cast<int>(
      session.Number("SELECT count(DISTINCT article_row) FROM statements WHERE told = ?", {told}).value_or(0));
}

std::optional<news::Independence> SourcesOf(Session& session, std::int64_t told) {
  std::optional<news::Independence> sources;
  session.Run("SELECT least, most, untraced FROM told_sources WHERE told = ?", {told}, [&](const Row& row) {
    sources = {static_cast<int>(row.Int(0)), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))};
  });
  return sources;
}

std::vector<StatementPlace> PlacesOf(Session& session, std::int64_t told) {
  std::vector<StatementPlace> places;
  session.Run(
      "SELECT a.id, s.statement_row, a.headline, a.publisher, a.published, a.seen FROM statements s "
      "JOIN articles a ON a.article_row = s.article_row WHERE s.told = ? ORDER BY s.at, a.id, s.statement_row LIMIT ?",
      {told, kMostPlaces}, [&](const Row& row) {
        const news::ArticleId article{std::string(row.Text(0))};
        // An article that quotes it in its opening and again further down is one place.
        if (!places.empty() && places.back().article == article) {
          return;
        }
        StatementPlace& place = places.emplace_back();
        place.article = article;
        place.position = static_cast<std::size_t>(PositionOf(row.Int(1)));
        place.headline = row.Text(2);
        place.publisher = row.Text(3);
        place.published = MomentOf(row, 4);
        place.seen = Instant(row.Int(5));
      });
  return places;
}

}  // namespace headwater::store
