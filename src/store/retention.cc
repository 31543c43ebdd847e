// Finds what is older than it is to be kept, and removes it with its findings.
#include "store/retention.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "store/folders.h"
#include "store/reading.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

// Feeds say an entry for months at most.
constexpr std::int64_t kRetiredFor = std::int64_t{400} * 86'400;

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

struct Bounds {
  int days = 0;
  std::int64_t newest = 0;
};

std::string ScopeOf(const RetentionRule& rule) {
  const std::string folder = PlainFolder(rule.folder);
  return !rule.feed.empty() ? "feed " + rule.feed : !folder.empty() ? "folder " + folder : std::string();
}

bool IsHere(Session& session, const RetentionRule& rule) {
  if (!rule.feed.empty()) {
    return session.Number("SELECT 1 FROM feeds WHERE id = ?", {rule.feed}).has_value();
  }
  const std::string folder = PlainFolder(rule.folder);
  // Behind a slash comes a zero.
  return folder.empty() || session
                               .Number("SELECT 1 FROM feeds WHERE folder = ? OR (folder >= ? AND folder < ?) LIMIT 1",
                                       {folder, folder + "/", folder + "0"})
                               .has_value();
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

// What would go together.
struct Going {
  std::int64_t row = 0;  // of the article by which it was found
  std::set<std::int64_t> pages;
};

bool GoesEverywhere(Session& session, const Cuts& cuts, ItemNumber item) {
  bool goes = true;
  session.Run("SELECT stream FROM item_streams WHERE item = ?", {item}, [&](const Row& row) {
    const auto cut = cuts.find(row.Int(0));
    goes = goes && cut != cuts.end() && item < cut->second;
  });
  return goes;
}

// Somebody marked an article of the page, or its story, to be kept.
bool IsKept(Session& session, std::int64_t page) {
  constexpr std::string_view kMarked =
      "JOIN item_marks AS m ON m.item = q.item WHERE a.page_row = ? AND "
      "(m.starred IS NOT NULL OR m.later IS NOT NULL OR m.noted IS NOT NULL) LIMIT 1";
  constexpr std::string_view kTagged = "JOIN item_tags AS g ON g.item = q.item WHERE a.page_row = ? LIMIT 1";
  for (const std::string_view item : {"q.article_row = a.article_row", "q.story = a.story"}) {
    for (const std::string_view keeps : {kMarked, kTagged}) {
      if (session.Number(fmt::format("SELECT 1 FROM articles AS a JOIN items AS q ON {} {}", item, keeps), {page})) {
        return true;
      }
    }
  }
  return false;
}

// Nobody keeps any of their articles, and no article elsewhere rests on one.
bool MayGo(Session& session, const std::set<std::int64_t>& pages) {
  for (const std::int64_t page : pages) {
    if (IsKept(session, page)) {
      return false;
    }
    bool rested = false;
    session.Run(
        "SELECT DISTINCT c.page_row FROM articles AS b JOIN rests AS r ON r.root = b.id "
        "JOIN articles AS c ON c.article_row = r.article_row WHERE b.page_row = ?",
        {page}, [&](const Row& row) { rested = rested || !pages.contains(row.Int(0)); });
    if (rested) {
      return false;
    }
  }
  return true;
}

// What a search for what goes has come to: the items up to there were looked at.
struct Place {
  StreamNumber stream = 0;
  ItemNumber item = 0;
};

// The oldest of each stream first, from the place on, until there are so many or so many were looked at; then the
// place is where to go on, and else the beginning.
std::vector<Going> Find(Session& session, const Cuts& cuts, std::size_t limit, std::size_t look_at, Place& place) {
  constexpr std::int64_t kAtOnce = 200;
  struct Candidate {
    ItemNumber item;
    std::int64_t row;
    std::int64_t page;
    bool shared;
  };
  std::vector<Going> all;
  std::set<std::int64_t> seen;
  for (auto at = cuts.lower_bound(place.stream); at != cuts.end(); ++at) {
    const auto& [stream, cut] = *at;
    place = {stream, place.stream == stream ? place.item : 0};
    std::vector<Candidate> some;
    do {
      some.clear();
      session.Run(
          "SELECT x.item, a.article_row, a.page_row, x.shared FROM item_streams AS x "
          "JOIN items AS i ON i.item = x.item JOIN articles AS a ON a.article_row = i.article_row "
          "WHERE x.stream = ? AND x.item > ? AND x.item < ? AND a.sample = 0 ORDER BY x.item LIMIT ?",
          {stream, place.item, cut, kAtOnce}, [&](const Row& row) {
            some.push_back({row.Int(0), row.Int(1), row.Int(2), row.Int(3) != 0});
          });
      for (const Candidate& each : some) {
        if (all.size() == limit || look_at == 0) {
          return all;
        }
        --look_at;
        place.item = each.item;
        if (seen.contains(each.page) || (each.shared && !GoesEverywhere(session, cuts, each.item))) {
          continue;
        }
        std::set<std::int64_t> pages = PagesWith(session, each.page);
        seen.insert(pages.begin(), pages.end());
        if (MayGo(session, pages)) {
          all.push_back({each.row, std::move(pages)});
        }
      }
    } while (static_cast<std::int64_t>(some.size()) == kAtOnce);
  }
  place = {};
  return all;
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
    const bool bounds = rule.days > 0 || rule.newest > 0;
    if (bounds && !IsHere(session, rule)) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such feed or folder", scope));
    }
    session.Run("DELETE FROM retention WHERE scope = ?", {std::string_view(scope)});
    if (bounds) {
      session.Run("INSERT INTO retention (scope, days, newest) VALUES (?, ?, ?)",
                  {std::string_view(scope), std::int64_t{rule.days}, rule.newest});
    }
    return {};
  });
}

Result<Expiry> Retention::WouldGo(std::chrono::sys_seconds now, std::size_t lines) {
  return ReadAs(database_, [&](Session& session) -> Result<Expiry> {
    Expiry expiry;
    Place place;
    const auto going = Find(session, CutsOf(session, now), static_cast<std::size_t>(kCounted) + 1, kAll, place);
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
  constexpr std::size_t kLookedAtOnce = 5'000;
  Place place{stream_, item_};
  // Looked for without holding up who writes.
  const auto found = ReadAs(database_, [&](Session& session) -> Result<std::vector<Going>> {
    return Find(session, CutsOf(session, now), limit, kLookedAtOnce, place);
  });
  if (!found) {
    return tl::unexpected(found.error());
  }
  stream_ = place.stream;
  item_ = place.item;
  if (found->empty()) {
    return Gone{};
  }
  return WriteAs(database_, [&](Session& session) -> Result<Gone> {
    Gone gone;
    for (const Going& going : *found) {
      // It may have been starred meanwhile.
      if (MayGo(session, going.pages)) {
        Retire(session, going.pages, Seconds(now));
        RemovePages(session, going.pages, gone);
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
