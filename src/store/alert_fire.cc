// Looks once more, and writes hits.
#include "store/alert_fire.h"

#include <algorithm>
#include <map>

#include "store/outbox.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kAtOnce = 100;

struct Due {
  std::int64_t alert = 0;
  std::string word;
  AlertKind kind = AlertKind::kStory;
  std::string subject;
  std::string story;
  std::string article;
  std::string detail;
};

// Kinds that fire once a story.
bool IsOfStory(AlertKind kind) { return kind == AlertKind::kStory || kind == AlertKind::kSources; }

// The story as it is now: it may have joined another meanwhile. Empty where there is none.
std::string StoryNow(Session& session, const Due& due) {
  const std::string_view story = due.story;
  if (session.Number("SELECT 1 FROM stories WHERE id = ?", {story})) {
    return due.story;
  }
  return session.Words("SELECT story FROM articles WHERE id = ? AND listed = 1", {story}).value_or("");
}

// Still so?
bool Holds(Session& session, const Alert& alert, const Due& due, std::string_view story, int least) {
  if (due.kind == AlertKind::kSources) {
    return least >= alert.sources;
  }
  if (due.kind == AlertKind::kOrigin) {
    const auto roots = RootsOf(session, story);
    return std::ranges::find(roots, due.detail, &RootName::key) != roots.end();
  }
  return true;
}

std::string DetailOf(Session& session, const Due& due, std::string_view story) {
  if (due.kind == AlertKind::kPosition || due.kind == AlertKind::kRetraction) {
    return due.detail;
  }
  std::vector<RootName> roots = RootsOf(session, story);
  if (due.kind == AlertKind::kOrigin) {
    std::erase_if(roots, [&](const RootName& root) { return root.key != due.detail; });
  }
  return WriteRoots(roots);
}

// The article that shows it: for a story its first one.
std::string ArticleOf(Session& session, const Due& due, std::string_view story) {
  if (!IsOfStory(due.kind) && !due.article.empty()) {
    return due.article;
  }
  return session.Words("SELECT id FROM articles WHERE story = ? AND listed = 1 ORDER BY article_row LIMIT 1", {story})
      .value_or("");
}

void Fire(Session& session, const Alert& alert, const Due& due, std::chrono::sys_seconds now) {
  const std::string story = StoryNow(session, due);
  const auto least =
      static_cast<int>(session.Number("SELECT least FROM stories WHERE id = ?", {std::string_view(story)}).value_or(0));
  if ((story.empty() && due.kind != AlertKind::kRetraction) ||
      HasFired(session, due.alert, due.kind, due.subject, story) || !Holds(session, alert, due, story, least)) {
    return;
  }
  const std::string subject = IsOfStory(due.kind) ? story : due.subject;
  const std::string detail = DetailOf(session, due, story);
  const std::string article = ArticleOf(session, due, story);
  session.Run(
      "INSERT INTO alert_hits (alert, kind, subject, story, article, detail, number, fired, quiet, mail) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (alert, kind, subject) DO NOTHING",
      {due.alert, std::string_view(due.word), std::string_view(subject), std::string_view(story),
       std::string_view(article), std::string_view(detail), std::int64_t{least}, Seconds(now),
       alert.by_mail ? Value(std::monostate{}) : Value(std::int64_t{0})});
  if (session.Changed() == 0) {
    return;
  }
  if (due.kind == AlertKind::kOrigin) {
    NoteRoot(session, due.alert, story, due.detail);
  }
  if (alert.by_webhook) {
    const auto hit = session.Number("SELECT id FROM alert_hits WHERE alert = ? AND kind = ? AND subject = ?",
                                    {due.alert, std::string_view(due.word), std::string_view(subject)});
    Outbox::Put(
        session,
        {0, alert.person, std::string(kByWebhook), std::string(kOfAlert), fmt::to_string(hit.value_or(0)), "", 0}, now);
  }
}

}  // namespace

void NoteRoot(Session& session, std::int64_t alert, std::string_view story, std::string_view root) {
  session.Run(
      "INSERT INTO alert_roots (alert, story, root) SELECT id, ?, ? FROM alerts WHERE id = ? "
      "ON CONFLICT (alert, story, root) DO NOTHING",
      {story, root, alert});
}

bool HasFired(Session& session, std::int64_t alert, AlertKind kind, std::string_view subject, std::string_view story) {
  if (session.Number("SELECT 1 FROM alert_hits WHERE alert = ? AND kind = ? AND subject = ?",
                     {alert, WordFor(kind), subject})) {
    return true;
  }
  return IsOfStory(kind) &&
         session
             .Number(
                 "SELECT 1 FROM alert_hits WHERE alert = ? AND kind = ? AND (subject = ? OR subject IN "
                 "(SELECT id FROM articles WHERE story = ?)) LIMIT 1",
                 {alert, WordFor(kind), story, story})
             .has_value();
}

Result<bool> FireDue(Database& database, std::chrono::sys_seconds now) {
  // Looked at first, so that nothing is written where nothing is due.
  const auto any = ReadAs(database, [&](Session& session) -> Result<bool> {
    return session.Number("SELECT 1 FROM alert_pending WHERE due <= ? LIMIT 1", {Seconds(now)}).has_value();
  });
  if (!any || !*any) {
    return any;
  }
  return WriteAs(database, [&](Session& session) -> Result<bool> {
    std::vector<Due> all;
    session.Run(
        "SELECT alert, kind, subject, story, article, detail FROM alert_pending WHERE due <= ? ORDER BY due LIMIT ?",
        {Seconds(now), kAtOnce}, [&](const Row& row) {
          all.push_back({row.Int(0), std::string(row.Text(1)), AlertKindOf(row.Text(1)).value_or(AlertKind::kStory),
                         std::string(row.Text(2)), std::string(row.Text(3)), std::string(row.Text(4)),
                         std::string(row.Text(5))});
        });
    std::map<std::int64_t, Alert> alerts;
    for (const Due& due : all) {
      if (!alerts.contains(due.alert)) {
        const auto read = ReadAlerts(session, "id = ?", {due.alert});
        alerts[due.alert] = read.empty() ? Alert{} : read.front();
      }
      const Alert& alert = alerts[due.alert];
      if (alert.id != 0 && !alert.paused) {
        Fire(session, alert, due, now);
      }
      session.Run("DELETE FROM alert_pending WHERE alert = ? AND kind = ? AND subject = ?",
                  {due.alert, std::string_view(due.word), std::string_view(due.subject)});
    }
    return static_cast<std::int64_t>(all.size()) == kAtOnce;
  });
}

}  // namespace headwater::store
