// The question which corrections did not reach the copies.
#include <algorithm>

#include "store/rows.h"
#include "store/stale.h"
#include "store/store.h"
#include "store/tallies.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostStale = 20;  // copies shown of one original

std::optional<ArticleLine> LineAt(Session& session, std::int64_t article_row) {
  std::optional<ArticleLine> line;
  session.Run(fmt::format("SELECT {} FROM articles a WHERE a.article_row = ? AND a.listed = 1", kLineColumns),
              {article_row}, [&](const Row& row) { line = ReadLine(row); });
  return line;
}

void ReadStale(Session& session, std::int64_t earlier, Correction& correction) {
  std::vector<std::pair<ArticleLine, std::string>> copies;
  session.Run(fmt::format("SELECT {}, t.json FROM stale_copies s JOIN articles a ON a.article_row = s.article_row "
                          "JOIN article_texts t ON t.article_row = a.article_row WHERE s.earlier_row = ? "
                          "AND a.listed = 1 ORDER BY s.article_row DESC LIMIT ?",
                          kLineColumns),
              {earlier, kMostStale},
              [&](const Row& row) { copies.emplace_back(ReadLine(row), std::string(row.Text(kLineRow + 1))); });
  for (auto& [line, packed] : copies) {
    const auto article = Unpack(packed);
    StaleCopy stale;
    stale.carried = article ? CarriedIn(article->text, correction.words) : decltype(stale.carried){};
    stale.later = line.published && line.published->at > correction.at;
    stale.line = std::move(line);
    if (!stale.carried.empty()) {
      correction.stale.push_back(std::move(stale));
    }
  }
}

}  // namespace

Result<std::vector<Correction>> Store::Corrections(std::size_t limit, std::size_t offset) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Correction>> {
    std::vector<std::int64_t> originals;
    session.Run("SELECT DISTINCT at, earlier_row FROM stale_copies ORDER BY at DESC, earlier_row DESC LIMIT ? OFFSET ?",
                {static_cast<std::int64_t>(std::min(limit, limits_.max_results)), static_cast<std::int64_t>(offset)},
                [&](const Row& row) { originals.push_back(row.Int(1)); });
    std::vector<Correction> corrections;
    for (const std::int64_t row : originals) {
      auto line = LineAt(session, row);
      auto corrected = CorrectedIn(session, row);
      if (!line || !corrected) {
        continue;
      }
      Correction& correction = corrections.emplace_back();
      correction.original = std::move(*line);
      correction.at = corrected->at;
      correction.marked = corrected->marked;
      correction.words = std::move(corrected->words);
      correction.copies =
          static_cast<int>(session.Number("SELECT count(*) FROM copies WHERE earlier_row = ?", {row}).value_or(0));
      ReadStale(session, row, correction);
    }
    return corrections;
  });
}

}  // namespace headwater::store
