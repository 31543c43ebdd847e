// Reading every article back into the full-text index and into rows of what is found in it.
#include "store/reindex.h"

#include "base/log.h"
#include "form/json.h"
#include "store/findings.h"
#include "store/provenance.h"
#include "store/reckoning.h"
#include "store/rows.h"
#include "store/stale.h"
#include "store/tokens.h"

namespace headwater::store {
namespace {

constexpr std::string_view kNote = "full-text index";

bool IsCurrent(Session& session) {
  return session.Words("SELECT value FROM notes WHERE name = ?", {kNote}) == TokensVersion();
}

}  // namespace

Result<void> RefreshIndex(Database& database) {
  bool current = false;
  auto looked = database.Read([&](Session& session) -> Result<void> {
    current = IsCurrent(session);
    return {};
  });
  if (!looked || current) {
    return looked;
  }
  return database.Write([&](Session& session) -> Result<void> {
    // Another process may have done it while this one waited.
    if (IsCurrent(session)) {
      return {};
    }
    const auto articles = session.Number("SELECT count(*) FROM articles").value_or(0);
    if (articles > 0) {
      Log(LogLevel::kInfo, "{} articles are read into the index anew; this happens once", articles);
    }
    session.RemoveAllText();
    for (const std::string_view table :
         {"mentions", "roles", "whereabouts", "forms", "form_words", "statements", "statement_marks", "article_facets",
          "facet_values", "stands", "figures", "news_days", "told_sources"}) {
      session.Run(fmt::format("DELETE FROM {}", table));
    }
    session.Run("DELETE FROM citations WHERE traced = 0");
    const Settled settled = Settled::Read(session);
    session.Run(
        "SELECT a.article_row, t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
        "WHERE a.listed = 1 ORDER BY a.article_row",
        {}, [&](const Row& row) {
          // One that is damaged is found by the check; it costs itself.
          if (const auto article = Unpack(row.Text(1))) {
            InsertFindings(session, *article, row.Int(0), settled);
          }
        });
    session.Run("SELECT article_row, json FROM origins ORDER BY article_row", {}, [&](const Row& row) {
      if (const auto origin = form::ReadOrigin(row.Text(1))) {
        WriteProvenance(session, row.Int(0), *origin);
      }
    });
    StaleNotes stale(session);
    session.Run(
        "SELECT c.article_row, c.earlier_row FROM copies c WHERE "
        "(SELECT count(*) FROM revisions r WHERE r.article_row = c.earlier_row) > 1",
        {}, [&](const Row& row) { stale.Note(row.Int(0), row.Int(1)); });
    std::vector<std::string> stories;
    session.Run("SELECT id FROM stories", {}, [&](const Row& row) { stories.emplace_back(row.Text(0)); });
    for (const std::string& story : stories) {
      ReckonStory(session, story);
    }
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {kNote, TokensVersion()});
    return {};
  });
}

}  // namespace headwater::store
