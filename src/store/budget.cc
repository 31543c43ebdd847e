// Sheds the oldest pages, wordings and texts.
#include "store/budget.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/log.h"
#include "form/json.h"
#include "store/compress.h"
#include "store/findings.h"
#include "store/reading_items.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::string_view kNote = "disk budget";
// Compressed, nothing takes a few bytes.
constexpr std::int64_t kNothing = 32;
// What is deleted goes a little below the budget, so that it is not done for each page that comes.
constexpr double kDownTo = 0.97;
constexpr std::int64_t kShrinkEvery = 6 * 3'600;
constexpr std::int64_t kRoundEvery = 24 * 3'600;

constexpr std::array<std::string_view, 3> kNames{"pages", "revisions", "texts"};

std::string CursorNote(Shed shed) { return fmt::format("shed {}", Spell(shed)); }

std::int64_t NumberNote(Session& session, const std::string& name) {
  return session.Number("SELECT CAST(value AS BIGINT) FROM notes WHERE name = ?", {name}).value_or(0);
}

void PutNote(Session& session, std::string_view name, std::string_view value) {
  session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
              {name, value});
}

// Nobody keeps the article, or its story.
std::string MayGo() {
  return fmt::format(
      "a.sample = 0 AND NOT {} AND NOT EXISTS (SELECT 1 FROM items AS q WHERE q.story = a.story AND "
      "(EXISTS (SELECT 1 FROM item_tags AS g WHERE g.item = q.item) OR EXISTS (SELECT 1 FROM item_marks "
      "AS m WHERE m.item = q.item AND (m.starred IS NOT NULL OR m.later IS NOT NULL OR m.noted IS NOT "
      "NULL))))",
      kCherished);
}

struct Found {
  std::vector<std::int64_t> rows;
  std::optional<std::int64_t> last;
};

Found Look(Session& session, const std::string& sql, std::int64_t from, std::size_t limit) {
  Found found;
  session.Run(sql, {from, static_cast<std::int64_t>(limit)}, [&](const Row& row) {
    found.rows.push_back(row.Int(0));
    found.last = row.Int(0);
  });
  return found;
}

Found ShedPages(Session& session, std::int64_t from, std::size_t limit, std::chrono::sys_seconds /*now*/) {
  Found found = Look(session,
                     fmt::format("SELECT p.page_row FROM pages AS p WHERE p.page_row > ? AND p.sample = 0 AND "
                                 "length(p.body) > {} AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.page_row = "
                                 "p.page_row AND NOT ({})) ORDER BY p.page_row LIMIT ?",
                                 kNothing, MayGo()),
                     from, limit);
  const std::string nothing = Compress({});
  for (const std::int64_t page : found.rows) {
    session.Run("UPDATE pages SET body = ? WHERE page_row = ?", {Blob{nothing}, page});
  }
  return found;
}

Found ShedRevisions(Session& session, std::int64_t from, std::size_t limit, std::chrono::sys_seconds /*now*/) {
  Found found = Look(session,
                     fmt::format("SELECT r.revision_row FROM revisions AS r JOIN articles AS a ON a.article_row = "
                                 "r.article_row WHERE r.revision_row > ? AND r.json IS NOT NULL AND {} "
                                 "ORDER BY r.revision_row LIMIT ?",
                                 MayGo()),
                     from, limit);
  const std::string nothing = Compress({});
  for (const std::int64_t revision : found.rows) {
    session.Run(
        "UPDATE pages SET body = ? WHERE page_row IN (SELECT r.page_row FROM revisions AS r JOIN articles AS a ON "
        "a.article_row = r.article_row WHERE r.revision_row = ? AND a.page_row <> r.page_row)",
        {Blob{nothing}, revision});
    session.Run("DELETE FROM revisions WHERE revision_row = ?", {revision});
  }
  return found;
}

// What is left of an article: what names it, and what its chain says. False where it had no words any more.
bool ShedText(Session& session, std::int64_t row, const Settled& settled) {
  std::optional<news::Article> article;
  bool listed = false;
  session.Run(
      "SELECT t.json, a.listed FROM article_texts AS t JOIN articles AS a ON a.article_row = t.article_row "
      "WHERE t.article_row = ?",
      {row}, [&](const Row& found) {
        if (auto unpacked = Unpack(found.Text(0))) {
          article = *std::move(unpacked);
        }
        listed = found.Int(1) != 0;
      });
  if (!article || article->text.empty()) {
    return false;
  }
  if (listed) {
    RemoveFindings(session, *article, row);
  }
  article->text.clear();
  article->marks.clear();
  article->links.clear();
  for (news::Item& item : article->items) {
    item.text.clear();
    item.truncated = true;
    item.annotations.reset();
  }
  article->annotations = news::Annotations();
  const std::string packed = Compress(form::WriteArticle(*article));
  session.Run("UPDATE article_texts SET json = ? WHERE article_row = ?", {Blob{packed}, row});
  if (listed) {
    InsertFindings(session, *article, row, settled);
  }
  const std::string nothing = Compress({});
  session.Run("UPDATE pages SET body = ? WHERE page_row = (SELECT page_row FROM articles WHERE article_row = ?)",
              {Blob{nothing}, row});
  return true;
}

// Rows do not say whether they were shed: after a whole round there is a day's pause.
Found ShedTexts(Session& session, std::int64_t from, std::size_t limit, std::chrono::sys_seconds now) {
  constexpr std::size_t kLookedAtForEach = 20;
  if (from == 0 && NumberNote(session, "texts shed") + kRoundEvery > Seconds(now)) {
    return {};
  }
  Found found = Look(session,
                     fmt::format("SELECT a.article_row FROM articles AS a WHERE a.article_row > ? AND {} "
                                 "ORDER BY a.article_row LIMIT ?",
                                 MayGo()),
                     from, limit * kLookedAtForEach);
  if (found.rows.empty()) {
    PutNote(session, "texts shed", fmt::to_string(Seconds(now)));
    return found;
  }
  const Settled settled = Settled::Read(session);
  std::size_t shed = 0;
  for (std::size_t n = 0; n < found.rows.size(); ++n) {
    shed += ShedText(session, found.rows[n], settled) ? 1 : 0;
    if (shed == limit) {
      found.rows.resize(n + 1);
      found.last = found.rows.back();
    }
  }
  return found;
}

std::string Written(const BudgetSettings& settings) {
  std::string words = fmt::to_string(settings.bytes);
  for (const Shed shed : settings.order) {
    words.append("\n").append(Spell(shed));
  }
  return words;
}

}  // namespace

std::optional<Shed> ShedCalled(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  return found == kNames.end() ? std::nullopt : std::optional(static_cast<Shed>(found - kNames.begin()));
}

std::string_view Spell(Shed shed) { return kNames[static_cast<std::size_t>(shed)]; }

Result<std::int64_t> Budget::Step(const BudgetSettings& settings, std::size_t limit, std::chrono::sys_seconds now) {
  Database& database = store_.database();
  const auto note = store_.Note(kNote);
  if (!note) {
    return tl::unexpected(note.error());
  }
  if (const std::string words = Written(settings);
      note->value_or("0") != words && (settings.bytes > 0 || note->has_value())) {
    if (const auto put = store_.SetNote(kNote, words); !put) {
      return tl::unexpected(put.error());
    }
  }
  const auto bytes = settings.bytes > 0 ? database.BytesInUse() : Result<Database::Bytes>(Database::Bytes{});
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  const auto goal = static_cast<std::int64_t>(static_cast<double>(settings.bytes) * kDownTo);
  std::int64_t shed_now = 0;
  if (settings.bytes > 0 && bytes->used > goal) {
    const auto shed = WriteAs(database, [&](Session& session) -> Result<std::int64_t> {
      // Begun above the budget, it is gone on with until the goal is reached.
      const bool going = NumberNote(session, "shedding") != 0;
      if (bytes->used <= settings.bytes && !going) {
        return 0;
      }
      for (const Shed what : settings.order) {
        constexpr std::array kSheds{&ShedPages, &ShedRevisions, &ShedTexts};
        const std::string cursor = CursorNote(what);
        const std::int64_t from = NumberNote(session, cursor);
        Found found = kSheds[static_cast<std::size_t>(what)](session, from, limit, now);
        PutNote(session, cursor, fmt::to_string(found.last.value_or(0)));
        if (!found.rows.empty()) {
          PutNote(session, "shedding", "1");
          return static_cast<std::int64_t>(found.rows.size());
        }
      }
      return 0;
    });
    if (!shed) {
      return shed;
    }
    shed_now = *shed;
  }
  if (shed_now > 0) {
    return shed_now;
  }
  const auto due = ReadAs(database, [&](Session& session) -> Result<bool> {
    return NumberNote(session, "shedding") != 0 && NumberNote(session, "shrunk") + kShrinkEvery <= Seconds(now);
  });
  if (!due || !*due) {
    return due.map([](bool) { return std::int64_t{0}; });
  }
  const auto noted = database.Write([&](Session& session) -> Result<void> {
    PutNote(session, "shedding", "0");
    PutNote(session, "shrunk", fmt::to_string(Seconds(now)));
    return {};
  });
  if (!noted) {
    return tl::unexpected(noted.error());
  }
  // For a while it takes twice the room; without it, what is free is used again by what comes.
  if (const auto shrunk = database.Shrink(); !shrunk) {
    Log(LogLevel::kWarning, "the store's file keeps its size for now: {}", shrunk.error().text);
  }
  return 0;
}

Result<BudgetStanding> Budget::Standing() {
  const auto bytes = store_.database().BytesInUse();
  const auto note = store_.Note(kNote);
  if (!bytes || !note) {
    return tl::unexpected(bytes ? note.error() : bytes.error());
  }
  BudgetStanding standing{bytes->used, store_.database().BytesOnDisk(), 0, {}};
  const std::string words = note->value_or("");
  for (const std::string& line : SplitLines(words)) {
    if (const auto shed = ShedCalled(line)) {
      standing.order.push_back(*shed);
    } else {
      std::from_chars(line.data(), line.data() + line.size(), standing.budget);
    }
  }
  return standing;
}

}  // namespace headwater::store
