// Writing and removing the rows that accounts are weighed by.
#include "store/accounts.h"

#include <fmt/format.h>

#include <cstring>
#include <string>

#include "store/rows.h"
#include "text/utf8.h"
#include "weigh/weigh.h"

namespace headwater::store {

void InsertStands(Session& session, std::int64_t statement_row, std::int64_t article_row,
                  const news::Statement& statement, std::string_view content, std::string_view language) {
  std::int64_t clause = 0;
  for (const news::Stand& stand : weigh::StandsOf(statement, content, language)) {
    if (stand.stance == news::Stance::kUnknown) {
      continue;
    }
    std::string terms(stand.terms.size() * sizeof(std::uint32_t), '\0');
    std::memcpy(terms.data(), stand.terms.data(), terms.size());
    session.Run(
        "INSERT INTO stands (statement_row, clause, article_row, stance, clause_begin, clause_end, ground_begin, "
        "ground_end, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {statement_row, clause++, article_row, news::Spell(stand.stance), std::int64_t{stand.clause.begin},
         std::int64_t{stand.clause.end}, std::int64_t{stand.ground.begin}, std::int64_t{stand.ground.end},
         Blob{terms}});
  }
}

void InsertFigures(Session& session, const news::Article& article, std::int64_t article_row) {
  const text::CodePointIndex prose(article.text);
  std::int64_t number = 0;
  for (const news::Figure& figure : weigh::FiguresOf(article)) {
    session.Run(
        "INSERT INTO figures (article_row, number, thing, value, bound, begin, \"end\", places, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {article_row, number++, figure.thing, figure.value, news::Spell(figure.bound),
         std::int64_t{figure.span.begin} - figure.sentence.begin, std::int64_t{figure.span.end} - figure.sentence.begin,
         JoinLines(figure.places), prose.Slice(figure.sentence.begin, figure.sentence.end)});
  }
  if (const auto day = weigh::DayOfNews(article)) {
    session.Run("INSERT INTO news_days (article_row, day) VALUES (?, ?)", {article_row, FormatDay(*day)});
  }
}

void RemoveAccounts(Session& session, std::int64_t article_row) {
  for (const std::string_view table : {"stands", "figures", "news_days"}) {
    session.Run(fmt::format("DELETE FROM {} WHERE article_row = ?", table), {article_row});
  }
}

}  // namespace headwater::store
