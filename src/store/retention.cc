// Finds what is older than it is to be kept, and removes it with its findings.
#include "store/retention.h"

#include <algorithm>
#include <map>
#include <set>

#include "store/findings.h"
#include "store/reading.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

// Feeds say an entry for months at most.
constexpr std::int64_t kRetiredFor = std::int64_t{400} * 86'400;

// Nobody marked the item, or its story, to be kept, and nothing rests on its page's articles.
constexpr std::string_view kMayGo =
    "NOT EXISTS (SELECT 1 FROM item_marks AS m WHERE m.item = x.item AND "
    "(m.starred IS NOT NULL OR m.later IS NOT NULL OR m.noted IS NOT NULL)) "
    "AND NOT EXISTS (SELECT 1 FROM item_tags AS g WHERE g.item = x.item) "
    "AND NOT EXISTS (SELECT 1 FROM items AS q JOIN item_marks AS m ON m.item = q.item WHERE q.story = a.story AND "
    "(m.starred IS NOT NULL OR m.later IS NOT NULL OR m.noted IS NOT NULL)) "
    "AND NOT EXISTS (SELECT 1 FROM items AS q JOIN item_tags AS g ON g.item = q.item WHERE q.story = a.story) "
    "AND NOT EXISTS (SELECT 1 FROM articles AS b JOIN rests AS r ON r.root = b.id JOIN articles AS c ON "
    "c.article_row = r.article_row WHERE b.page_row = a.page_row AND c.page_row <> a.page_row)";

struct Bounds {
  int days = 0;
  std::int64_t newest = 0;
};

std::string ScopeOf(const RetentionRule& rule) {
  return !rule.feed.empty() ? "feed " + rule.feed : !rule.folder.empty() ? "folder " + rule.folder : std::string();
}

std::map<std::string, Bounds, std::less<>> ReadBounds(Session& session) {
  std::map<std::string, Bounds, std::less<>> bounds;
  session.Run("SELECT scope, days, newest FROM retention", {}, [&](const Row& row) {
    bounds.emplace(row.Text(0), Bounds{static_cast<int>(row.Int(1)), row.Int(2)});
  });
  return bounds;
}

const Bounds* BoundsFor(const std::map<std::string, Bounds, std::less<>>& bounds, std::string_view feed,
                        std::string folder) {
  if (const auto found = bounds.find(fmt::format("feed {}", feed)); found != bounds.end()) {
    return &found->second;
  }
  while (!folder.empty()) {
    if (const auto found = bounds.find("folder " + folder); found != bounds.end()) {
      return &found->second;
    }
    const std::size_t slash = folder.rfind('/');
    folder.resize(slash == std::string::npos ? 0 : slash);
  }
  const auto all = bounds.find("");
  return all == bounds.end() ? nullptr : &all->second;
}

// Items below it go, by stream; a stream that keeps all is not in it.
using Cuts = std::map<StreamNumber, ItemNumber>;

Cuts CutsOf(Session& session, std::chrono::sys_seconds now) {
  Cuts cuts;
  const auto bounds = ReadBounds(session);
  if (bounds.empty()) {
    return cuts;
  }
  struct Stream {
    StreamNumber number;
    const Bounds* bounds;
  };
  std::vector<Stream> streams;
  session.Run(
      "SELECT t.stream, t.name, coalesce(f.folder, '') FROM streams AS t LEFT JOIN feeds AS f ON f.id = t.name "
      "WHERE substr(t.name, 1, 8) <> 'stories/' AND coalesce(f.sample, 0) = 0",
      {}, [&](const Row& row) {
        if (const Bounds* found = BoundsFor(bounds, row.Text(1), std::string(row.Text(2)))) {
          streams.push_back({row.Int(0), found});
        }
      });
  for (const Stream& stream : streams) {
    ItemNumber cut = stream.bounds->days > 0 ? FirstItemAt(now - std::chrono::days(stream.bounds->days)) : 0;
    if (stream.bounds->newest > 0) {
      cut = std::max(cut,
                     session
                         .Number("SELECT item FROM item_streams WHERE stream = ? ORDER BY item DESC LIMIT 1 OFFSET ?",
                                 {stream.number, stream.bounds->newest - 1})
                         .value_or(0));
    }
    if (cut > 0) {
      cuts.emplace(stream.number, cut);
    }
  }
  return cuts;
}

struct Going {
  ItemNumber item = 0;
  std::int64_t row = 0;
  std::int64_t page = 0;
  bool shared = false;
};

bool GoesEverywhere(Session& session, const Cuts& cuts, const Going& going) {
  bool goes = true;
  session.Run("SELECT stream FROM item_streams WHERE item = ?", {going.item}, [&](const Row& row) {
    const auto cut = cuts.find(row.Int(0));
    goes = goes && cut != cuts.end() && going.item < cut->second;
  });
  return goes;
}

// The oldest of each stream first.
std::vector<Going> Find(Session& session, const Cuts& cuts, std::size_t limit) {
  std::vector<Going> all;
  std::set<std::int64_t> pages;
  for (const auto& [stream, cut] : cuts) {
    std::vector<Going> here;
    session.Run(fmt::format("SELECT x.item, a.article_row, a.page_row, x.shared FROM item_streams AS x "
                            "JOIN items AS i ON i.item = x.item JOIN articles AS a ON a.article_row = i.article_row "
                            "WHERE x.stream = ? AND x.item < ? AND a.sample = 0 AND {} ORDER BY x.item LIMIT ?",
                            kMayGo),
                {stream, cut, static_cast<std::int64_t>(limit - all.size())}, [&](const Row& row) {
                  here.push_back({row.Int(0), row.Int(1), row.Int(2), row.Int(3) != 0});
                });
    for (const Going& going : here) {
      if (!pages.contains(going.page) && (!going.shared || GoesEverywhere(session, cuts, going))) {
        pages.insert(going.page);
        all.push_back(going);
      }
    }
    if (all.size() >= limit) {
      break;
    }
  }
  return all;
}

using Gone = std::vector<std::pair<news::ArticleId, news::StoryId>>;

// A page with its articles, their revisions, and what was found in them.
Result<void> RemovePage(Session& session, std::int64_t page, std::int64_t now, Gone& gone) {
  std::set<std::int64_t> pages{page};
  std::optional<Error> damaged;
  session.Run(
      "SELECT a.article_row, a.id, a.story, t.json, a.listed FROM articles AS a JOIN article_texts AS t ON "
      "t.article_row = a.article_row WHERE a.page_row = ?",
      {page}, [&](const Row& row) {
        gone.emplace_back(news::ArticleId(std::string(row.Text(1))), news::StoryId(std::string(row.Text(2))));
        const auto article = Unpack(row.Text(3));
        if (!article) {
          damaged = article.error();
        } else if (row.Int(4) != 0) {
          RemoveFindings(session, *article, row.Int(0));
        }
      });
  if (damaged) {
    return tl::unexpected(std::move(*damaged));
  }
  session.Run(
      "SELECT v.page_row FROM revisions AS v JOIN articles AS a ON a.article_row = v.article_row "
      "WHERE a.page_row = ?",
      {page}, [&](const Row& row) { pages.insert(row.Int(0)); });
  for (const std::int64_t each : pages) {
    session.Run(
        "INSERT INTO retired (url, at) SELECT url, ? FROM addresses WHERE page_row = ? AND canonical = 0 "
        "ON CONFLICT (url) DO UPDATE SET at = excluded.at",
        {now, each});
    session.Run("DELETE FROM revisits WHERE url IN (SELECT url FROM addresses WHERE page_row = ?)", {each});
    session.Run("DELETE FROM pages WHERE page_row = ?", {each});
  }
  return {};
}

}  // namespace

Result<std::vector<RetentionRule>> Retention::All() {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<RetentionRule>> {
    std::vector<RetentionRule> rules;
    for (const auto& [scope, bounds] : ReadBounds(session)) {
      RetentionRule& rule = rules.emplace_back();
      rule.days = bounds.days;
      rule.newest = bounds.newest;
      if (scope.starts_with("feed ")) {
        rule.feed = scope.substr(5);
      } else if (scope.starts_with("folder ")) {
        rule.folder = scope.substr(7);
      }
    }
    return rules;
  });
}

Result<void> Retention::Put(const RetentionRule& rule) {
  constexpr int kMostDays = 36'500;
  constexpr std::int64_t kMostNewest = 100'000'000;
  if (rule.days < 0 || rule.days > kMostDays || rule.newest < 0 || rule.newest > kMostNewest) {
    return Fail(Fault::kUsage, "A bound is a number of days, or of articles.");
  }
  return database_.Write([&](Session& session) -> Result<void> {
    const std::string scope = ScopeOf(rule);
    session.Run("DELETE FROM retention WHERE scope = ?", {std::string_view(scope)});
    if (rule.days > 0 || rule.newest > 0) {
      session.Run("INSERT INTO retention (scope, days, newest) VALUES (?, ?, ?)",
                  {std::string_view(scope), std::int64_t{rule.days}, rule.newest});
    }
    return {};
  });
}

Result<Expiry> Retention::WouldGo(std::chrono::sys_seconds now, std::size_t lines) {
  return ReadAs(database_, [&](Session& session) -> Result<Expiry> {
    Expiry expiry;
    const auto going = Find(session, CutsOf(session, now), static_cast<std::size_t>(kCounted) + 1);
    expiry.more = static_cast<std::int64_t>(going.size()) > kCounted;
    expiry.count = std::min(static_cast<std::int64_t>(going.size()), kCounted);
    for (std::size_t n = 0; n < std::min(lines, going.size()); ++n) {
      session.Run(fmt::format("SELECT {} FROM articles AS a WHERE a.article_row = ?", kLineColumns), {going[n].row},
                  [&](const Row& row) { expiry.first.push_back(ReadLine(row)); });
    }
    return expiry;
  });
}

Result<Gone> Retention::Step(std::chrono::sys_seconds now, std::size_t limit) {
  // Looked for without holding up who writes.
  const auto found = ReadAs(database_, [&](Session& session) -> Result<std::vector<Going>> {
    return Find(session, CutsOf(session, now), limit);
  });
  if (!found || found->empty()) {
    return found ? Result<Gone>(Gone{}) : tl::unexpected(found.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<Gone> {
    Gone gone;
    for (const Going& going : *found) {
      // It may have been starred meanwhile.
      if (!session.Number(fmt::format("SELECT 1 FROM item_streams AS x JOIN items AS i ON i.item = x.item "
                                      "JOIN articles AS a ON a.article_row = i.article_row WHERE x.item = ? AND {}",
                                      kMayGo),
                          {going.item})) {
        continue;
      }
      if (auto removed = RemovePage(session, going.page, Seconds(now), gone); !removed) {
        return tl::unexpected(removed.error());
      }
    }
    std::set<std::string> stories;
    for (const auto& [article, story] : gone) {
      if (!story.empty() && stories.insert(story.value()).second) {
        RecountStory(session, story.value());
      }
    }
    session.Run("DELETE FROM retired WHERE at < ?", {Seconds(now) - kRetiredFor});
    return gone;
  });
}

}  // namespace headwater::store
