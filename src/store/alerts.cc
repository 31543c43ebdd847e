// Alerts and their hits in rows.
#include "store/alerts.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/random.h"
#include "form/json.h"
#include "store/mailing.h"
#include "store/outbox.h"
#include "store/rows.h"
#include "store/webhooks.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"story", "sources", "origin", "position", "correction", "retraction"};
constexpr std::int64_t kMostOrigins = 300;  // articles of a story whose origins are looked at
constexpr std::size_t kMostRoots = 12;      // that are kept with a hit
constexpr std::size_t kMostBytes = 1'000;
constexpr std::size_t kBaseline = 200;  // stories that are looked at when an alert is made
constexpr char kPart = '\t';

constexpr std::string_view kColumns =
    "id, person, name, query, asks, on_story, sources, on_origin, on_position, on_correction, by_mail, by_webhook, "
    "paused, made, secret";

bool FiresOnNothing(const Alert& alert) {
  return !alert.on_story && alert.sources <= 0 && !alert.on_origin && !alert.on_position && !alert.on_correction;
}

bool AsksForNothing(const SearchQuestion& question) {
  return question.words.empty() && question.source.empty() && question.speaker.empty() && question.place.empty() &&
         question.language.empty() && question.origin.empty() && !question.single_origin;
}

std::vector<std::string> Parts(std::string_view line) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(line.find(kPart), line.size());
    parts.emplace_back(line.substr(0, end));
    if (end == line.size()) {
      return parts;
    }
    line.remove_prefix(end + 1);
  }
}

// Of a hit as it was kept: the article, where it may be told of.
std::optional<ArticleLine> LineOf(Session& session, std::string_view id) {
  std::optional<ArticleLine> line;
  session.Run(fmt::format("SELECT {} FROM articles a WHERE a.id = ? AND a.listed = 1", kLineColumns), {id},
              [&](const Row& row) { line = ReadLine(row); });
  return line;
}

std::vector<RootName> ReadRoots(Session& session, std::string_view detail) {
  std::vector<RootName> roots;
  for (const std::string& line : SplitLines(detail)) {
    const std::vector<std::string> parts = Parts(line);
    if (parts.size() != 4) {
      continue;
    }
    RootName root{parts[0], parts[1], parts[2], news::ArticleId(parts[3])};
    if (!root.article.empty()) {
      const auto standing = LineOf(session, root.article.value());
      // It went since: neither its address nor itself.
      if (!standing) {
        continue;
      }
      root.url = standing->url;
    }
    roots.push_back(std::move(root));
  }
  return roots;
}

struct Kept {
  AlertHit hit;
  std::string story;
  std::string article;
  std::string detail;
};

// Stories join and part: the hit is told of the one that its article is in now.
std::optional<AlertHit> Complete(Session& session, Kept kept) {
  AlertHit& hit = kept.hit;
  hit.article = LineOf(session, kept.article);
  if (hit.kind != AlertKind::kRetraction && !hit.article) {
    return std::nullopt;
  }
  const std::string story = hit.article && !hit.article->story.empty() ? hit.article->story.value() : kept.story;
  auto lines = ReadStories(session, fmt::format("SELECT {} FROM stories s WHERE s.id = ?", kStoryColumns), {story});
  if (hit.kind == AlertKind::kRetraction) {
    hit.article.reset();
    hit.who = kept.detail;
    hit.story = lines.empty() ? StoryLine{} : std::move(lines.front());
    return std::move(hit);
  }
  if (lines.empty()) {
    return std::nullopt;
  }
  hit.story = std::move(lines.front());
  if (hit.kind == AlertKind::kPosition) {
    const std::vector<std::string> parts = Parts(kept.detail);
    if (parts.size() == 3) {
      hit.who = parts[0];
      hit.before = parts[1];
      hit.after = parts[2];
    }
    hit.roots = RootsOf(session, story);
  } else {
    hit.roots = ReadRoots(session, kept.detail);
  }
  return std::move(hit);
}

std::vector<AlertHit> ReadHits(Session& session, std::string_view condition, std::initializer_list<Value> values) {
  std::vector<Kept> all;
  session.Run(fmt::format("SELECT h.id, h.alert, l.name, h.kind, h.story, h.article, h.detail, h.number, h.fired "
                          "FROM alert_hits h JOIN alerts l ON l.id = h.alert WHERE h.quiet = 0 AND {}",
                          condition),
              values, [&](const Row& row) {
                const auto kind = AlertKindOf(row.Text(3));
                if (kind) {
                  Kept& kept = all.emplace_back();
                  kept.hit.id = row.Int(0);
                  kept.hit.alert = row.Int(1);
                  kept.hit.alert_name = row.Text(2);
                  kept.hit.kind = *kind;
                  kept.story = row.Text(4);
                  kept.article = row.Text(5);
                  kept.detail = row.Text(6);
                  kept.hit.number = static_cast<int>(row.Int(7));
                  kept.hit.fired = Instant(row.Int(8));
                }
              });
  std::vector<AlertHit> hits;
  for (Kept& kept : all) {
    if (auto hit = Complete(session, std::move(kept))) {
      hits.push_back(*std::move(hit));
    }
  }
  return hits;
}

// What holds when the alert is made is no news.
void WriteBaseline(Session& session, const Alert& alert, std::int64_t id, const std::vector<std::int64_t>& rows,
                   std::chrono::sys_seconds now) {
  for (const std::int64_t row : rows) {
    const auto story = session.Words("SELECT story FROM articles WHERE article_row = ?", {row});
    if (!story) {
      continue;
    }
    const std::string_view of = *story;
    session.Run("INSERT INTO alert_stories (alert, story) VALUES (?, ?) ON CONFLICT (alert, story) DO NOTHING",
                {id, of});
    if (session.Changed() == 0) {
      continue;
    }
    const auto quiet = [&](AlertKind kind) {
      session.Run(
          "INSERT INTO alert_hits (alert, kind, subject, story, article, detail, number, fired, quiet, mail) "
          "VALUES (?, ?, ?, ?, '', '', 0, ?, 1, 0) ON CONFLICT (alert, kind, subject) DO NOTHING",
          {id, WordFor(kind), of, of, Seconds(now)});
    };
    quiet(AlertKind::kStory);
    const auto least = session.Number("SELECT least FROM stories WHERE id = ?", {of}).value_or(0);
    if (alert.sources > 0 && least >= alert.sources) {
      quiet(AlertKind::kSources);
    }
    if (alert.on_origin) {
      for (const RootName& root : RootsOf(session, of)) {
        session.Run(
            "INSERT INTO alert_roots (alert, story, root) VALUES (?, ?, ?) ON CONFLICT (alert, story, root) DO NOTHING",
            {id, of, std::string_view(root.key)});
      }
    }
  }
}

}  // namespace

std::string_view WordFor(AlertKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<AlertKind> AlertKindOf(std::string_view word) {
  const auto found = std::ranges::find(kKinds, word);
  return found == kKinds.end() ? std::nullopt : std::optional(static_cast<AlertKind>(found - kKinds.begin()));
}

std::string WriteAsked(const SearchQuestion& question) {
  std::vector<std::string> lines;
  const auto put = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      lines.push_back(fmt::format("{}\t{}", name, value));
    }
  };
  put("words", question.words);
  put("language", question.language);
  put("source", question.source);
  put("speaker", question.speaker);
  put("place", question.place);
  put("origin", question.origin);
  put("single", question.single_origin ? "yes" : "");
  return JoinLines(lines);
}

SearchQuestion ReadAsked(std::string_view lines) {
  SearchQuestion question;
  for (const std::string& line : SplitLines(lines)) {
    const std::size_t part = line.find(kPart);
    const std::string name = line.substr(0, part);
    const std::string value = part == std::string::npos ? std::string() : line.substr(part + 1);
    const std::array<std::pair<std::string_view, std::string*>, 6> fields{{{"words", &question.words},
                                                                           {"language", &question.language},
                                                                           {"source", &question.source},
                                                                           {"speaker", &question.speaker},
                                                                           {"place", &question.place},
                                                                           {"origin", &question.origin}}};
    for (const auto& [called, field] : fields) {
      if (called == name) {
        *field = value;
      }
    }
    question.single_origin = question.single_origin || name == "single";
  }
  return question;
}

std::vector<Alert> ReadAlerts(Session& session, std::string_view condition,
                              std::initializer_list<std::int64_t> values) {
  std::vector<Alert> alerts;
  const Value value = values.size() > 0 ? Value(*values.begin()) : Value(std::int64_t{0});
  session.Run(fmt::format("SELECT {} FROM alerts WHERE {} ORDER BY name, id", kColumns, condition), {value},
              [&](const Row& row) {
                Alert& alert = alerts.emplace_back();
                alert.id = row.Int(0);
                alert.person = row.Int(1);
                alert.name = row.Text(2);
                alert.query = row.Text(3);
                alert.question = ReadAsked(row.Text(4));
                alert.on_story = row.Int(5) != 0;
                alert.sources = static_cast<int>(row.Int(6));
                alert.on_origin = row.Int(7) != 0;
                alert.on_position = row.Int(8) != 0;
                alert.on_correction = row.Int(9) != 0;
                alert.by_mail = row.Int(10) != 0;
                alert.by_webhook = row.Int(11) != 0;
                alert.paused = row.Int(12) != 0;
                alert.made = Instant(row.Int(13));
                alert.secret = row.Text(14);
              });
  return alerts;
}

std::vector<RootName> RootsOf(Session& session, std::string_view story) {
  struct Counted {
    RootName root;
    int articles = 0;
  };
  std::map<std::string, Counted> roots;
  std::vector<std::string> packed;
  session.Run(
      "SELECT o.json FROM articles a JOIN origins o ON o.article_row = a.article_row WHERE a.story = ? AND a.listed = "
      "1 "
      "ORDER BY a.article_row LIMIT ?",
      {story, kMostOrigins}, [&](const Row& row) { packed.emplace_back(row.Text(0)); });
  constexpr std::string_view kOutside = "source/";
  for (const std::string& json : packed) {
    const auto origin = form::ReadOrigin(json);
    if (!origin) {
      continue;
    }
    for (const std::string& key : origin->roots) {
      Counted& counted = roots[key];
      ++counted.articles;
      counted.root.key = key;
      const bool outside = key.starts_with(kOutside);
      counted.root.name = outside ? key.substr(kOutside.size()) : counted.root.name;
      counted.root.article = outside ? news::ArticleId() : news::ArticleId(key);
      if (outside && origin->name == counted.root.name && !origin->url.empty()) {
        counted.root.url = origin->url;
      }
    }
  }
  std::vector<Counted> order;
  for (auto& [key, counted] : roots) {
    if (!counted.root.article.empty()) {
      const auto line = LineOf(session, counted.root.article.value());
      if (!line) {
        continue;
      }
      counted.root.name = line->publisher.empty() ? web::HostOf(line->url) : line->publisher;
      counted.root.url = line->url;
    }
    order.push_back(std::move(counted));
  }
  std::ranges::stable_sort(order, std::greater<>(), &Counted::articles);
  std::vector<RootName> named;
  for (Counted& counted : order) {
    named.push_back(std::move(counted.root));
  }
  return named;
}

std::string WriteRoots(const std::vector<RootName>& roots) {
  std::vector<std::string> lines;
  for (const RootName& root : roots) {
    if (lines.size() < kMostRoots) {
      std::string line = fmt::format("{}\t{}\t{}\t{}", root.key, root.name, root.url, root.article.value());
      lines.push_back(std::count(line.begin(), line.end(), kPart) == 3 ? std::move(line) : std::string());
    }
  }
  return JoinLines(lines);
}

Result<std::vector<Alert>> Alerts::Of(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<Alert>> {
    return ReadAlerts(session, "person = ?", {person});
  });
}

Result<std::int64_t> Alerts::Make(const Alert& alert, std::chrono::sys_seconds now) {
  if (alert.name.empty() || alert.name.size() > kMostBytes || alert.query.size() > kMostBytes) {
    return Fail(Fault::kUsage, "an alert has a name, which is not too long");
  }
  if (AsksForNothing(alert.question) || FiresOnNothing(alert) || alert.sources > kMostSources) {
    return Fail(Fault::kUsage, "an alert looks for something, and says when it fires");
  }
  SearchQuestion newest = alert.question;
  newest.limit = kBaseline;
  const auto rows = store_.FindPlaces(newest);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::int64_t> {
    if (session.Number("SELECT count(*) FROM alerts WHERE person = ?", {alert.person}).value_or(0) >= kMost) {
      return Fail(Fault::kTooLarge, fmt::format("one person has at most {} alerts", kMost));
    }
    constexpr std::size_t kSecretBytes = 20;
    const std::string secret = RandomHex(kSecretBytes);
    const std::string asks = WriteAsked(alert.question);
    session.Run(
        "INSERT INTO alerts (person, name, query, asks, on_story, sources, on_origin, on_position, on_correction, "
        "by_mail, by_webhook, paused, made, secret) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
        {alert.person, std::string_view(alert.name), std::string_view(alert.query), std::string_view(asks),
         std::int64_t{alert.on_story}, std::int64_t{alert.sources}, std::int64_t{alert.on_origin},
         std::int64_t{alert.on_position}, std::int64_t{alert.on_correction}, std::int64_t{alert.by_mail},
         std::int64_t{alert.by_webhook}, Seconds(now), std::string_view(secret)});
    const auto id = session.Number("SELECT id FROM alerts WHERE secret = ?", {std::string_view(secret)}).value_or(0);
    WriteBaseline(session, alert, id, *rows, now);
    return id;
  });
}

Result<void> Alerts::Remove(std::int64_t person, std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM alerts WHERE person = ? AND id = ?", {person, id});
    return session.Changed() == 0 ? Fail(Fault::kNotFound, "there is no such alert") : Result<void>();
  });
}

Result<void> Alerts::Pause(std::int64_t person, std::int64_t id, bool paused) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE alerts SET paused = ? WHERE person = ? AND id = ?", {std::int64_t{paused}, person, id});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, "there is no such alert");
    }
    session.Run("DELETE FROM alert_pending WHERE alert = ?", {id});
    return {};
  });
}

Result<std::string> Alerts::StopMails(std::string_view secret, bool all) {
  return WriteAs(database_, [&](Session& session) -> Result<std::string> {
    const auto name = session.Words("SELECT name FROM alerts WHERE secret = ?", {secret});
    if (!name) {
      return Fail(Fault::kNotFound, "there is no such alert");
    }
    const std::string of = all ? "person = (SELECT person FROM alerts WHERE secret = ?)" : "secret = ?";
    session.Run(
        fmt::format("UPDATE alert_hits SET mail = 0 WHERE mail IS NULL AND alert IN (SELECT id FROM alerts WHERE {})",
                    of),
        {secret});
    session.Run(fmt::format("UPDATE alerts SET by_mail = 0 WHERE {}", of), {secret});
    return *name;
  });
}

Result<std::vector<AlertHit>> Alerts::Hits(std::int64_t person, std::int64_t alert, std::size_t limit) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<AlertHit>> {
    return ReadHits(session, "l.person = ? AND (? = 0 OR h.alert = ?) ORDER BY h.id DESC LIMIT ?",
                    {person, alert, alert, static_cast<std::int64_t>(limit)});
  });
}

Result<std::vector<AlertHit>> Alerts::HitsAfter(std::int64_t person, std::int64_t hit, std::size_t limit) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<AlertHit>> {
    return ReadHits(session, "l.person = ? AND h.id > ? ORDER BY h.id DESC LIMIT ?",
                    {person, hit, static_cast<std::int64_t>(limit)});
  });
}

Result<std::vector<AlertHit>> Alerts::HitsOfMail(std::int64_t letter) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<AlertHit>> {
    return ReadHits(session, "h.mail = ? AND h.mail > 0 ORDER BY l.name, l.id, h.id DESC", {letter});
  });
}

Result<AlertHit> Alerts::Hit(std::int64_t person, std::int64_t id) {
  return ReadAs(database_, [&](Session& session) -> Result<AlertHit> {
    auto hits = ReadHits(session, "l.person = ? AND h.id = ?", {person, id});
    return hits.empty() ? Result<AlertHit>(Fail(Fault::kNotFound, "there is no such hit"))
                        : Result<AlertHit>(std::move(hits.front()));
  });
}

Result<std::int64_t> Alerts::LastHit() {
  return ReadAs(database_, [&](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT max(id) FROM alert_hits").value_or(0);
  });
}

Result<void> Alerts::Test(std::int64_t person, std::int64_t id, std::chrono::sys_seconds now) {
  const auto mailing = Mailing(store_).Of(person);
  const auto webhook = Webhooks(store_).Of(person);
  return database_.Write([&](Session& session) -> Result<void> {
    const auto alerts = ReadAlerts(session, "id = ?", {id});
    if (alerts.empty() || alerts.front().person != person) {
      return Fail(Fault::kNotFound, "there is no such alert");
    }
    const bool mails = alerts.front().by_mail && mailing && mailing->usable();
    const bool calls = alerts.front().by_webhook && webhook && !webhook->url.empty();
    if (!mails && !calls) {
      return Fail(Fault::kUsage,
                  "the alert is sent nowhere: neither to a mail address that is confirmed nor to a webhook");
    }
    Letter letter{0, person, {}, std::string(kOfTest), fmt::format("{} {}", id, Seconds(now)), alerts.front().name, 0};
    for (const auto& [way, wanted] : {std::pair(kByMail, mails), std::pair(kByWebhook, calls)}) {
      letter.way = way;
      if (wanted) {
        Outbox::Put(session, letter, now);
      }
    }
    return {};
  });
}

}  // namespace headwater::store
