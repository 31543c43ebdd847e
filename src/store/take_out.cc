// Buries, removes, and takes both back.
#include "store/take_out.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "store/burial.h"
#include "store/forget.h"
#include "store/marks.h"
#include "store/revise.h"
#include "store/rights_log.h"
#include "store/rows.h"
#include "store/tombstones.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostTargets = 2'000;
// Of the same publisher, by which furniture is told from prose.
constexpr std::int64_t kOthersOfPublisher = 40;
constexpr int kOnFurniture = 2;

struct Target {
  std::int64_t row = 0;
  std::int64_t page = 0;
  news::Article article;
};

Result<std::vector<Target>> ReadTargets(Session& session, const std::vector<news::ArticleId>& ids) {
  std::vector<Target> targets;
  std::optional<Error> damaged;
  for (const news::ArticleId& id : ids) {
    session.Run(
        "SELECT a.article_row, a.page_row, t.json FROM articles AS a JOIN article_texts AS t ON t.article_row = "
        "a.article_row WHERE a.id = ?",
        {id.value()}, [&](const Row& row) {
          auto article = Unpack(row.Text(2));
          if (article) {
            targets.push_back({row.Int(0), row.Int(1), std::move(*article)});
          } else {
            damaged = article.error();
          }
        });
  }
  if (damaged) {
    return tl::unexpected(std::move(*damaged));
  }
  return targets;
}

// Every wording that the article ever had.
std::vector<std::string> WordingsOf(Session& session, const Target& target) {
  std::vector<std::string> wordings{WordsOf(target.article)};
  const auto revisions =
      ReadArticles(session, "SELECT json FROM revisions WHERE article_row = ? AND json IS NOT NULL", {target.row});
  for (const news::Article& revision : revisions.value_or(std::vector<news::Article>())) {
    wordings.push_back(WordsOf(revision));
  }
  return wordings;
}

// What stands on other pages of the publisher too is furniture: by it nothing is known.
std::unordered_set<std::int64_t> FurnitureOf(Session& session, const MarkKey& key, const Target& target) {
  std::unordered_map<std::int64_t, int> times;
  const auto others = ReadArticles(
      session,
      "SELECT t.json FROM articles AS a JOIN article_texts AS t ON t.article_row = a.article_row "
      "JOIN articles AS b ON b.article_row = ? WHERE a.publisher_key = b.publisher_key AND a.page_row <> b.page_row "
      "AND (a.story IS NULL OR b.story IS NULL OR a.story <> b.story) AND NOT EXISTS (SELECT 1 FROM copies AS c WHERE "
      "(c.article_row = a.article_row AND c.earlier_row = b.article_row) OR "
      "(c.article_row = b.article_row AND c.earlier_row = a.article_row)) ORDER BY a.article_row DESC LIMIT ?",
      {target.row, kOthersOfPublisher});
  for (const news::Article& other : others.value_or(std::vector<news::Article>())) {
    std::unordered_set<std::int64_t> here;
    for (const RunMark& mark : MarksOf(key, WordsOf(other))) {
      here.insert(mark.hash);
    }
    for (const std::int64_t mark : here) {
      ++times[mark];
    }
  }
  std::unordered_set<std::int64_t> furniture;
  for (const auto& [mark, count] : times) {
    if (count >= kOnFurniture) {
      furniture.insert(mark);
    }
  }
  return furniture;
}

void BuryWords(Session& session, const MarkKey& key, const Target& target, std::int64_t takedown) {
  const std::unordered_set<std::int64_t> furniture = FurnitureOf(session, key, target);
  for (const std::string& wording : WordingsOf(session, target)) {
    for (const RunMark& mark : MarksOf(key, wording)) {
      if (!furniture.contains(mark.hash)) {
        session.Run(
            "INSERT INTO tombstone_marks (mark, takedown, quoted) VALUES (?, ?, ?) "
            "ON CONFLICT (mark, takedown) DO NOTHING",
            {mark.hash, takedown, std::int64_t{mark.quoted ? 1 : 0}});
      }
    }
  }
  for (const std::string& text : {target.article.text, WordsOf(target.article)}) {
    if (const std::string hash = TextHash(key, text); !hash.empty()) {
      session.Run("INSERT INTO tombstone_texts (hash, takedown) VALUES (?, ?) ON CONFLICT (hash, takedown) DO NOTHING",
                  {hash, takedown});
    }
  }
}

// Who holds tombstones in memory reads them anew.
void Moved(Session& session) {
  session.Run(
      "INSERT INTO notes (name, value) VALUES ('tombstones', '1') ON CONFLICT (name) DO UPDATE SET value = "
      "CAST(CAST(notes.value AS BIGINT) + 1 AS TEXT)");
}

// A story's own words may be those of what went.
void Hush(Session& session, const std::string& story, const std::set<std::string>& headlines) {
  RecountStory(session, story);
  session.Run("UPDATE stories SET summary = '' WHERE id = ?", {story});
  const auto told = session.Words("SELECT headline FROM stories WHERE id = ?", {story});
  if (told && headlines.contains(*told)) {
    const auto other = session.Words(
        "SELECT headline FROM articles WHERE story = ? AND headline <> '' ORDER BY article_row LIMIT 1", {story});
    session.Run("UPDATE stories SET headline = ? WHERE id = ?", {other.value_or(""), story});
  }
}

// Stories of articles that rest on this one, or have text from it, or it from them.
void AddTouched(Session& session, const Target& target, std::set<news::StoryId>& touched) {
  const auto take = [&](const Row& row) {
    if (!row.IsNull(0)) {
      touched.insert(news::StoryId(std::string(row.Text(0))));
    }
  };
  session.Run("SELECT a.story FROM rests AS r JOIN articles AS a ON a.article_row = r.article_row WHERE r.root = ?",
              {target.article.id.value()}, take);
  session.Run(
      "SELECT a.story FROM copies AS c JOIN articles AS a ON a.article_row IN (c.article_row, c.earlier_row) "
      "WHERE c.article_row = ? OR c.earlier_row = ?",
      {target.row, target.row}, take);
}

}  // namespace

Result<TakeOut::Reach> TakeOut::Bury(std::chrono::sys_seconds now) {
  std::vector<std::string> urls;
  bool copies = false;
  const auto looked = store_.database().Read([&](Session& session) -> Result<void> {
    session.Run("SELECT url FROM takedown_addresses WHERE takedown = ? ORDER BY position", {takedown_},
                [&](const Row& row) { urls.emplace_back(row.Text(0)); });
    copies = session.Words("SELECT reach FROM takedowns WHERE number = ?", {takedown_}) == "copies";
    return {};
  });
  auto ids = looked ? store_.ArticlesAt(urls) : tl::unexpected(looked.error());
  if (!ids) {
    return tl::unexpected(ids.error());
  }
  // What is claimed by an id has no address.
  for (const std::string& url : urls) {
    if (url.find("://") == std::string::npos) {
      ids->emplace_back(url);
    }
  }
  return WriteAs(store_.database(), [&](Session& session) -> Result<Reach> {
    const auto targets = ReadTargets(session, *ids);
    if (!targets) {
      return tl::unexpected(targets.error());
    }
    const MarkKey key = MarkKeyOf(session);
    for (const std::string& url : urls) {
      BuryAddress(session, url, takedown_, true);
      session.Run("DELETE FROM work WHERE work_key = ?", {url});
    }
    Reach reach;
    std::set<std::string> known;
    const auto add = [&](const news::Article& article) {
      if (known.insert(article.id.value()).second) {
        (GoesWhole(article) ? reach.remove : reach.withhold).push_back(article.id);
      }
    };
    for (const Target& target : *targets) {
      add(target.article);
      if (copies) {
        BuryWords(session, key, target, takedown_);
      }
    }
    std::vector<news::ArticleId> near;
    for (std::size_t n = 0; copies && n < targets->size() && near.size() < kMostTargets; ++n) {
      const std::int64_t row = (*targets)[n].row;
      session.Run(
          "SELECT a.id FROM copies AS c JOIN articles AS a ON a.article_row = CASE WHEN c.article_row = ? THEN "
          "c.earlier_row ELSE c.article_row END WHERE (c.article_row = ? OR c.earlier_row = ?) AND c.kind <> 'excerpt'",
          {row, row, row}, [&](const Row& found) { near.emplace_back(std::string(found.Text(0))); });
    }
    const auto copied = ReadTargets(session, near);
    if (!copied) {
      return tl::unexpected(copied.error());
    }
    std::ranges::for_each(*copied, [&](const Target& copy) { add(copy.article); });
    NoteStage(session, takedown_, 0, 0);
    Moved(session);
    AddToLog(session, now, "Headwater", "buried", takedown_,
             fmt::format("{} articles at its addresses, {} copies", targets->size(),
                         reach.remove.size() + reach.withhold.size() - targets->size()));
    return reach;
  });
}

Result<TakeOut::Removed> TakeOut::Remove(const std::vector<news::ArticleId>& articles, std::chrono::sys_seconds now) {
  return WriteAs(store_.database(), [&](Session& session) -> Result<Removed> {
    Removed removed;
    const auto targets = ReadTargets(session, articles);
    if (!targets) {
      return tl::unexpected(targets.error());
    }
    std::set<std::string> headlines;
    for (const Target& target : *targets) {
      headlines.insert(target.article.headline);
      AddTouched(session, target, removed.touched);
      const std::set<std::int64_t> pages = PagesWith(session, target.page);
      for (const std::int64_t page : pages) {
        BuryPage(session, page, takedown_, true);
      }
      Retire(session, pages, Seconds(now));
      RemovePages(session, pages, removed.gone);
      AddToLog(session, now, "Headwater", "removed", takedown_,
               fmt::format("{} {}", target.article.id.value(), target.article.url));
    }
    for (const auto& [article, story] : removed.gone) {
      if (!story.empty()) {
        removed.touched.insert(story);
      }
    }
    for (const news::StoryId& story : removed.touched) {
      Hush(session, story.value(), headlines);
    }
    session.Run("UPDATE takedowns SET removed = removed + ? WHERE number = ?",
                {static_cast<std::int64_t>(targets->size()), takedown_});
    Moved(session);
    return removed;
  });
}

Result<void> TakeOut::NoteWithheld(const std::vector<news::ArticleId>& articles, std::chrono::sys_seconds now) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    for (const news::ArticleId& id : articles) {
      session.Run("SELECT page_row FROM articles WHERE id = ?", {id.value()},
                  [&](const Row& row) { BuryPage(session, row.Int(0), takedown_, false); });
      AddToLog(session, now, "Headwater", "withheld", takedown_, id.value());
    }
    session.Run("UPDATE takedowns SET withheld = withheld + ? WHERE number = ?",
                {static_cast<std::int64_t>(articles.size()), takedown_});
    return {};
  });
}

Result<void> TakeOut::Scrub() { return store_.database().ScrubWhole(); }

Result<void> TakeOut::Finish(std::chrono::sys_seconds now) {
  return store_.database().Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE takedowns SET state = 'granted', clean = ? WHERE number = ?", {Seconds(now), takedown_});
    session.Run("SELECT removed, withheld FROM takedowns WHERE number = ?", {takedown_}, [&](const Row& row) {
      AddToLog(session, now, "Headwater", "clean", takedown_,
               fmt::format("{} articles removed, {} without their words", row.Int(0), row.Int(1)));
    });
    return {};
  });
}

Result<std::vector<std::string>> TakeOut::Reverse(std::chrono::sys_seconds now) {
  return WriteAs(store_.database(), [&](Session& session) -> Result<std::vector<std::string>> {
    std::vector<std::string> urls;
    session.Run("SELECT url FROM tombstones WHERE takedown = ?", {takedown_},
                [&](const Row& row) { urls.emplace_back(row.Text(0)); });
    for (const std::string_view table : {"tombstones", "tombstone_texts", "tombstone_marks"}) {
      session.Run(fmt::format("DELETE FROM {} WHERE takedown = ?", table), {takedown_});
    }
    std::vector<std::string> again;
    for (const std::string& url : urls) {
      session.Run("DELETE FROM retired WHERE url IN (?, ?)", {url, web::ComparableUrl(url)});
      session.Run("DELETE FROM unreadable WHERE address IN (?, ?)", {url, web::ComparableUrl(url)});
      session.Run("DELETE FROM work WHERE work_key IN (?, ?)", {url, web::ComparableUrl(url)});
      if (url.find("://") != std::string::npos) {
        again.push_back(url);
      }
    }
    session.Run("UPDATE takedowns SET state = 'reversed' WHERE number = ?", {takedown_});
    Moved(session);
    AddToLog(session, now, "Headwater", "put back", takedown_, fmt::format("{} addresses", again.size()));
    return again;
  });
}

}  // namespace headwater::store
