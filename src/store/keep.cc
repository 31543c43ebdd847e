// Keeping pages and the articles that came of them.
#include <algorithm>
#include <list>

#include "form/items.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/compress.h"
#include "store/decisions.h"
#include "store/fence.h"
#include "store/findings.h"
#include "store/forget.h"
#include "store/page_rows.h"
#include "store/provenance.h"
#include "store/reading_items.h"
#include "store/revise.h"
#include "store/rows.h"
#include "store/tidy.h"
#include "web/url.h"

namespace headwater::store {
namespace {

// A page made ready before the transaction begins, so that no one waits for its compression.
struct ReadyPage {
  const KeptPage* kept = nullptr;
  std::string hash;
  std::string address;
  std::string body;
};

// An article that is to have a row.
struct NewArticle {
  const news::Article* article = nullptr;
  std::int64_t page_row = 0;
  bool sample = false;
  std::int64_t row = 0;
  std::string address = {};  // RevisionAddress
};

// When the article is from, for the order of things: what it says, or what its words allow, and never the future.
std::int64_t TimeOf(const news::Article& article, std::chrono::sys_seconds seen) {
  std::chrono::sys_seconds at = seen;
  if (article.published) {
    at = article.published->at;
  } else if (article.published_between) {
    const news::PublishedBetween& between = *article.published_between;
    at = between.from ? std::chrono::sys_days(*between.from)
                      : (between.to ? std::chrono::sys_days(*between.to) : std::chrono::sys_seconds(seen));
  }
  return Seconds(std::min(at, seen));
}

std::int64_t FreeRow(Session& session, std::int64_t second) {
  std::int64_t row = 0;
  do {
    const std::int64_t first = FirstRowAt(second);
    row = session
              .Number("SELECT max(article_row) FROM articles WHERE article_row >= ? AND article_row < ?",
                      {first, FirstRowAt(second + 1)})
              .value_or(first - 1) +
          1;
    ++second;
  } while (row >= FirstRowAt(second) && session.Good());
  return row;
}

// Or puts it in the place of the one that has its row.
void InsertArticle(Session& session, const NewArticle& added, std::chrono::sys_seconds now) {
  const news::Article& article = *added.article;
  const Standing standing = StandingOf(article, now);
  const std::string publisher_key = SourceKey(article.publisher);
  const auto& between = article.published_between;
  const auto day = [](const std::optional<std::chrono::year_month_day>& each) {
    return each ? std::optional(FormatDay(*each)) : std::nullopt;
  };
  const auto published = Formatted(article.published);
  const auto from = between ? day(between->from) : std::nullopt;
  const auto to = between ? day(between->to) : std::nullopt;
  session.Run(
      "INSERT INTO articles (article_row, id, page_row, kind, placeable, url, headline, publisher, publisher_key, "
      "credit, authors, language, published, between_from, between_to, between_words, seen, sample, listed, "
      "shown_from, shown_until, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (article_row) DO UPDATE SET page_row = excluded.page_row, kind = excluded.kind, "
      "placeable = excluded.placeable, url = excluded.url, headline = excluded.headline, "
      "publisher = excluded.publisher, publisher_key = excluded.publisher_key, credit = excluded.credit, "
      "authors = excluded.authors, language = excluded.language, published = excluded.published, "
      "between_from = excluded.between_from, between_to = excluded.between_to, "
      "between_words = excluded.between_words, listed = excluded.listed, shown_from = excluded.shown_from, "
      "shown_until = excluded.shown_until",
      {added.row,
       article.id.value(),
       added.page_row,
       news::Spell(article.kind),
       PlaceableIn(session, standing.placeable, article.publisher),
       article.url,
       article.headline,
       article.publisher,
       publisher_key,
       article.credit,
       JoinLines(article.authors),
       article.language,
       OrNull(published),
       OrNull(from),
       OrNull(to),
       between ? JoinLines(between->evidence) : std::string(),
       Seconds(now),
       added.sample,
       standing.listed,
       OrNull(standing.shown_from),
       OrNull(standing.shown_until),
       added.address});
  session.Run(
      "INSERT INTO article_texts (article_row, json) VALUES (?, ?) "
      "ON CONFLICT (article_row) DO UPDATE SET json = excluded.json",
      {added.row, Blob{Compress(form::WriteArticle(article))}});
}

void InsertPage(Session& session, const ReadyPage& ready, std::chrono::sys_seconds now) {
  const news::Page& page = *ready.kept->page;
  session.Run(
      "INSERT INTO pages (hash, called, url, fetched, seen, content_type, headers, announcement, sample, bytes, body) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {ready.hash, page.id, page.url, OrNull(page.fetched), Seconds(now), page.content_type, WriteHeaders(page.headers),
       WriteAnnouncement(page.announcement), ready.kept->sample, static_cast<std::int64_t>(page.body.size()),
       Blob{ready.body}});
}

void NoteOutcome(Session& session, const ReadyPage& ready, std::int64_t page_row, std::chrono::sys_seconds now) {
  const news::Page& page = *ready.kept->page;
  if (ready.kept->article == nullptr) {
    session.Run(
        "INSERT INTO unreadable (address, error, at, sample) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (address) DO UPDATE SET error = excluded.error, at = excluded.at",
        {ready.address, ready.kept->error, Seconds(now), ready.kept->sample});
    SetUnreadPage(session, ready.address, page_row);
    return;
  }
  // The page may be the one that no article could be read from before.
  SetUnreadPage(session, ready.address, page_row);
  session.Run("DELETE FROM unreadable WHERE address = ?", {ready.address});
  NoteFoundLink(session, ready.address);
  // The announced address may have led to another one.
  const auto add = [&](const std::string& url, bool canonical) {
    if (!url.empty()) {
      session.Run("INSERT INTO addresses (url, page_row, canonical) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                  {url, page_row, canonical});
    }
  };
  const std::string& canonical = ready.kept->article->canonical_url;
  for (const std::string& url : {page.url, page.id}) {
    add(url, false);
    add(web::ComparableUrl(url), false);
  }
  const std::string comparable = web::ComparableUrl(canonical);
  add(canonical, !web::IsVariant(page.url, canonical));
  add(comparable, !web::IsVariant(page.url, canonical));
}

// Takes out what was found in an article that another is to replace.
void RemoveReplaced(Session& session, std::int64_t row) {
  if (session.Number("SELECT listed FROM articles WHERE article_row = ?", {row}).value_or(0) != 0) {
    RemoveFindings(session, row);
  }
  for (const std::string_view table : {"citations", "copies", "origins"}) {
    session.Run(fmt::format("DELETE FROM {} WHERE article_row = ?", table), {row});
  }
  session.Run("DELETE FROM copies WHERE earlier_row = ?", {row});
  ForgetProvenance(session, row);
}

// The pages of one write, and the articles among them that are new or have changed.
class Addition {
 public:
  Addition(Session& session, std::chrono::sys_seconds now) : session_(session), now_(now) {}

  void Add(const ReadyPage& ready) {
    const news::Article* const article = ready.kept->article;
    if (ready.kept->known) {
      SeeAgain(ready);
      return;
    }
    const std::string address = article == nullptr ? std::string() : RevisionAddress(*ready.kept->page, *article);
    if (!address.empty()) {
      if (const auto line = LineOf(session_, address, *article)) {
        Revise(ready, *line, *article);
        return;
      }
    }
    const auto page_row = PageRow(ready);
    if (!page_row || RowOf(session_, StoredId(news::PageId(ready.hash)))) {
      return;
    }
    NoteOutcome(session_, ready, *page_row, now_);
    if (article == nullptr) {
      return;
    }
    const std::int64_t row = AddArticle(*article, *page_row, ready.kept->sample, address);
    if (!address.empty()) {
      WriteFirstRevision(session_, row, *page_row, *article, RevisionTime(*ready.kept->page, *article, now_));
    }
    if (form::IsTakenApart(*article)) {
      items_.push_back(form::Placeable(*article));
      for (const news::Article& item : items_.back()) {
        const std::int64_t item_row = AddArticle(item, *page_row, ready.kept->sample, {});
        if (!address.empty()) {
          WriteFirstRevision(session_, item_row, *page_row, item, RevisionTime(*ready.kept->page, *article, now_));
        }
      }
    }
  }

  // In the order of rows the full-text index takes a whole batch as one piece.
  void Index() {
    std::ranges::sort(added_, {}, &NewArticle::row);
    const Settled settled = Settled::Read(session_);
    for (const NewArticle& each : added_) {
      if (StandingOf(*each.article, now_).listed) {
        InsertFindings(session_, *each.article, each.row, settled);
      }
      MindItem(session_, each.row, now_);
    }
  }

 private:
  std::optional<std::int64_t> PageRow(const ReadyPage& ready) {
    constexpr std::string_view kAsk = "SELECT page_row FROM pages WHERE hash = ?";
    auto row = session_.Number(kAsk, {ready.hash});
    if (!row) {
      InsertPage(session_, ready, now_);
      row = session_.Number(kAsk, {ready.hash});
    }
    return row;
  }

  // Its row is taken at once, so that the next one of this second has another.
  std::int64_t AddArticle(const news::Article& article, std::int64_t page_row, bool sample,
                          const std::string& address) {
    const std::int64_t row = FreeRow(session_, TimeOf(article, now_));
    added_.push_back({&article, page_row, sample, row, address});
    InsertArticle(session_, added_.back(), now_);
    return row;
  }

  // The very bytes of a page that is here: it may have come back to what it was.
  void SeeAgain(const ReadyPage& ready) {
    std::int64_t revision = 0;
    std::int64_t row = 0;
    session_.Run(
        "SELECT r.revision_row, r.article_row FROM revisions r JOIN pages p ON p.page_row = r.page_row "
        "WHERE p.hash = ? ORDER BY r.at DESC LIMIT 1",
        {ready.hash}, [&](const Row& found) {
          revision = found.Int(0);
          row = found.Int(1);
        });
    if (revision == 0) {
      session_.Run("UPDATE unreadable SET at = ? WHERE address = ?", {Seconds(now_), ready.address});
    }
    if (revision == 0 || !ready.kept->page->fetched) {
      return;
    }
    if (auto article = RevisedArticle(session_, revision)) {
      article->id = StoredId(news::PageId(ready.hash));
      Revise(ready, row, *article);
    }
  }

  // A further capture of the article that has this row.
  void Revise(const ReadyPage& ready, std::int64_t row, const news::Article& article) {
    const auto at = RevisionTime(*ready.kept->page, article, now_);
    const RevisionPlace place = PlaceRevision(session_, row, article, at);
    const std::optional<news::Rights> rights = RightsOf(row);
    // What is reserved now is not kept for having been free once.
    if (place.changed && !place.newest && rights && (!rights->text || rights->withdrawn)) {
      return;
    }
    std::optional<std::int64_t> page_row;
    if (place.changed) {
      page_row = PageRow(ready);
    } else {
      NoteSeen(session_, place.same, at);
      page_row = session_.Number("SELECT page_row FROM revisions WHERE revision_row = ?", {place.same});
    }
    if (!page_row) {
      return;
    }
    if (ready.kept->article != nullptr) {
      NoteOutcome(session_, ready, *page_row, now_);
    }
    if (place.changed) {
      WriteRevision(session_, row, *page_row, article, at, place);
    }
    const bool reserved_anew = place.newest && !place.changed && !SameRights(rights, article.rights);
    if ((place.newest && place.changed) || reserved_anew) {
      Renew(row, *page_row, article);
    }
    if (article.kind == news::ArticleKind::kLive && form::IsTakenApart(article)) {
      const news::ArticleId page(session_.Words("SELECT id FROM articles WHERE article_row = ?", {row}).value_or(""));
      for (news::Article& entry : form::Placeable(article)) {
        ReviseEntry(page, *page_row, ready.kept->sample, article, std::move(entry), at);
      }
    }
  }

  // An entry of a live page that was captured again; those that it does not show any more stay as they are.
  void ReviseEntry(const news::ArticleId& page, std::int64_t page_row, bool sample, const news::Article& live,
                   news::Article entry, std::chrono::sys_seconds at) {
    const auto row = EntryRow(session_, page, live, entry);
    if (!row) {
      const std::size_t key = entry.id.value().rfind('#');
      entry.id = news::ArticleId(page.value() + entry.id.value().substr(std::min(key, entry.id.value().size())));
      const news::Article& added = renewed_.emplace_back(std::move(entry));
      WriteFirstRevision(session_, AddArticle(added, page_row, sample, {}), page_row, added, at);
      return;
    }
    const auto before = ReadArticles(session_, "SELECT json FROM article_texts WHERE article_row = ?", {*row});
    const news::Article* const known = before && !before->empty() ? &before->front() : nullptr;
    // "An hour ago" is another time at each look; the first look knew it best.
    constexpr std::chrono::hours kVague{3};
    if (known != nullptr && known->published && entry.published &&
        std::chrono::abs(known->published->at - entry.published->at) <= kVague) {
      entry.published = known->published;
    }
    const RevisionPlace place = PlaceRevision(session_, *row, entry, at);
    if (place.changed) {
      WriteRevision(session_, *row, page_row, entry, at, place);
    } else {
      NoteSeen(session_, place.same, at);
    }
    if (place.newest && (place.changed || (known != nullptr && !SameRights(known->rights, entry.rights)))) {
      Renew(*row, page_row, entry);
    }
  }

  std::optional<news::Rights> RightsOf(std::int64_t row) {
    const auto found = ReadArticles(session_, "SELECT json FROM article_texts WHERE article_row = ?", {row});
    return found && !found->empty() ? found->front().rights : std::nullopt;
  }

  // The article takes the place of the one that has the row, under its id, and is to be placed anew.
  void Renew(std::int64_t row, std::int64_t page_row, const news::Article& article) {
    news::Article& renewed = renewed_.emplace_back(article);
    form::Rename(renewed,
                 news::ArticleId(session_.Words("SELECT id FROM articles WHERE article_row = ?", {row}).value_or("")));
    const auto waiting = std::ranges::find(added_, row, &NewArticle::row);
    if (waiting != added_.end()) {
      waiting->article = &renewed;
      waiting->page_row = page_row;
    } else {
      RemoveReplaced(session_, row);
    }
    const auto headline = session_.Words("SELECT headline FROM articles WHERE article_row = ?", {row});
    const NewArticle added{&renewed, page_row, false, row, {}};
    InsertArticle(session_, added, now_);
    if (waiting == added_.end()) {
      added_.push_back(added);
    }
    const auto story = session_.Words("SELECT story FROM articles WHERE article_row = ?", {row});
    session_.Run("UPDATE articles SET story = NULL, origin_kind = NULL WHERE article_row = ?", {row});
    session_.Run("DELETE FROM placings WHERE article_row = ?", {row});
    if (story) {
      RecountStory(session_, *story);
    }
    // The desk may hold the story no more, and would never tell it again without these words.
    if (story && (Reserves(renewed) || !StandingOf(renewed, now_).listed)) {
      BlankStory(session_, *story, headline.value_or(""));
    }
    if (Reserves(renewed)) {
      ForgetWords(session_, row, renewed);
    }
  }

  Session& session_;
  std::chrono::sys_seconds now_;
  std::vector<NewArticle> added_;
  // Pages taken apart, and articles under the ids of those that they replace; lists, for added_ points into them.
  std::list<std::vector<news::Article>> items_;
  std::list<news::Article> renewed_;
};

}  // namespace

Result<void> Store::Keep(std::span<const KeptPage> pages, std::chrono::sys_seconds now) {
  return KeepBehind(*this, {}, pages, now);
}

Result<void> KeepBehind(Store& store, const Fence& fence, std::span<const KeptPage> pages,
                        std::chrono::sys_seconds now) {
  std::vector<ReadyPage> ready;
  ready.reserve(pages.size());
  for (const KeptPage& kept : pages) {
    const news::Page& page = *kept.page;
    const news::PageId hash = HashPage(page);
    if (kept.article != nullptr && kept.article->id != StoredId(hash)) {
      return Fail(Fault::kBadInput, fmt::format("{}: the article's id is {}, not that of its page, {}", page.url,
                                                kept.article->id.value(), StoredId(hash).value()));
    }
    ready.push_back({&kept, hash.value(), page.url.empty() ? page.id : page.url,
                     Compress(kept.keep_bytes ? std::string_view(page.body) : std::string_view())});
  }
  return store.database().Write([&](Session& session) -> Result<void> {
    if (auto mine = Mine(session, fence); !mine) {
      return mine;
    }
    Addition addition(session, now);
    for (const ReadyPage& each : ready) {
      addition.Add(each);
    }
    addition.Index();
    return {};
  });
}

}  // namespace headwater::store
