// Reads editions from their rows.
#include "store/editions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "store/rows.h"
#include "store/store.h"
#include "store/subjects.h"
#include "store/weight.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostStories = 200;
// Stories that are put in an order that no index has.
constexpr std::int64_t kMostOrdered = 5'000;
// Names that a story is compared by, and articles of each that are looked at.
constexpr std::int64_t kMostNames = 8;
constexpr std::int64_t kMostArticles = 60;

constexpr std::array<std::pair<EditionOrder, std::string_view>, 4> kOrders{
    {{EditionOrder::kWeight, "weight"},
     {EditionOrder::kNewest, "newest"},
     {EditionOrder::kCarried, "carried"},
     {EditionOrder::kIndependent, "independent"}}};

// Columns of the table that is asked: stories for all, editions for one.
struct Source {
  std::string_view table;
  std::string_view publishers;
  std::string_view where;
};
constexpr Source kAll{"stories", "publisher_count", "? = 0"};
constexpr Source kOne{"editions", "publishers", "edition = ?"};

std::optional<std::int64_t> EditionOf(Session& session, const EditionQuestion& question) {
  return session.Number("SELECT edition FROM edition_names WHERE language = ? AND country = ? AND subject = ?",
                        {question.language, question.country, question.subject});
}

// Which rows, as a part of a statement that takes the edition, a second, and an importance that none since has less of.
std::string RowsOf(const EditionQuestion& question, const Source& source) {
  const std::string_view id = source.table == kAll.table ? "id" : "story";
  const auto ranked = [&](std::string_view by) {
    return fmt::format(
        "SELECT story, {0} AS rank, latest FROM (SELECT {1} AS story, {0}, latest FROM {2} WHERE {3} "
        "AND {0} > 1 AND latest >= ? AND ? <= 0 ORDER BY latest DESC LIMIT {4}) r",
        by, id, source.table, source.where, kMostOrdered);
  };
  switch (question.order) {
    case EditionOrder::kCarried:
      return ranked(source.publishers);
    case EditionOrder::kIndependent:
      return ranked("least");
    case EditionOrder::kNewest:
      return fmt::format("SELECT {} AS story, latest AS rank, latest FROM {} WHERE {} AND latest >= ? AND ? <= 0", id,
                         source.table, source.where);
    case EditionOrder::kWeight:
      break;
  }
  // Named here, so that the bound walks the index.
  return fmt::format(
      "SELECT {} AS story, importance AS rank, latest FROM {} WHERE {} AND latest >= ? "
      "AND importance >= ?",
      id, source.table, source.where);
}

}  // namespace

std::string_view WordFor(EditionOrder order) { return kOrders.at(static_cast<std::size_t>(order)).second; }

std::optional<EditionOrder> EditionOrderOf(std::string_view word) {
  const auto found = std::ranges::find(kOrders, word, [](const auto& each) { return each.second; });
  return found == kOrders.end() ? std::nullopt : std::optional(found->first);
}

Editions::Editions(Store& store) : store_(store) {}

Result<std::vector<StoryLine>> Editions::Stories(const EditionQuestion& question) {
  const Source& source = question.whole() ? kAll : kOne;
  const std::string_view single = question.single_origin ? "WHERE s.single_origin > 0" : "";
  // Of one edition those with a single origin are looked for among its first; of all an index has them.
  const std::string rows = RowsOf(question, source);
  std::string sql;
  if (question.single_origin && question.whole()) {
    sql = fmt::format(
        "SELECT {} FROM stories s WHERE s.single_origin > 0 AND ? = 0 AND s.latest >= ? AND {} "
        "ORDER BY s.{} DESC LIMIT ? OFFSET ?",
        kStoryColumns, question.order == EditionOrder::kWeight ? "s.importance >= ?" : "? <= 0",
        question.order == EditionOrder::kWeight ? "importance" : "latest");
  } else if (question.single_origin) {
    sql = fmt::format(
        "SELECT {} FROM ({} ORDER BY rank DESC LIMIT {}) e JOIN stories s ON s.id = e.story {} "
        "ORDER BY e.rank DESC, e.latest DESC LIMIT ? OFFSET ?",
        kStoryColumns, rows, kMostOrdered, single);
  } else {
    // The page's rows are cut out before anything of the stories is read.
    sql = fmt::format(
        "SELECT {} FROM (SELECT * FROM ({}) q ORDER BY rank DESC{} LIMIT ? OFFSET ?) e "
        "JOIN stories s ON s.id = e.story ORDER BY e.rank DESC, e.latest DESC",
        kStoryColumns, rows,
        question.order == EditionOrder::kCarried || question.order == EditionOrder::kIndependent ? ", latest DESC"
                                                                                                 : "");
  }
  const std::int64_t since = question.since ? Seconds(*question.since) : INT64_MIN;
  const bool weighed = question.order == EditionOrder::kWeight;
  const double least = weighed && question.since ? WeightOf(0, 0, 0, *question.since).sum() : -1e300;
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<StoryLine>> {
    std::int64_t edition = 0;
    if (!question.whole()) {
      const auto found = EditionOf(session, question);
      if (!found) {
        return std::vector<StoryLine>{};
      }
      edition = *found;
    }
    return ReadStories(session, sql,
                       {edition, since, least, static_cast<std::int64_t>(std::min(question.limit, kMostStories)),
                        static_cast<std::int64_t>(question.offset)});
  });
}

Result<EditionChoices> Editions::Choices(const EditionQuestion& question, std::size_t most) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<EditionChoices> {
    EditionChoices choices;
    const auto take = [&](std::vector<EditionChoice>& into) {
      return [&into](const Row& row) { into.emplace_back(row.Text(0), row.Int(1)); };
    };
    const auto limit = static_cast<std::int64_t>(most);
    session.Run(
        "SELECT language, stories FROM edition_names WHERE language <> '' AND country = ? AND subject = ? "
        "AND stories > 0 ORDER BY stories DESC, language LIMIT ?",
        {question.country, question.subject, limit}, take(choices.languages));
    session.Run(
        "SELECT country, stories FROM edition_names WHERE language = ? AND country <> '' AND subject = ? "
        "AND stories > 0 ORDER BY stories DESC, country LIMIT ?",
        {question.language, question.subject, limit}, take(choices.countries));
    for (const std::string_view subject : Subjects()) {
      const auto stories = session.Number(
          "SELECT stories FROM edition_names WHERE language = ? AND country = ? AND subject = ? AND stories > 0",
          {question.language, question.country, subject});
      if (stories) {
        choices.subjects.emplace_back(subject, *stories);
      }
    }
    return choices;
  });
}

Result<std::vector<StoryLine>> Editions::Related(const news::StoryId& id, std::size_t limit) {
  return ReadAs(store_.database(), [&](Session& session) -> Result<std::vector<StoryLine>> {
    const std::string thread = session.Words("SELECT thread FROM stories WHERE id = ?", {id.value()}).value_or("");
    std::vector<std::string> names;
    session.Run(
        "SELECT m.entity, count(DISTINCT m.article_row) AS articles, sum(m.times) AS times FROM "
        "(SELECT article_row FROM articles WHERE story = ? ORDER BY article_row LIMIT ?) a "
        "JOIN mentions m ON m.article_row = a.article_row WHERE m.entity <> '' GROUP BY m.entity "
        "ORDER BY articles DESC, times DESC LIMIT ?",
        {id.value(), kMostArticles, kMostNames}, [&](const Row& row) { names.emplace_back(row.Text(0)); });
    std::map<std::string, double> scores;
    std::map<std::string, int> shared;
    for (const std::string& name : names) {
      std::map<std::string, bool> holding;
      session.Run(
          "SELECT DISTINCT a.story FROM (SELECT article_row FROM mentions WHERE entity = ? "
          "ORDER BY article_row DESC LIMIT ?) m JOIN articles a ON a.article_row = m.article_row "
          "WHERE a.story IS NOT NULL AND a.story <> ?",
          {name, kMostArticles, id.value()}, [&](const Row& row) { holding.emplace(row.Text(0), true); });
      for (const auto& [story, held] : holding) {
        scores[story] += 1.0 / (1.0 + std::log1p(static_cast<double>(holding.size())));
        ++shared[story];
      }
    }
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [story, score] : scores) {
      // One name that both have says little.
      if (shared[story] > 1) {
        ranked.emplace_back(-score, story);
      }
    }
    std::ranges::sort(ranked);
    std::vector<StoryLine> related;
    for (std::size_t n = 0; n < ranked.size() && n < 4 * limit && related.size() < limit; ++n) {
      for (StoryLine& line : ReadStories(session, fmt::format("SELECT {} FROM stories s WHERE s.id = ?", kStoryColumns),
                                         {ranked[n].second})) {
        if (thread.empty() || line.story.thread.value() != thread) {
          related.push_back(std::move(line));
        }
      }
    }
    return related;
  });
}

}  // namespace headwater::store
