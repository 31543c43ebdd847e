// Questions about sources: what they publish, and whom they have it from.
#include "news/spelling.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

// How many others are listed of each.
constexpr std::int64_t kMaxOthers = 50;

std::vector<std::pair<std::string, int>> Counted(Session& session, std::string_view sql, const std::string& key) {
  std::vector<std::pair<std::string, int>> counted;
  session.Run(sql, {key, kMaxOthers},
              [&](const Row& row) { counted.emplace_back(std::string(row.Text(0)), static_cast<int>(row.Int(1))); });
  return counted;
}

}  // namespace

Result<SourceView> Store::Source(std::string_view name) {
  return ReadAs(*database_, [&](Session& session) -> Result<SourceView> {
    SourceView view;
    const std::string key = SourceKey(name);
    session.Run(
        "SELECT origin_kind, count(*) FROM articles WHERE publisher_key = ? AND listed = 1 GROUP BY origin_kind", {key},
        [&](const Row& row) {
          const int count = static_cast<int>(row.Int(1));
          const auto kind = news::Unspell<news::OriginKind>(row.Text(0));
          view.articles += count;
          if (!kind || *kind == news::OriginKind::kUnknown) {
            view.unknown += count;
          } else if (*kind == news::OriginKind::kSelf) {
            view.own_reports += count;
          } else {
            view.derived += count;
          }
        });
    view.cites = Counted(session,
                         "SELECT min(source), count(DISTINCT article_row) FROM citations WHERE publisher_key = ? "
                         "GROUP BY source_key ORDER BY 2 DESC, 1 LIMIT ?",
                         key);
    view.cited_by = Counted(session,
                            "SELECT min(a.publisher), count(DISTINCT c.article_row) FROM citations c "
                            "JOIN articles a ON a.article_row = c.article_row "
                            "WHERE c.source_key = ? AND c.publisher_key <> '' "
                            "GROUP BY c.publisher_key ORDER BY 2 DESC, 1 LIMIT ?",
                            key);
    session.Run(
        fmt::format(
            "SELECT {} FROM articles a WHERE a.publisher_key = ? AND a.listed = 1 ORDER BY a.article_row DESC LIMIT ?",
            kLineColumns),
        {key, static_cast<std::int64_t>(kMaxOthers)}, [&](const Row& row) { view.latest.push_back(ReadLine(row)); });
    if (!view.latest.empty()) {
      view.name = view.latest.front().publisher;
    } else if (const auto cited = session.Words("SELECT source FROM citations WHERE source_key = ? LIMIT 1", {key})) {
      view.name = *cited;
    } else {
      return Fail(Fault::kNotFound, fmt::format("{}: no article is from this source, or cites it", name));
    }
    return view;
  });
}

}  // namespace headwater::store
