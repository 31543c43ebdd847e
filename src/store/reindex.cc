// Reading every article back into the full-text index and into rows of what is found in it.
#include "store/reindex.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>
#include <vector>

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
// How far it has been made anew: the version that it is made for, the part, and the last one of it that was read.
constexpr std::string_view kProgress = "full-text index so far";
constexpr std::int64_t kAtOnce = 200;
constexpr std::int64_t kTellEvery = 10'000;

bool IsCurrent(Session& session) {
  return session.Words("SELECT value FROM notes WHERE name = ?", {kNote}) == TokensVersion();
}

void Note(Session& session, std::string_view name, std::string_view value) {
  session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
              {name, value});
}

std::int64_t NumberIn(const std::string& text) {
  return text.empty() ? std::numeric_limits<std::int64_t>::min() : std::strtoll(text.c_str(), nullptr, 10);
}

// Reads what comes after `last` of one part, which it sets. How many there were: fewer than kAtOnce at the end.
using Part = std::int64_t (*)(Session& session, std::string& last);

std::int64_t Clear(Session& session, std::string&) {
  session.Run("DELETE FROM notes WHERE name = ?", {kNote});
  session.RemoveAllText();
  for (const std::string_view table :
       {"mentions", "roles", "whereabouts", "forms", "form_words", "statements", "statement_marks", "article_facets",
        "facet_values", "stands", "figures", "news_days", "told_sources"}) {
    session.Run(fmt::format("DELETE FROM {}", table));
  }
  session.Run("DELETE FROM citations WHERE traced = 0");
  return 0;
}

struct Packed {
  std::int64_t row;
  std::string json;
};

std::vector<Packed> ReadSome(Session& session, std::string_view sql, std::string& last) {
  std::vector<Packed> some;
  session.Run(sql, {NumberIn(last), kAtOnce}, [&](const Row& row) {
    some.push_back({row.Int(0), std::string(row.Text(1))});
  });
  if (!some.empty()) {
    last = std::to_string(some.back().row);
  }
  return some;
}

std::int64_t ReadArticlesAnew(Session& session, std::string& last) {
  const Settled settled = Settled::Read(session);
  const auto some = ReadSome(session,
                             "SELECT a.article_row, t.json FROM articles a JOIN article_texts t ON "
                             "t.article_row = a.article_row WHERE a.listed = 1 AND a.article_row > ? "
                             "ORDER BY a.article_row LIMIT ?",
                             last);
  for (const Packed& each : some) {
    // One that is damaged is found by the check; it costs itself.
    if (const auto article = Unpack(each.json)) {
      InsertFindings(session, *article, each.row, settled);
    }
  }
  return static_cast<std::int64_t>(some.size());
}

std::int64_t ReadOriginsAnew(Session& session, std::string& last) {
  const auto some = ReadSome(
      session, "SELECT article_row, json FROM origins WHERE article_row > ? ORDER BY article_row LIMIT ?", last);
  for (const Packed& each : some) {
    if (const auto origin = form::ReadOrigin(each.json)) {
      WriteProvenance(session, each.row, *origin);
    }
  }
  return static_cast<std::int64_t>(some.size());
}

std::int64_t ReadCopiesAnew(Session& session, std::string& last) {
  const auto originals = ReadSome(session,
                                  "SELECT earlier_row, '' FROM copies WHERE earlier_row > ? GROUP BY earlier_row "
                                  "ORDER BY earlier_row LIMIT ?",
                                  last);
  StaleNotes stale(session);
  for (const Packed& each : originals) {
    std::vector<std::int64_t> copies;
    session.Run(
        "SELECT article_row FROM copies WHERE earlier_row = ? AND "
        "(SELECT count(*) FROM revisions r WHERE r.article_row = ?) > 1",
        {each.row, each.row}, [&](const Row& row) { copies.push_back(row.Int(0)); });
    for (const std::int64_t copy : copies) {
      stale.Note(copy, each.row);
    }
  }
  return static_cast<std::int64_t>(originals.size());
}

std::int64_t ReckonAnew(Session& session, std::string& last) {
  std::vector<std::string> stories;
  session.Run("SELECT id FROM stories WHERE id > ? ORDER BY id LIMIT ?", {last, kAtOnce},
              [&](const Row& row) { stories.emplace_back(row.Text(0)); });
  for (const std::string& story : stories) {
    ReckonStory(session, story);
    last = story;
  }
  return static_cast<std::int64_t>(stories.size());
}

constexpr std::array<Part, 5> kParts{Clear, ReadArticlesAnew, ReadOriginsAnew, ReadCopiesAnew, ReckonAnew};

struct Progress {
  std::size_t part = 0;
  std::string last;
};

Progress ReadProgress(Session& session) {
  const auto lines = SplitLines(session.Words("SELECT value FROM notes WHERE name = ?", {kProgress}).value_or(""));
  // What was begun for another version is of no use.
  if (lines.size() < 2 || lines[0] != TokensVersion()) {
    return {};
  }
  return {static_cast<std::size_t>(std::max<std::int64_t>(0, NumberIn(lines[1]))),
          lines.size() > 2 ? lines[2] : std::string()};
}

// One share, as one transaction with the note of how far it went. How many articles it read; true with it at the end.
std::pair<std::int64_t, bool> ReadShare(Session& session) {
  // Another process may have done it while this one waited.
  if (IsCurrent(session)) {
    return {0, true};
  }
  Progress progress = ReadProgress(session);
  if (progress.part >= kParts.size()) {
    session.Run("DELETE FROM notes WHERE name = ?", {kProgress});
    Note(session, kNote, TokensVersion());
    return {0, true};
  }
  const bool articles = kParts[progress.part] == ReadArticlesAnew;
  const std::int64_t read = kParts[progress.part](session, progress.last);
  if (read < kAtOnce) {
    ++progress.part;
    progress.last.clear();
  }
  Note(session, kProgress, JoinLines({TokensVersion(), std::to_string(progress.part), progress.last}));
  return {articles ? read : 0, false};
}

}  // namespace

Result<void> RefreshIndex(Database& database) {
  bool current = false;
  std::int64_t articles = 0;
  const auto looked = database.Read([&](Session& session) -> Result<void> {
    current = IsCurrent(session);
    articles = current ? 0 : session.Number("SELECT count(*) FROM articles WHERE listed = 1").value_or(0);
    return {};
  });
  if (!looked || current) {
    return looked;
  }
  if (articles > 0) {
    Log(LogLevel::kInfo,
        "{} articles are read into the index anew; this happens once, and goes on where it was cut "
        "short",
        articles);
  }
  std::int64_t read = 0;
  bool done = false;
  while (!done) {
    const std::int64_t before = read;
    const auto share = database.Write([&](Session& session) -> Result<void> {
      const auto [some, end] = ReadShare(session);
      read += some;
      done = end;
      return {};
    });
    if (!share) {
      return share;
    }
    if (read / kTellEvery > before / kTellEvery) {
      Log(LogLevel::kInfo, "{} of them are read", read);
    }
  }
  return {};
}

}  // namespace headwater::store
