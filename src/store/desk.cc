// What the desk writes, and what it loads to go on from.
#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "base/log.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/alert_stir.h"
#include "store/fence.h"
#include "store/provenance.h"
#include "store/reading_items.h"
#include "store/reckoning.h"
#include "store/rows.h"
#include "store/stale.h"

namespace headwater::store {
namespace {

// Of a window that is loaded again: between two readings the store is free to tidy up.
constexpr std::int64_t kPlacedAtOnce = 500;

// Nothing says that a story without any date is news: it stands behind those that are this much older.
constexpr std::int64_t kUndatedSeconds = std::int64_t{14} * 24 * 60 * 60;

void WriteCopies(Session& session, std::span<const news::Copy> copies) {
  StaleNotes stale(session);
  for (const news::Copy& copy : copies) {
    const auto row = RowOf(session, copy.article);
    const auto earlier = RowOf(session, copy.of);
    if (!row || !earlier) {
      continue;
    }
    // Which of the two is the earlier may be known better now.
    session.Run("DELETE FROM copies WHERE article_row = ? AND earlier_row = ?", {*earlier, *row});
    session.Run(
        "INSERT INTO copies (article_row, earlier_row, kind, shared, json, of_publisher) VALUES (?, ?, ?, ?, ?, "
        "coalesce((SELECT e.publisher_key FROM articles e JOIN articles a ON a.article_row = ? "
        "WHERE e.article_row = ? AND e.publisher_key <> a.publisher_key), '')) "
        "ON CONFLICT (article_row, earlier_row) DO UPDATE SET kind = excluded.kind, shared = excluded.shared, "
        "json = excluded.json, of_publisher = excluded.of_publisher",
        {*row, *earlier, news::Spell(copy.kind), copy.shared, form::WriteCopy(copy), *row, *earlier});
    stale.Note(*row, *earlier);
  }
}

// Hops that name whom the news is from; the site itself and persons are none.
bool NamesSource(news::HopHow how) {
  return how != news::HopHow::kPublished && how != news::HopHow::kTold && how != news::HopHow::kQuoted;
}

void WriteOrigins(Session& session, std::span<const news::Origin> origins) {
  for (const news::Origin& origin : origins) {
    const auto row = RowOf(session, origin.article);
    if (!row) {
      continue;
    }
    session.Run(
        "INSERT INTO origins (article_row, json) VALUES (?, ?) "
        "ON CONFLICT (article_row) DO UPDATE SET json = excluded.json",
        {*row, form::WriteOrigin(origin)});
    session.Run("UPDATE articles SET origin_kind = ? WHERE article_row = ?", {news::Spell(origin.kind), *row});
    session.Run("DELETE FROM citations WHERE article_row = ? AND traced = 1", {*row});
    const std::string publisher =
        session.Words("SELECT publisher_key FROM articles WHERE article_row = ?", {*row}).value_or("");
    for (const news::Hop& hop : origin.chain) {
      const std::string key = SourceKey(hop.name);
      if (NamesSource(hop.how) && !key.empty() && key != publisher) {
        session.Run(
            "INSERT INTO citations (article_row, source_key, traced, publisher_key, source, how) "
            "VALUES (?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING",
            {*row, key, publisher, hop.name, news::Spell(hop.how)});
      }
    }
    WriteProvenance(session, *row, origin);
  }
}

// What was told of an article stays until something else is.
void WritePlacings(Session& session, const news::Story& story) {
  for (const news::Placing& placing : story.placed) {
    const auto row = RowOf(session, placing.article);
    if (row && !placing.why.empty()) {
      session.Run(
          "INSERT INTO placings (article_row, json) VALUES (?, ?) "
          "ON CONFLICT (article_row) DO UPDATE SET json = excluded.json",
          {*row, form::WriteReasons(placing.why)});
    }
  }
}

void WriteTold(Session& session, std::span<const ToldSources> told) {
  for (const ToldSources& each : told) {
    session.Run(
        "INSERT INTO told_sources (told, least, most, untraced) VALUES (?, ?, ?, ?) ON CONFLICT (told) DO UPDATE SET "
        "least = excluded.least, most = excluded.most, untraced = excluded.untraced",
        {each.told, std::int64_t{each.independent.least}, std::int64_t{each.independent.most},
         std::int64_t{each.independent.untraced}});
  }
}

// Where each article is and where it is to be. Stories that lose an article without being written are counted again.
class Placement {
 public:
  explicit Placement(Session& session) : session_(session) {}

  void Write(const news::Story& story) {
    written_.insert(story.id.value());
    std::set<std::int64_t> wanted;
    for (const news::ArticleId& id : story.articles) {
      if (const auto row = RowOf(session_, id)) {
        wanted.insert(*row);
      }
    }
    std::set<std::int64_t> present;
    session_.Run("SELECT article_row FROM articles WHERE story = ?", {story.id.value()},
                 [&](const Row& row) { present.insert(row.Int(0)); });
    for (const std::int64_t row : present) {
      if (!wanted.contains(row)) {
        session_.Run("UPDATE articles SET story = NULL WHERE article_row = ?", {row});
      }
    }
    for (const std::int64_t row : wanted) {
      if (!present.contains(row)) {
        coming_.emplace_back(row, story.id.value());
      }
    }
  }

  // After all stories were written: one may get what another gave up.
  void Settle() {
    for (const auto& [row, story] : coming_) {
      const auto before = session_.Words("SELECT story FROM articles WHERE article_row = ?", {row});
      if (before && !written_.contains(*before)) {
        bereft_.insert(*before);
      }
      session_.Run("UPDATE articles SET story = ? WHERE article_row = ?", {story, row});
    }
    for (const std::set<std::string>* const stories : {&written_, &bereft_}) {
      for (const std::string& story : *stories) {
        RecountStory(session_, story);
      }
    }
  }

 private:
  Session& session_;
  std::set<std::string> written_;
  std::set<std::string> bereft_;
  std::vector<std::pair<std::int64_t, std::string>> coming_;
};

void WriteStories(Session& session, std::span<const news::Story> stories) {
  Placement placement(session);
  for (const news::Story& story : stories) {
    placement.Write(story);
    WritePlacings(session, story);
    const auto first = Formatted(story.first);
    const auto last = Formatted(story.last);
    const auto count = [&](int news::Independence::*which) {
      return story.independent ? Value(std::int64_t{(*story.independent).*which}) : Value();
    };
    session.Run(
        "INSERT INTO stories (id, headline, summary, thread, first, last, latest, least, most, untraced, "
        "article_count, first_publisher, publishers, language, importance, sample) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 0, '', '', '', 0, 0) "
        "ON CONFLICT (id) DO UPDATE SET headline = excluded.headline, summary = excluded.summary, "
        "thread = excluded.thread, first = excluded.first, last = excluded.last, least = excluded.least, "
        "most = excluded.most, untraced = excluded.untraced",
        {story.id.value(), story.headline, story.summary, story.thread.value(), OrNull(first), OrNull(last),
         count(&news::Independence::least), count(&news::Independence::most), count(&news::Independence::untraced)});
  }
  placement.Settle();
}

}  // namespace

void RecountStory(Session& session, const std::string& id) {
  std::int64_t articles = 0;
  std::int64_t latest = INT64_MIN;
  std::int64_t latest_dated = INT64_MIN;
  bool all_sample = true;
  std::string first_publisher;
  std::vector<std::string> publishers;
  std::set<std::string> seen_publishers;
  std::map<std::string, int> languages;
  // Who was first, and how fresh the story is, only a stated date can tell; where no article has one, the order in
  // which they came must do.
  session.Run(
      "SELECT article_row, publisher, language, sample, published IS NOT NULL FROM articles WHERE story = ? "
      "ORDER BY article_row",
      {id}, [&](const Row& row) {
        ++articles;
        latest = SecondsOfRow(row.Int(0));
        const bool dated = row.Int(4) != 0;
        std::string publisher(row.Text(1));
        if (dated) {
          first_publisher = latest_dated == INT64_MIN ? publisher : first_publisher;
          latest_dated = latest;
        }
        if (!publisher.empty() && seen_publishers.insert(publisher).second) {
          publishers.push_back(std::move(publisher));
        }
        ++languages[std::string(row.Text(2))];
        all_sample = all_sample && row.Int(3) != 0;
      });
  if (articles == 0) {
    session.Run("DELETE FROM stories WHERE id = ?", {id});
    return;
  }
  latest = latest_dated == INT64_MIN ? latest - kUndatedSeconds : latest_dated;
  const auto most_used = std::ranges::max_element(languages, {}, [](const auto& language) { return language.second; });
  session.Run(
      "UPDATE stories SET article_count = ?, latest = ?, first_publisher = ?, publishers = ?, language = ?, sample = ? "
      "WHERE id = ?",
      {articles, latest, first_publisher, JoinLines(publishers), most_used->first, all_sample, id});
  ReckonStory(session, id);
}

Result<void> Store::Write(const DeskWork& work, std::chrono::sys_seconds now) {
  return WriteBehind(*this, {}, work, now);
}

Result<void> WriteBehind(Store& store, const Fence& fence, const DeskWork& work, std::chrono::sys_seconds now) {
  return store.database().Write([&](Session& session) -> Result<void> {
    if (auto mine = Mine(session, fence); !mine) {
      return mine;
    }
    WriteCopies(session, work.copies);
    WriteOrigins(session, work.origins);
    WriteTold(session, work.told);
    WriteStories(session, work.stories);
    for (const news::Story& story : work.stories) {
      MindStoryItem(session, story.id.value(), now);
      StirStory(session, story.id.value(), {}, now);
    }
    return {};
  });
}

Result<std::vector<news::Article>> Store::Unplaced(std::size_t limit) {
  while (true) {
    std::vector<std::int64_t> damaged;
    auto articles = ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::Article>> {
      std::vector<news::Article> found;
      session.Run(
          "SELECT t.json, a.article_row FROM articles a JOIN article_texts t ON t.article_row = a.article_row "
          "WHERE a.story IS NULL AND a.placeable = 1 ORDER BY a.article_row LIMIT ?",
          {static_cast<std::int64_t>(limit)}, [&](const Row& row) {
            if (auto article = Unpack(row.Text(0))) {
              found.push_back(std::move(*article));
            } else {
              Log(LogLevel::kError, "{}", article.error().text);
              damaged.push_back(row.Int(1));
            }
          });
      return found;
    });
    if (!articles || damaged.empty()) {
      return articles;
    }
    // They can be placed never more, and are not to stand before the others for ever.
    const auto set = database_->Write([&](Session& session) -> Result<void> {
      for (const std::int64_t row : damaged) {
        session.Run("UPDATE articles SET placeable = 0 WHERE article_row = ?", {row});
      }
      return {};
    });
    if (!set) {
      return tl::unexpected(set.error());
    }
    if (!articles->empty()) {
      return articles;
    }
  }
}

Result<void> Store::EachPlaced(
    std::chrono::sys_seconds since,
    const std::function<bool(const news::Article&, const news::StoryId&, const news::ThreadId&)>& each) {
  std::int64_t seen = Seconds(since) - 1;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
  bool wanted = true;
  std::int64_t found = kPlacedAtOnce;
  while (wanted && found == kPlacedAtOnce) {
    found = 0;
    const auto read = database_->Read([&](Session& session) -> Result<void> {
      session.Run(
          "SELECT a.seen, a.article_row, t.json, a.story, s.thread FROM articles a "
          "JOIN article_texts t ON t.article_row = a.article_row LEFT JOIN stories s ON s.id = a.story "
          "WHERE a.story IS NOT NULL AND (a.seen, a.article_row) > (?, ?) ORDER BY a.seen, a.article_row LIMIT ?",
          {seen, last, kPlacedAtOnce}, [&](const Row& row) {
            seen = row.Int(0);
            last = row.Int(1);
            ++found;
            const auto article = Unpack(row.Text(2));
            if (!article) {
              Log(LogLevel::kError, "{}", article.error().text);
            } else if (wanted) {
              wanted =
                  each(*article, news::StoryId(std::string(row.Text(3))), news::ThreadId(std::string(row.Text(4))));
            }
          });
      return {};
    });
    if (!read) {
      return read;
    }
  }
  return {};
}

Result<std::optional<std::chrono::sys_seconds>> Store::SeenSince(std::size_t count) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::optional<std::chrono::sys_seconds>> {
    const auto seen = session.Number(
        "SELECT seen FROM articles WHERE story IS NOT NULL ORDER BY seen DESC, article_row DESC LIMIT 1 OFFSET ?",
        {static_cast<std::int64_t>(count) - 1});
    return seen ? std::optional(std::chrono::sys_seconds(std::chrono::seconds(*seen))) : std::nullopt;
  });
}

}  // namespace headwater::store
