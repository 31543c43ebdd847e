// Lines of revisions in their table, and the questions about them.
#include "store/revise.h"

#include <algorithm>
#include <charconv>

#include "compare/compare.h"
#include "form/items.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/compress.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

std::string JoinChanges(const std::vector<news::ChangeKind>& kinds) {
  std::vector<std::string> words;
  for (const news::ChangeKind kind : kinds) {
    words.emplace_back(news::Spell(kind));
  }
  return JoinLines(words);
}

std::vector<news::ChangeKind> SplitChanges(std::string_view lines) {
  std::vector<news::ChangeKind> kinds;
  for (const std::string& word : SplitLines(lines)) {
    if (const auto kind = news::Unspell<news::ChangeKind>(word)) {
      kinds.push_back(*kind);
    }
  }
  return kinds;
}

// One of two that share a second comes first by its words alone, whichever arrived first.
bool StandsBefore(std::int64_t at, const std::string& page, std::int64_t other_at, const std::string& other_page) {
  return at != other_at ? at < other_at : page < other_page;
}

void SetChanges(Session& session, std::int64_t revision_row, const news::Comparison& comparison) {
  session.Run("UPDATE revisions SET changes = ?, words_added = ?, words_removed = ? WHERE revision_row = ?",
              {JoinChanges(comparison.kinds), std::int64_t{comparison.words_added},
               std::int64_t{comparison.words_removed}, revision_row});
}

Value Packed(bool wanted, const std::string& json) { return wanted ? Value(Blob{json}) : Value(); }

void InsertRevision(Session& session, std::int64_t article_row, std::int64_t page_row, const news::Article& article,
                    std::chrono::sys_seconds at, const news::Comparison& changes, bool newest) {
  const std::string json = newest ? std::string() : Compress(form::WriteArticle(article));
  session.Run(
      "INSERT INTO revisions (article_row, page_row, at, last_at, sightings, headline, changes, words_added, "
      "words_removed, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {article_row, page_row, Seconds(at), Seconds(at), std::to_string(Seconds(at)), article.headline,
       JoinChanges(changes.kinds), std::int64_t{changes.words_added}, std::int64_t{changes.words_removed},
       Packed(!newest, json)});
}

std::vector<std::int64_t> SightingsOf(Session& session, std::int64_t revision_row) {
  std::vector<std::int64_t> times;
  const auto lines = session.Words("SELECT sightings FROM revisions WHERE revision_row = ?", {revision_row});
  for (const std::string& line : SplitLines(lines.value_or(""))) {
    std::int64_t time = 0;
    std::from_chars(line.data(), line.data() + line.size(), time);
    times.push_back(time);
  }
  return times;
}

// Needs one at least.
void SetSightings(Session& session, std::int64_t revision_row, std::vector<std::int64_t> times) {
  // Between the first and the last, further ones only tell where a change that comes to light later belongs.
  constexpr std::size_t kMost = 100;
  while (times.size() > kMost) {
    times.erase(times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
  }
  std::vector<std::string> lines;
  for (const std::int64_t time : times) {
    lines.push_back(std::to_string(time));
  }
  session.Run("UPDATE revisions SET at = ?, last_at = ?, sightings = ? WHERE revision_row = ?",
              {times.front(), times.back(), JoinLines(lines), revision_row});
}

// What an item is known by within its page: what its id has behind the page's.
std::string_view KeyOf(const news::ArticleId& item) {
  const std::string_view id = item.value();
  return id.substr(std::min(id.rfind('#'), id.size()));
}

std::size_t IndexOf(const std::vector<news::Revision>& revisions, std::string_view id, std::size_t otherwise) {
  const auto found = std::ranges::find(revisions, id, &news::Revision::id);
  return found == revisions.end() ? otherwise : static_cast<std::size_t>(found - revisions.begin());
}

std::int64_t RevisionRow(const news::Revision& revision) {
  std::int64_t row = 0;
  std::from_chars(revision.id.data(), revision.id.data() + revision.id.size(), row);
  return row;
}

Revisit ReadRevisit(const Row& row) {
  Revisit revisit;
  revisit.url = row.Text(0);
  revisit.due = InstantOf(row, 1);
  revisit.first = Instant(row.Int(2));
  revisit.visits = static_cast<int>(row.Int(3));
  revisit.last = Instant(row.Int(4));
  revisit.etag = row.Text(5);
  revisit.last_modified = row.Text(6);
  revisit.announced = row.Text(7);
  return revisit;
}

constexpr std::string_view kRevisitColumns = "url, due, first, visits, last, etag, last_modified, announced";

}  // namespace

std::string RevisionAddress(const news::Page& page, const news::Article& article) {
  const bool single = article.kind == news::ArticleKind::kArticle || article.kind == news::ArticleKind::kLive;
  if (!single || !web::ParseUrl(page.url)) {
    return {};
  }
  const bool canonical = !article.canonical_url.empty() && web::IsVariant(page.url, article.canonical_url);
  return web::ComparableUrl(canonical ? article.canonical_url : page.url);
}

std::chrono::sys_seconds RevisionTime(const news::Page& page, const news::Article& article,
                                      std::chrono::sys_seconds now) {
  if (page.fetched) {
    return *page.fetched;
  }
  return article.modified ? std::min(article.modified->at, now) : now;
}

// A live page may have lost its headline and all of its text but an entry.
static bool SharesEntries(const news::Article& one, const news::Article& other) {
  if (one.kind != news::ArticleKind::kLive || other.kind != news::ArticleKind::kLive) {
    return false;
  }
  return std::ranges::any_of(one.items, [&](const news::Item& item) {
    return std::ranges::any_of(other.items, [&](const news::Item& each) { return KeyOf(each.id) == KeyOf(item.id); });
  });
}

std::optional<std::int64_t> LineOf(Session& session, const std::string& address, const news::Article& article) {
  // A few different articles may have stood at one address; more is a page that is filled anew all the time.
  constexpr std::int64_t kMost = 8;
  std::vector<std::pair<std::int64_t, std::string>> candidates;
  session.Run(
      "SELECT a.article_row, t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
      "WHERE a.address IN (?, ?) AND a.address <> '' ORDER BY a.article_row DESC LIMIT ?",
      {address, article.url, kMost},
      [&](const Row& row) { candidates.emplace_back(row.Int(0), std::string(row.Text(1))); });
  for (const auto& [row, packed] : candidates) {
    const auto other = Unpack(packed);
    if (other && (SharesEntries(*other, article) || compare::SameArticle(*other, article))) {
      return row;
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> EntryRow(Session& session, const news::ArticleId& page, const news::Article& live,
                                     const news::Article& entry) {
  const std::string id = fmt::format("{}{}", page.value(), KeyOf(entry.id));
  if (const auto row = RowOf(session, news::ArticleId(id))) {
    return row;
  }
  if (!entry.published) {
    return std::nullopt;
  }
  std::vector<std::pair<std::int64_t, std::string>> candidates;
  session.Run(
      "SELECT a.article_row, a.id, t.json FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
      "WHERE a.id > ? AND a.id < ? AND a.published = ?",
      {page.value() + "#", page.value() + "$", OrNull(Formatted(entry.published))}, [&](const Row& row) {
        const news::ArticleId other(std::string(row.Text(1)));
        const bool shown =
            std::ranges::any_of(live.items, [&](const news::Item& item) { return KeyOf(item.id) == KeyOf(other); });
        if (!shown) {
          candidates.emplace_back(row.Int(0), std::string(row.Text(2)));
        }
      });
  for (const auto& [row, packed] : candidates) {
    const auto other = Unpack(packed);
    if (other && compare::SameArticle(*other, entry)) {
      return row;
    }
  }
  return std::nullopt;
}

RevisionPlace PlaceRevision(Session& session, std::int64_t article_row, const news::Article& article,
                            std::chrono::sys_seconds at) {
  RevisionPlace place;
  std::int64_t before = 0;
  bool within = false;
  session.Run(
      "SELECT r.revision_row, r.at, p.hash, r.last_at FROM revisions r JOIN pages p ON p.page_row = r.page_row "
      "WHERE r.article_row = ? ORDER BY r.at, p.hash",
      {article_row}, [&](const Row& row) {
        if (StandsBefore(row.Int(1), std::string(row.Text(2)), Seconds(at), article.id.value())) {
          before = row.Int(0);
          within = row.Int(3) > Seconds(at);
        } else if (place.behind == 0) {
          place.behind = row.Int(0);
        }
      });
  place.changed = true;
  if (before != 0) {
    const auto earlier = RevisedArticle(session, before);
    place.from_before = earlier ? compare::Compare(*earlier, article) : news::Comparison{};
    place.changed = !earlier || !place.from_before.kinds.empty();
    place.same = before;
    if (earlier && place.changed && within) {
      place.split = before;
      place.to_behind = compare::Compare(article, *earlier);
    }
  }
  if (place.changed && place.split == 0 && place.behind != 0) {
    const auto later = RevisedArticle(session, place.behind);
    place.to_behind = later ? compare::Compare(article, *later) : news::Comparison{};
    place.changed = !later || !place.to_behind.kinds.empty();
    place.same = place.behind;
  }
  place.newest = place.behind == 0 && place.split == 0;
  return place;
}

void WriteRevision(Session& session, std::int64_t article_row, std::int64_t page_row, const news::Article& article,
                   std::chrono::sys_seconds at, const RevisionPlace& place) {
  std::int64_t behind = place.behind;
  // The newest is kept in article_texts alone, and must be so again at the end.
  if (place.newest || (place.split != 0 && place.behind == 0)) {
    session.Run(
        "UPDATE revisions SET json = (SELECT json FROM article_texts WHERE article_row = ?) "
        "WHERE article_row = ? AND json IS NULL",
        {article_row, article_row});
  }
  if (place.split != 0) {
    behind =
        session
            .Number(
                "INSERT INTO revisions (article_row, page_row, at, last_at, sightings, headline, changes, "
                "words_added, words_removed, json) SELECT article_row, page_row, at, last_at, sightings, headline, "
                "'', 0, 0, json FROM revisions WHERE revision_row = ? RETURNING revision_row",
                {place.split})
            .value_or(0);
    std::vector<std::int64_t> until = SightingsOf(session, place.split);
    const auto from = std::ranges::upper_bound(until, Seconds(at));
    const std::vector<std::int64_t> since(from, until.end());
    until.erase(from, until.end());
    if (!until.empty() && !since.empty()) {
      SetSightings(session, place.split, std::move(until));
      SetSightings(session, behind, since);
    }
    if (place.behind == 0) {
      session.Run("UPDATE revisions SET json = NULL WHERE revision_row = ?", {behind});
    }
  }
  if (!place.newest) {
    SetChanges(session, behind, place.to_behind);
  }
  InsertRevision(session, article_row, page_row, article, at, place.from_before, place.newest);
}

void NoteSeen(Session& session, std::int64_t revision_row, std::chrono::sys_seconds at) {
  std::vector<std::int64_t> times = SightingsOf(session, revision_row);
  const auto place = std::ranges::lower_bound(times, Seconds(at));
  if (place == times.end() || *place != Seconds(at)) {
    times.insert(place, Seconds(at));
    SetSightings(session, revision_row, std::move(times));
  }
}

void WriteFirstRevision(Session& session, std::int64_t article_row, std::int64_t page_row, const news::Article& article,
                        std::chrono::sys_seconds at) {
  InsertRevision(session, article_row, page_row, article, at, {}, true);
}

std::vector<news::Revision> ReadRevisions(Session& session, std::int64_t article_row) {
  std::vector<news::Revision> revisions;
  session.Run(
      "SELECT r.revision_row, p.hash, r.at, r.last_at, r.headline, r.changes, r.words_added, r.words_removed "
      "FROM revisions r JOIN pages p ON p.page_row = r.page_row WHERE r.article_row = ? ORDER BY r.at, p.hash",
      {article_row}, [&](const Row& row) {
        news::Revision& revision = revisions.emplace_back();
        revision.id = std::to_string(row.Int(0));
        revision.page = news::PageId(std::string(row.Text(1)));
        revision.at = Instant(row.Int(2));
        revision.last_seen = Instant(row.Int(3));
        revision.headline = row.Text(4);
        revision.changes = SplitChanges(row.Text(5));
        revision.words_added = static_cast<std::uint32_t>(row.Int(6));
        revision.words_removed = static_cast<std::uint32_t>(row.Int(7));
      });
  return revisions;
}

Result<news::Article> RevisedArticle(Session& session, std::int64_t revision_row) {
  auto found = ReadArticles(session,
                            "SELECT coalesce(r.json, t.json) FROM revisions r "
                            "JOIN article_texts t ON t.article_row = r.article_row WHERE r.revision_row = ?",
                            {revision_row});
  if (!found) {
    return tl::unexpected(found.error());
  }
  if (found->empty()) {
    return Fail(Fault::kNotFound, "no such revision");
  }
  return std::move(found->front());
}

Result<RevisionsView> Store::Revisions(const news::ArticleId& id, std::string_view from, std::string_view to) {
  return ReadAs(*database_, [&](Session& session) -> Result<RevisionsView> {
    RevisionsView view;
    std::int64_t article_row = 0;
    session.Run(fmt::format("SELECT {} FROM articles a WHERE a.id = ? AND a.shown_from IS NULL", kLineColumns),
                {id.value()}, [&](const Row& row) {
                  view.line = ReadLine(row);
                  article_row = row.Int(kLineRow);
                });
    if (view.line.id.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article has this id", id.value()));
    }
    view.revisions = ReadRevisions(session, article_row);
    if (view.revisions.size() < 2) {
      return view;
    }
    const std::size_t last = view.revisions.size() - 1;
    view.to = IndexOf(view.revisions, to, last);
    view.from = IndexOf(view.revisions, from, view.to == 0 ? last : view.to - 1);
    if (view.from > view.to) {
      std::swap(view.from, view.to);
    }
    const auto before = RevisedArticle(session, RevisionRow(view.revisions[view.from]));
    const auto after = RevisedArticle(session, RevisionRow(view.revisions[view.to]));
    if (!before || !after) {
      return tl::unexpected(before ? after.error() : before.error());
    }
    view.comparison = compare::Compare(*before, *after);
    return view;
  });
}

Result<std::vector<std::optional<Revisit>>> Store::RevisitsOf(std::span<const std::string> urls) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<std::optional<Revisit>>> {
    const std::string ask = fmt::format("SELECT {} FROM revisits WHERE url = ?", kRevisitColumns);
    std::vector<std::optional<Revisit>> revisits(urls.size());
    for (std::size_t i = 0; i < urls.size(); ++i) {
      session.Run(ask, {urls[i]}, [&](const Row& row) { revisits[i] = ReadRevisit(row); });
    }
    return revisits;
  });
}

Result<std::vector<Revisit>> Store::RevisitsDue(std::chrono::sys_seconds now, std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Revisit>> {
    std::vector<Revisit> due;
    session.Run(fmt::format("SELECT {} FROM revisits WHERE due <= ? ORDER BY due LIMIT ?", kRevisitColumns),
                {Seconds(now), static_cast<std::int64_t>(limit)},
                [&](const Row& row) { due.push_back(ReadRevisit(row)); });
    return due;
  });
}

Result<void> Store::PutRevisits(std::span<const Revisit> revisits) {
  if (revisits.empty()) {
    return {};
  }
  return database_->Write([&](Session& session) -> Result<void> {
    for (const Revisit& revisit : revisits) {
      session.Run(
          "INSERT INTO revisits (url, due, first, visits, last, etag, last_modified, announced) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET due = excluded.due, "
          "visits = excluded.visits, last = excluded.last, etag = excluded.etag, "
          "last_modified = excluded.last_modified, announced = excluded.announced",
          {revisit.url, OrNull(revisit.due), Seconds(revisit.first), std::int64_t{revisit.visits},
           Seconds(revisit.last), revisit.etag, revisit.last_modified, revisit.announced});
    }
    return {};
  });
}

Result<void> Store::SawAgain(std::string_view url, std::chrono::sys_seconds at) {
  return database_->Write([&](Session& session) -> Result<void> {
    // Of each article that the address leads to, the newest revision; of a live page's entries (whose ids begin with
    // the sixteen letters of its own) only those that stood on it when it was seen last.
    std::vector<std::int64_t> newest;
    session.Run(
        "SELECT r.revision_row FROM revisions r JOIN articles a ON a.article_row = r.article_row "
        "WHERE r.json IS NULL AND a.article_row IN "
        "(SELECT r.article_row FROM addresses d JOIN revisions r ON r.page_row = d.page_row WHERE d.url = ?) "
        "AND (a.id NOT LIKE '%#%' OR r.last_at >= coalesce((SELECT max(l.last_at) FROM articles p "
        "JOIN revisions l ON l.article_row = p.article_row WHERE p.id = substr(a.id, 1, 16)), 0))",
        {url}, [&](const Row& row) { newest.push_back(row.Int(0)); });
    for (const std::int64_t revision : newest) {
      NoteSeen(session, revision, at);
    }
    return {};
  });
}

}  // namespace headwater::store
