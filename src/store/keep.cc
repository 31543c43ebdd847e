// Keeping pages and the articles that came of them.
#include <algorithm>
#include <list>

#include "form/items.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/compress.h"
#include "store/findings.h"
#include "store/page_rows.h"
#include "store/rows.h"
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

void InsertArticle(Session& session, const NewArticle& added, std::chrono::sys_seconds now) {
  const news::Article& article = *added.article;
  const Standing standing = StandingOf(article, now);
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
      "shown_from, shown_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {added.row,
       article.id.value(),
       added.page_row,
       news::Spell(article.kind),
       standing.placeable,
       article.url,
       article.headline,
       article.publisher,
       SourceKey(article.publisher),
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
       OrNull(standing.shown_until)});
  session.Run("INSERT INTO article_texts (article_row, json) VALUES (?, ?)",
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
    return;
  }
  session.Run("DELETE FROM unreadable WHERE address = ?", {ready.address});
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

// The pages of one write, and the articles among them that are new.
class Addition {
 public:
  Addition(Session& session, std::chrono::sys_seconds now) : session_(session), now_(now) {}

  void Add(const ReadyPage& ready) {
    const auto page_row = PageRow(ready);
    if (!page_row || RowOf(session_, StoredId(news::PageId(ready.hash)))) {
      return;
    }
    NoteOutcome(session_, ready, *page_row, now_);
    const news::Article* const article = ready.kept->article;
    if (article == nullptr) {
      return;
    }
    AddArticle(*article, *page_row, ready.kept->sample);
    if (form::IsTakenApart(*article)) {
      items_.push_back(form::Placeable(*article));
      for (const news::Article& item : items_.back()) {
        AddArticle(item, *page_row, ready.kept->sample);
      }
    }
  }

  // In the order of rows the full-text index takes a whole batch as one piece.
  void Index() {
    std::ranges::sort(added_, {}, &NewArticle::row);
    for (const NewArticle& each : added_) {
      if (StandingOf(*each.article, now_).listed) {
        InsertFindings(session_, *each.article, each.row);
      }
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
  void AddArticle(const news::Article& article, std::int64_t page_row, bool sample) {
    const std::int64_t row = FreeRow(session_, TimeOf(article, now_));
    added_.push_back({&article, page_row, sample, row});
    InsertArticle(session_, added_.back(), now_);
  }

  Session& session_;
  std::chrono::sys_seconds now_;
  std::vector<NewArticle> added_;
  // Digests taken apart; a list, for added_ points into it.
  std::list<std::vector<news::Article>> items_;
};

}  // namespace

Result<void> Store::Keep(std::span<const KeptPage> pages, std::chrono::sys_seconds now) {
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
  return database_->Write([&](Session& session) -> Result<void> {
    Addition addition(session, now);
    for (const ReadyPage& each : ready) {
      addition.Add(each);
    }
    addition.Index();
    return {};
  });
}

}  // namespace headwater::store
