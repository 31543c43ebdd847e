// The full-text index as tsvector columns, walked by the articles' rows.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "store/postgres/session.h"
#include "store/postgres/words.h"

namespace headwater::store::postgres {
namespace {

// Between the items of a list that is one text; no token has it.
constexpr char kBetween = '\x1f';

std::string Listed(const std::vector<std::string>& items) {
  std::string list;
  for (const std::string& item : items) {
    list.append(list.empty() ? "" : std::string(1, kBetween)).append(item);
  }
  return list;
}

// Hits in their order, no more than so many. Values: query, from, before, most, first group, from, before, groups,
// most. Of an article that takes several rows each group may be met by another one of them.
constexpr std::string_view kArticleHits =
    "SELECT article_row FROM ((SELECT article_row FROM article_words WHERE words @@ CAST(? AS TSQUERY) "
    "AND article_row >= ? AND article_row < ? ORDER BY article_row{0} LIMIT ?) UNION (SELECT l.article_row FROM "
    "(SELECT DISTINCT article_row FROM long_words WHERE words @@ CAST(? AS TSQUERY) AND article_row >= ? AND "
    "article_row < ?) l WHERE NOT EXISTS (SELECT 1 FROM unnest(string_to_array(?, chr(31))) AS g (query) WHERE NOT "
    "EXISTS (SELECT 1 FROM long_words m WHERE m.article_row = l.article_row AND m.words @@ CAST(g.query AS "
    "TSQUERY))))) h ORDER BY article_row{0} LIMIT ?";
// Values: query, from, before, most.
constexpr std::string_view kStatementHits =
    "SELECT statement_row FROM statement_words WHERE words @@ CAST(? AS TSQUERY) AND statement_row >= ? "
    "AND statement_row < ? ORDER BY statement_row{0} LIMIT ?";

struct Asked {
  AskedWords words;
  std::string query;
  std::string first;
  std::string groups;
  std::string sql;
  std::vector<Value> values;  // borrows the texts
};

// `most`: how many hits at most.
void Ask(const TextQuestion& question, std::int64_t most, Asked& asked) {
  const std::vector<std::string> groups = asked.words.Queries();
  asked.query = asked.words.Query();
  asked.first = groups.front();
  asked.groups = Listed(groups);
  const std::string_view order = question.lowest_first ? "" : " DESC";
  const std::int64_t from = question.from.value_or(INT64_MIN);
  const std::int64_t before = question.before.value_or(INT64_MAX);
  const std::string_view query = asked.query;
  asked.values = {query, from, before, most};
  if (question.statements) {
    asked.sql = fmt::format(kStatementHits, order);
    return;
  }
  asked.sql = fmt::format(kArticleHits, order);
  for (const Value& value :
       std::array<Value, 5>{std::string_view(asked.first), from, before, std::string_view(asked.groups), most}) {
    asked.values.push_back(value);
  }
}

}  // namespace

void PgSession::AddText(const IndexedText& text) {
  const std::vector<std::string> vectors = VectorsOf(text);
  const std::int64_t parts = vectors.size() > 1 ? static_cast<std::int64_t>(vectors.size()) : 0;
  if (!error_) {
    const std::array<Value, 2> start{text.row, parts};
    Values values(start);
    values.Add(Vector{vectors.front()});
    Send(
        "INSERT INTO article_words (article_row, parts, words) VALUES (?, ?, ?) ON CONFLICT (article_row) DO UPDATE "
        "SET parts = excluded.parts, words = excluded.words",
        values, {});
  }
  for (std::int64_t part = 0; part < parts && !error_; ++part) {
    const std::array<Value, 2> start{text.row, part};
    Values values(start);
    values.Add(Vector{vectors[static_cast<std::size_t>(part)]});
    Send(
        "INSERT INTO long_words (article_row, part, words) VALUES (?, ?, ?) ON CONFLICT (article_row, part) DO "
        "UPDATE SET words = excluded.words",
        values, {});
  }
}

void PgSession::RemoveText(const IndexedText& text) {
  Run("DELETE FROM article_words WHERE article_row = ?", {text.row}, {});
  Run("DELETE FROM long_words WHERE article_row = ?", {text.row}, {});
}

void PgSession::AddStatement(std::int64_t row, std::string_view content, std::string_view language,
                             const std::vector<std::string>& facts) {
  const std::vector<std::string> vectors = VectorsOfStatement(content, language, facts);
  if (!error_) {
    const std::array<Value, 1> start{row};
    Values values(start);
    values.Add(Vector{vectors.front()});
    Send(
        "INSERT INTO statement_words (statement_row, words) VALUES (?, ?) ON CONFLICT (statement_row) DO UPDATE SET "
        "words = excluded.words",
        values, {});
  }
}

void PgSession::RemoveStatement(std::int64_t row, std::string_view /*content*/, std::string_view /*language*/,
                                const std::vector<std::string>& /*facts*/) {
  Run("DELETE FROM statement_words WHERE statement_row = ?", {row}, {});
}

void PgSession::RemoveAllText() { Run("TRUNCATE article_words, long_words, statement_words", {}, {}); }

std::vector<std::int64_t> PgSession::FindText(const TextQuestion& question) {
  std::vector<std::int64_t> rows;
  Asked asked{WordsOf(question), {}, {}, {}, {}, {}};
  if (error_ || asked.words.matches_nothing) {
    return rows;
  }
  const auto limit = static_cast<std::int64_t>(question.limit);
  const auto offset = static_cast<std::int64_t>(question.offset);
  const auto take = [&](const Row& row) { rows.push_back(row.Int(0)); };
  const bool ranked = question.by_rank && !question.terms.empty() && !question.statements;
  if (!ranked && question.provenance.empty()) {
    Ask(question, limit + offset, asked);
    asked.values.emplace_back(offset);
    Send(asked.sql + " OFFSET ?", Values(asked.values), take);
    return rows;
  }
  Ask(question, kMostRanked, asked);
  std::string hits = fmt::format("({}) w", asked.sql);
  if (!question.provenance.empty()) {
    hits += " JOIN article_facets f ON f.article_row = w.article_row AND f.provenance = ?";
    asked.values.emplace_back(std::string_view(question.provenance));
  }
  if (!ranked) {
    asked.values.emplace_back(limit);
    asked.values.emplace_back(offset);
    Send(fmt::format("SELECT w.article_row FROM {} ORDER BY w.article_row{} LIMIT ? OFFSET ?", hits,
                     question.lowest_first ? "" : " DESC"),
         Values(asked.values), take);
    return rows;
  }
  // The words asked for alone are read out of each hit's, and weighed here.
  const std::string tokens = Listed(asked.words.Tokens());
  asked.values.emplace_back(std::string_view(tokens));
  std::vector<std::pair<double, std::int64_t>> weighed;
  Positions positions;
  std::int64_t current = 0;
  const auto weigh = [&] {
    if (!positions.empty()) {
      weighed.emplace_back(WorthOf(asked.words, positions), current);
    }
    positions.clear();
  };
  Send(fmt::format("SELECT w.article_row, u.lexeme, array_to_string(u.positions, ' '), array_to_string(u.weights, '') "
                   "FROM {} JOIN article_words a ON a.article_row = w.article_row CROSS JOIN LATERAL unnest(a.words) "
                   "AS u WHERE u.lexeme = ANY (string_to_array(?, chr(31))) ORDER BY w.article_row",
                   hits),
       Values(asked.values), [&](const Row& row) {
         if (row.Int(0) != current) {
           weigh();
           current = row.Int(0);
         }
         std::map<int, char>& places = positions[std::string(row.Text(1))];
         const std::string_view numbers = row.Text(2);
         const std::string_view letters = row.Text(3);
         const char* at = numbers.data();
         for (const char letter : letters) {
           int position = 0;
           at = std::from_chars(at, numbers.data() + numbers.size(), position).ptr;
           at += at < numbers.data() + numbers.size() ? 1 : 0;
           places.emplace(position, letter);
         }
       });
  weigh();
  std::ranges::sort(weighed, std::greater<>());
  for (std::size_t n = question.offset; n < weighed.size() && rows.size() < question.limit; ++n) {
    rows.push_back(weighed[n].second);
  }
  return rows;
}

void PgSession::EachFacets(const TextQuestion& question, const EachRow& each) {
  Asked asked{WordsOf(question), {}, {}, {}, {}, {}};
  if (error_ || asked.words.matches_nothing) {
    return;
  }
  Ask(question, kMostRanked, asked);
  Send(fmt::format("SELECT f.article_row, f.provenance, f.codes FROM ({}) w JOIN article_facets f ON f.article_row = "
                   "w.article_row",
                   asked.sql),
       Values(asked.values), each);
}

}  // namespace headwater::store::postgres
