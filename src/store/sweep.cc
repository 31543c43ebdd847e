// Sweeps the whole store for what quotes the words that were buried.
#include <array>
#include <optional>

#include "store/burial.h"
#include "store/compress.h"
#include "store/forget.h"
#include "store/rows.h"
#include "store/take_out.h"
#include "store/tombstones.h"

namespace headwater::store {
namespace {

// One look at rows beyond `from`; the last of them, or nothing where there are none.
struct Look {
  TakeOut::Reach reach;
  std::vector<std::int64_t> pages;    // that quote without an article of theirs that does
  std::vector<std::int64_t> revised;  // articles, an earlier wording of which quotes
  std::optional<std::int64_t> last;
};

void LookAtArticles(Session& session, const Tombstones& stones, std::int64_t from, std::int64_t rows, Look& look) {
  session.Run("SELECT article_row, json FROM article_texts WHERE article_row > ? ORDER BY article_row LIMIT ?",
              {from, rows}, [&](const Row& row) {
                look.last = row.Int(0);
                const auto article = Unpack(row.Text(1));
                const Resemblance found = article ? stones.CompareArticle(*article) : Resemblance{};
                if (found.likeness == Likeness::kCopy && GoesWhole(*article)) {
                  look.reach.remove.push_back(article->id);
                } else if (found.likeness != Likeness::kNone) {
                  look.reach.withhold.push_back(article->id);
                }
              });
}

void LookAtRevisions(Session& session, const Tombstones& stones, std::int64_t from, std::int64_t rows, Look& look) {
  session.Run(
      "SELECT revision_row, article_row, json, changes FROM revisions WHERE revision_row > ? "
      "ORDER BY revision_row LIMIT ?",
      {from, rows}, [&](const Row& row) {
        look.last = row.Int(0);
        const auto article = row.IsNull(2) ? Unpack({}) : Unpack(row.Text(2));
        if ((article && stones.CompareArticle(*article).likeness != Likeness::kNone) ||
            stones.Compare(row.Text(3)).likeness != Likeness::kNone) {
          look.revised.push_back(row.Int(1));
        }
      });
}

void LookAtPages(Session& session, const Tombstones& stones, std::int64_t from, std::int64_t rows, Look& look) {
  session.Run("SELECT page_row, body, announcement, headers FROM pages WHERE page_row > ? ORDER BY page_row LIMIT ?",
              {from, rows}, [&](const Row& row) {
                look.last = row.Int(0);
                const auto body = Decompress(row.Text(1));
                if ((body && stones.CompareHtml(*body).likeness != Likeness::kNone) ||
                    stones.CompareHtml(row.Text(2)).likeness != Likeness::kNone ||
                    stones.Compare(row.Text(3)).likeness != Likeness::kNone) {
                  look.pages.push_back(row.Int(0));
                }
              });
}

// What people, hubs and the desk wrote. Where it quotes, the row goes, or its words do.
struct Written {
  std::string_view table;
  std::string_view column;
  bool row_goes;
  std::string_view story;  // an expression for the story that is to be told anew, or empty
};
constexpr std::array<Written, 20> kWritten{
    {{"work", "payload", true, ""},
     {"deliveries", "body", true, ""},
     {"placings", "json", true, "(SELECT a.story FROM articles AS a WHERE a.article_row = x.article_row)"},
     {"origins", "json", true, "(SELECT a.story FROM articles AS a WHERE a.article_row = x.article_row)"},
     {"stories", "summary", false, "x.id"},
     {"stories", "headline", false, "x.id"},
     {"remarks", "words", false, ""},
     {"item_marks", "note", false, ""},
     {"errands", "payload", false, ""},
     {"errands", "answer", false, ""},
     {"unreadable", "error", false, ""},
     {"rules", "words", false, ""},
     {"alert_pending", "detail", true, ""},
     {"alert_hits", "detail", true, ""},
     {"briefing_items", "detail", true, ""},
     {"outbox", "note", false, ""},
     {"outbox", "error", false, ""},
     {"checks", "error", false, ""},
     {"takedowns", "words", false, ""},
     {"takedowns", "answer", false, ""}}};

constexpr std::int64_t kArticles = 0;
constexpr std::int64_t kRevisions = 1;
constexpr std::int64_t kPages = 2;
constexpr std::int64_t kFirstWritten = 3;

Result<void> ScourTable(Session& session, const Tombstones& stones, const Written& written,
                        std::set<news::StoryId>& touched) {
  std::set<std::string> quoting;
  const std::string sql = fmt::format("SELECT x.{}, {} FROM {} AS x", written.column,
                                      written.story.empty() ? "''" : written.story, written.table);
  session.Run(sql, {}, [&](const Row& row) {
    if (stones.CompareHtml(row.Text(0)).likeness == Likeness::kNone) {
      return;
    }
    quoting.emplace(row.Text(0));
    if (!row.Text(1).empty()) {
      touched.insert(news::StoryId(std::string(row.Text(1))));
    }
  });
  for (const std::string& words : quoting) {
    // Bodies are stored as bytes, which are compared with bytes alone.
    const bool bytes = written.column == "body";
    const Value value = bytes ? Value(Blob{words}) : Value(std::string_view(words));
    if (written.row_goes) {
      session.Run(fmt::format("DELETE FROM {} WHERE {} = ?", written.table, written.column), {value});
    } else {
      session.Run(fmt::format("UPDATE {} SET {} = ? WHERE {} = ?", written.table, written.column, written.column),
                  {written.table == "remarks" || written.table == "item_marks"
                       ? std::string_view("[quoted what its owner had taken down]")
                       : std::string_view(""),
                   value});
    }
  }
  return {};
}

}  // namespace

Result<TakeOut::Swept> TakeOut::Sweep(std::size_t rows) {
  std::int64_t stage = 0;
  Look look;
  const auto count = static_cast<std::int64_t>(rows);
  const auto stones = Tombstones::Read(store_, takedown_);
  if (!stones) {
    return tl::unexpected(stones.error());
  }
  const auto looked = store_.database().Read([&](Session& session) -> Result<void> {
    std::int64_t from = 0;
    session.Run("SELECT stage, swept_row FROM takedowns WHERE number = ?", {takedown_}, [&](const Row& row) {
      stage = row.Int(0);
      from = row.Int(1) == 0 ? INT64_MIN : row.Int(1);
    });
    constexpr std::array kLooks{&LookAtArticles, &LookAtRevisions, &LookAtPages};
    if (stage < kFirstWritten) {
      kLooks[static_cast<std::size_t>(stage)](session, **stones, from, count, look);
    }
    return {};
  });
  if (!looked) {
    return tl::unexpected(looked.error());
  }
  return WriteAs(store_.database(), [&](Session& session) -> Result<Swept> {
    Swept swept{std::move(look.reach), {}, false};
    for (const std::int64_t article : look.revised) {
      ForgetRevisions(session, article,
                      session.Words("SELECT headline FROM articles WHERE article_row = ?", {article}).value_or(""));
    }
    const std::string nothing = Compress({});
    for (const std::int64_t page : look.pages) {
      session.Run("UPDATE pages SET body = ?, announcement = '', headers = '' WHERE page_row = ?",
                  {Blob{nothing}, page});
      BuryPage(session, page, takedown_, false);
    }
    if (stage < kFirstWritten) {
      NoteStage(session, takedown_, look.last ? stage : stage + 1, look.last.value_or(0));
      return swept;
    }
    const auto at = static_cast<std::size_t>(stage - kFirstWritten);
    if (at < kWritten.size()) {
      if (const auto scoured = ScourTable(session, **stones, kWritten[at], swept.touched); !scoured) {
        return tl::unexpected(scoured.error());
      }
      NoteStage(session, takedown_, stage + 1, 0);
    }
    swept.done = at + 1 >= kWritten.size();
    if (swept.done) {
      // What the hub's topics held is made anew from what is left.
      session.Run("UPDATE hub_topics SET hash = '', body = ''");
    }
    return swept;
  });
}

}  // namespace headwater::store
