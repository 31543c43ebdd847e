// Looks at stories that were stirred.
#include "store/alert_watch.h"

#include <algorithm>

#include "base/hash.h"
#include "store/alert_fire.h"
#include "store/rows.h"
#include "store/stale.h"
#include "store/turns.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kAtOnce = 20;         // stories of one step
constexpr std::int64_t kMostArticles = 500;  // of one story that are looked at
constexpr std::int64_t kMostRevised = 50;
constexpr std::size_t kMostTested = 200'000;
constexpr std::size_t kMostSpeakers = 8;  // of the new articles of a story
// Names learn new spellings meanwhile.
constexpr std::chrono::minutes kIndexAge{1};

struct Placed {
  std::int64_t row = 0;
  std::int64_t mark = 0;
  std::chrono::sys_seconds seen{};
};

// Another capture of an article is to be looked at anew.
std::int64_t MarkOf(std::int64_t row, std::int64_t page) {
  return static_cast<std::int64_t>(MixHash(static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(page)));
}

// The newest, in the order in which they were first seen.
std::vector<Placed> ArticlesIn(Session& session, const std::string& story) {
  std::vector<Placed> articles;
  session.Run(
      "SELECT article_row, page_row, seen FROM articles WHERE story = ? AND listed = 1 ORDER BY seen DESC, article_row "
      "DESC LIMIT ?",
      {std::string_view(story), kMostArticles}, [&](const Row& row) {
        articles.push_back({row.Int(0), MarkOf(row.Int(0), row.Int(1)), Instant(row.Int(2))});
      });
  std::ranges::reverse(articles);
  return articles;
}

// Articles by their ids, and some of who speaks in them.
struct Speaking {
  std::set<std::string> articles;
  std::vector<std::string> speakers;
};

Speaking SpeakingIn(Session& session, const std::vector<std::int64_t>& rows) {
  Speaking speaking;
  for (const std::int64_t row : rows) {
    speaking.articles.insert(session.Words("SELECT id FROM articles WHERE article_row = ?", {row}).value_or(""));
    session.Run("SELECT DISTINCT entity FROM statements WHERE article_row = ? AND entity IS NOT NULL", {row},
                [&](const Row& found) {
                  std::string entity(found.Text(0));
                  auto& speakers = speaking.speakers;
                  if (speakers.size() < kMostSpeakers && std::ranges::find(speakers, entity) == speakers.end()) {
                    speakers.push_back(std::move(entity));
                  }
                });
  }
  return speaking;
}

}  // namespace

Result<void> AlertWatch::Refresh(std::chrono::sys_seconds now) {
  return database_.Read([&](Session& session) -> Result<void> {
    const std::string stamp =
        session
            .Words(
                "SELECT coalesce(count(*), 0) || '/' || coalesce(max(id), 0) || '/' || coalesce(sum(id), 0) "
                "FROM alerts WHERE paused = 0")
            .value_or("");
    if (stamp == stamp_ && now < made_ + kIndexAge) {
      return {};
    }
    if (stamp != stamp_) {
      tested_.clear();
    }
    index_ = AlertIndex(session, ReadAlerts(session, "paused = 0 AND id > ?", {0}));
    stamp_ = stamp;
    made_ = now;
    return {};
  });
}

std::vector<AlertWatch::Match> AlertWatch::MatchesOf(Session& session, const std::string& story, Doing& doing) {
  const std::string_view id = story;
  std::set<std::int64_t> known;
  // A story that joined it is among its articles: it has the id of the one that founded it.
  session.Run("SELECT alert FROM alert_stories WHERE story = ? OR story IN (SELECT id FROM articles WHERE story = ?)",
              {id, id}, [&](const Row& row) { known.insert(row.Int(0)); });
  std::map<std::size_t, Match> matches;
  for (std::size_t n = 0; n < index_.alerts().size(); ++n) {
    if (known.contains(index_.alerts()[n].id)) {
      matches.emplace(n, Match{n, std::nullopt});
    }
  }
  for (const Placed& each : ArticlesIn(session, story)) {
    if (tested_.contains(each.mark)) {
      continue;
    }
    doing.tested.push_back(each.mark);
    doing.fresh_articles.push_back(each.row);
    const auto packed = session.Words("SELECT json FROM article_texts WHERE article_row = ?", {each.row});
    const auto article = packed ? Unpack(*packed) : Result<news::Article>(Fail(Fault::kNotFound, "no text"));
    if (!article) {
      continue;
    }
    for (const std::size_t alert : index_.Likely(*article, each.row)) {
      if (!matches.contains(alert) && index_.Finds(session, alert, each.row)) {
        matches.emplace(alert, Match{alert, each.seen});
      }
    }
  }
  std::vector<Match> found;
  for (const auto& [n, match] : matches) {
    found.push_back(match);
  }
  return found;
}

void AlertWatch::LookForOrigins(Session& session, const std::string& story, const Alert& alert, Doing& doing) {
  const std::string_view id = story;
  std::set<std::string> known;
  session.Run(
      "SELECT root FROM alert_roots WHERE alert = ? AND (story = ? OR story IN (SELECT id FROM articles WHERE story = "
      "?))",
      {alert.id, id, id}, [&](const Row& row) { known.insert(std::string(row.Text(0))); });
  for (const RootName& root : RootsOf(session, story)) {
    if (known.contains(root.key)) {
      continue;
    }
    Pending each{alert.id, AlertKind::kOrigin,   fmt::format("{}\t{}", story, root.key),
                 story,    root.article.value(), root.key};
    // Those that it has when it is found first are no addition.
    if (known.empty()) {
      doing.roots.push_back(std::move(each));
    } else {
      doing.pending.push_back(std::move(each));
    }
  }
}

void AlertWatch::LookForCorrections(Session& session, const std::string& story, const Alert& alert, Doing& doing) {
  std::vector<std::pair<std::int64_t, std::string>> revised;
  session.Run(
      "SELECT a.article_row, a.id FROM articles a JOIN revisions r ON r.article_row = a.article_row "
      "JOIN pages p ON p.page_row = r.page_row WHERE a.story = ? AND a.listed = 1 GROUP BY a.article_row, a.id "
      "HAVING count(*) > 1 AND max(p.seen) >= ? LIMIT ?",
      {std::string_view(story), Seconds(alert.made), kMostRevised},
      [&](const Row& row) { revised.emplace_back(row.Int(0), std::string(row.Text(1))); });
  for (const auto& [row, article] : revised) {
    if (const auto corrected = CorrectedIn(session, row)) {
      doing.pending.push_back({alert.id, AlertKind::kCorrection, fmt::format("{} {}", article, Seconds(corrected->at)),
                               story, article, ""});
    }
  }
}

void AlertWatch::Conclude(Session& session, const Stirred& stirred, const Match& match, Doing& doing) {
  const Alert& alert = index_.alerts()[match.alert];
  const std::string& story = stirred.story;
  if (match.fresh) {
    doing.matched.emplace_back(alert.id, story);
  }
  if (!stirred.withdrawn.empty()) {
    if (alert.on_correction) {
      const auto whose =
          session.Words("SELECT publisher FROM articles WHERE id = ?", {std::string_view(stirred.withdrawn)});
      doing.pending.push_back(
          {alert.id, AlertKind::kRetraction, stirred.withdrawn, story, stirred.withdrawn, whose.value_or("")});
    }
    return;
  }
  if (alert.on_story && match.fresh && *match.fresh >= alert.made) {
    doing.pending.push_back({alert.id, AlertKind::kStory, story, story, story, ""});
  }
  const auto least = session.Number("SELECT least FROM stories WHERE id = ?", {std::string_view(story)}).value_or(0);
  if (alert.sources > 0 && least >= alert.sources) {
    doing.pending.push_back({alert.id, AlertKind::kSources, story, story, story, ""});
  }
  if (alert.on_origin) {
    LookForOrigins(session, story, alert, doing);
  }
  if (alert.on_correction) {
    LookForCorrections(session, story, alert, doing);
  }
}

// Turns that stand in the articles which came now.
Result<void> AlertWatch::LookForPositions(const std::string& story, const std::vector<Match>& matches, Doing& doing) {
  std::vector<std::int64_t> asking;
  for (const Match& match : matches) {
    if (const Alert& alert = index_.alerts()[match.alert]; alert.on_position) {
      asking.push_back(alert.id);
    }
  }
  if (asking.empty() || doing.fresh_articles.empty()) {
    return {};
  }
  Speaking speaking;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    speaking = SpeakingIn(session, doing.fresh_articles);
    return {};
  });
  if (!read) {
    return read;
  }
  for (const std::string& speaker : speaking.speakers) {
    const auto turns = TurnsOf(store_, speaker, speaking.articles);
    if (!turns) {
      return tl::unexpected(turns.error());
    }
    for (const MovedTurn& turn : *turns) {
      const std::string subject = fmt::format("{} {} {}", speaker, turn.article, turn.position);
      for (const std::int64_t alert : asking) {
        doing.pending.push_back({alert, AlertKind::kPosition, subject, story, turn.article, turn.detail});
      }
    }
  }
  return {};
}

Result<AlertWatch::Doing> AlertWatch::Look(const Stirred& stirred) {
  Doing doing;
  std::vector<Match> matches;
  auto done = database_.Read([&](Session& session) -> Result<void> {
    matches = MatchesOf(session, stirred.story, doing);
    if (!stirred.withdrawn.empty()) {
      // What else is new of the story is told by its own row.
      std::erase_if(matches, [](const Match& match) { return match.fresh.has_value(); });
      doing = {};
    }
    for (const Match& match : matches) {
      Conclude(session, stirred, match, doing);
    }
    return {};
  });
  if (done) {
    done = LookForPositions(stirred.story, matches, doing);
  }
  return done ? Result<Doing>(std::move(doing)) : tl::unexpected(done.error());
}

Result<void> AlertWatch::WriteDown(const std::vector<std::pair<Stirred, Doing>>& looks, std::chrono::sys_seconds now) {
  const auto written = database_.Write([&](Session& session) -> Result<void> {
    for (const auto& [stirred, doing] : looks) {
      for (const auto& [alert, story] : doing.matched) {
        session.Run(
            "INSERT INTO alert_stories (alert, story) SELECT id, ? FROM alerts WHERE id = ? "
            "ON CONFLICT (alert, story) DO NOTHING",
            {std::string_view(story), alert});
      }
      for (const Pending& root : doing.roots) {
        NoteRoot(session, root.alert, root.story, root.detail);
      }
      for (const Pending& each : doing.pending) {
        if (HasFired(session, each.alert, each.kind, each.subject, each.story)) {
          continue;
        }
        session.Run(
            "INSERT INTO alert_pending (alert, kind, subject, story, article, detail, due) "
            "SELECT id, ?, ?, ?, ?, ?, ? FROM alerts WHERE id = ? ON CONFLICT (alert, kind, subject) DO NOTHING",
            {WordFor(each.kind), std::string_view(each.subject), std::string_view(each.story),
             std::string_view(each.article), std::string_view(each.detail), Seconds(now + settling_), each.alert});
      }
      session.Run("DELETE FROM stirred_stories WHERE story = ? AND article = ? AND times = ?",
                  {std::string_view(stirred.story), std::string_view(stirred.withdrawn), stirred.times});
    }
    return {};
  });
  if (!written) {
    return written;
  }
  if (tested_.size() > kMostTested) {
    tested_.clear();
  }
  for (const auto& [stirred, doing] : looks) {
    tested_.insert(doing.tested.begin(), doing.tested.end());
  }
  return {};
}

Result<bool> AlertWatch::Step(std::chrono::sys_seconds now) {
  std::vector<Stirred> stirred;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    session.Run("SELECT story, article, times FROM stirred_stories ORDER BY at LIMIT ?", {kAtOnce},
                [&](const Row& row) {
                  stirred.push_back({std::string(row.Text(0)), std::string(row.Text(1)), row.Int(2)});
                });
    return {};
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  if (!stirred.empty()) {
    if (const auto fresh = Refresh(now); !fresh) {
      return tl::unexpected(fresh.error());
    }
    std::vector<std::pair<Stirred, Doing>> looks;
    for (const Stirred& each : stirred) {
      auto looked = Look(each);
      if (!looked) {
        return tl::unexpected(looked.error());
      }
      looks.emplace_back(each, *std::move(looked));
    }
    if (const auto written = WriteDown(looks, now); !written) {
      return tl::unexpected(written.error());
    }
  }
  const auto fired = FireDue(database_, now);
  return fired.map([&](bool more) { return more || static_cast<std::int64_t>(stirred.size()) == kAtOnce; });
}

}  // namespace headwater::store
