// Asks the full-text index for phrases, and reads what it finds.
#include "store/passages.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include "store/rows.h"
#include "store/statements.h"
#include "store/told.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostTerms = 32;
constexpr std::size_t kSample = 64;  // of a word's newest articles

std::optional<TextQuestion> TextOf(const PassageQuestion& question, bool statements) {
  TextQuestion text;
  text.statements = statements;
  text.lowest_first = question.oldest_first;
  text.limit = question.limit;
  for (const std::vector<std::string>& any : question.phrases) {
    if (any.empty() || text.terms.size() == kMostTerms) {
      return std::nullopt;
    }
    text.terms.push_back({any.front(), true, {any.begin() + 1, any.end()}, {}});
  }
  for (const std::string& word : question.words) {
    if (text.terms.size() < kMostTerms) {
      text.terms.push_back({word, false, {}, {}});
    }
  }
  return text.terms.empty() ? std::nullopt : std::optional(text);
}

std::vector<news::Stand> StandsOf(Session& session, std::int64_t statement) {
  std::vector<news::Stand> stands;
  session.Run(
      "SELECT stance, clause_begin, clause_end, ground_begin, ground_end, terms FROM stands WHERE statement_row = ? "
      "ORDER BY clause",
      {statement}, [&](const Row& row) {
        const auto span = [&](int column) {
          return news::Span{static_cast<std::uint32_t>(row.Int(column)),
                            static_cast<std::uint32_t>(row.Int(column + 1))};
        };
        news::Stand& stand = stands.emplace_back();
        stand.stance = news::Unspell<news::Stance>(row.Text(0)).value_or(news::Stance::kUnknown);
        stand.clause = span(1);
        stand.ground = span(3);
        const std::string_view terms = row.Text(5);
        stand.terms.resize(terms.size() / sizeof(std::uint32_t));
        std::memcpy(stand.terms.data(), terms.data(), stand.terms.size() * sizeof(std::uint32_t));
      });
  return stands;
}

}  // namespace

Result<std::vector<std::int64_t>> Passages::Rows(const PassageQuestion& question, bool statements) {
  const auto text = TextOf(question, statements);
  if (!text) {
    return std::vector<std::int64_t>{};
  }
  return ReadAs(store_.database(),
                [&](Session& session) -> Result<std::vector<std::int64_t>> { return session.FindText(*text); });
}

Result<std::vector<std::int64_t>> Passages::ArticleRows(const PassageQuestion& question) {
  return Rows(question, false);
}

Result<std::vector<std::int64_t>> Passages::StatementRows(const PassageQuestion& question) {
  return Rows(question, true);
}

Result<std::vector<FoundArticle>> Passages::Articles(const std::vector<std::int64_t>& rows) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<FoundArticle>> {
    std::vector<FoundArticle> found;
    for (const std::int64_t row : rows) {
      session.Run(fmt::format("SELECT {}, t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
                              "WHERE a.article_row = ? AND a.listed = 1 AND a.shown_from IS NULL",
                              kLineColumns),
                  {row}, [&](const Row& each) {
                    // A text that cannot be read is as one that is not here.
                    if (auto article = Unpack(each.Text(kLineRow + 1))) {
                      found.push_back({ReadLine(each), std::move(*article)});
                    }
                  });
    }
    return found;
  });
}

Result<std::vector<FoundStatement>> Passages::Statements(const std::vector<std::int64_t>& rows) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<FoundStatement>> {
    std::vector<FoundStatement> found;
    std::set<std::int64_t> seen;
    for (const std::int64_t row : rows) {
      const auto told = session.Number("SELECT told FROM statements WHERE statement_row = ?", {row});
      if (!told || !seen.insert(*told).second) {
        continue;
      }
      for (StatementLine& line : ReadStatements(session, "x.statement_row = ?", {*told})) {
        FoundStatement& each = found.emplace_back();
        each.stands = StandsOf(session, *told);
        each.story = news::StoryId(
            session.Words("SELECT story FROM articles WHERE id = ?", {line.article.value()}).value_or(""));
        each.line = std::move(line);
      }
    }
    return found;
  });
}

Result<std::vector<double>> Passages::CountsOf(const std::vector<std::string>& words) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<double>> {
    const auto end = [&](std::string_view sql) {
      return static_cast<double>(SecondsOfRow(session.Number(sql).value_or(0)));
    };
    const double last = end("SELECT max(article_row) FROM articles");
    const double first = end("SELECT min(article_row) FROM articles");
    std::vector<double> counts;
    for (const std::string& word : words) {
      TextQuestion question;
      question.terms.push_back({word, false, {}, {}});
      question.limit = kSample;
      const std::vector<std::int64_t> rows = session.FindText(question);
      double count = static_cast<double>(rows.size());
      // Of a common word only the newest are looked at: as many more as the time is longer.
      if (rows.size() == kSample) {
        const double span = std::max(1.0, last - static_cast<double>(SecondsOfRow(rows.back())));
        count *= std::max(1.0, (last - first) / span);
      }
      counts.push_back(count);
    }
    return counts;
  });
}

}  // namespace headwater::store
