// An article's line of revisions: finding it, and a capture's place in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "news/article.h"
#include "news/page.h"
#include "news/revision.h"
#include "store/port.h"

namespace headwater::store {

// By which captures of one article are known as such: its canonical address where that can be trusted, in comparable
// form. Empty for what has none: digests and their items, a live page's entries, pages without an address.
std::string RevisionAddress(const news::Page& page, const news::Article& article);

// When the page was as it is.
std::chrono::sys_seconds RevisionTime(const news::Page& page, const news::Article& article,
                                      std::chrono::sys_seconds now);

// The row of the article at that address that this is a capture of.
std::optional<std::int64_t> LineOf(Session& session, const std::string& address, const news::Article& article);

// The row of the entry of the live page with this id that the entry, under its own id there, is a capture of: the one
// that is known by the same; else, for its opening may have been written anew, one of the same time and much the same
// words that the page `live` does not show any more.
std::optional<std::int64_t> EntryRow(Session& session, const news::ArticleId& page, const news::Article& live,
                                     const news::Article& entry);

// A capture's place in its line.
struct RevisionPlace {
  bool changed = false;  // from the one before; else it is that one, seen again, or the one behind, seen earlier
  bool newest = false;
  std::int64_t same = 0;    // the row of the revision that it is, where it is one
  std::int64_t behind = 0;  // the row of the next later one, 0 without
  std::int64_t split = 0;   // the row of one that was seen before and after it, and so comes twice
  news::Comparison from_before;
  news::Comparison to_behind;
};
RevisionPlace PlaceRevision(Session& session, std::int64_t article_row, const news::Article& article,
                            std::chrono::sys_seconds at);

// Writes the capture into the line. Where it is the newest, the article that it follows moves from article_texts into
// its own revision; what stands there then is for the caller to replace.
void WriteRevision(Session& session, std::int64_t article_row, std::int64_t page_row, const news::Article& article,
                   std::chrono::sys_seconds at, const RevisionPlace& place);
void NoteSeen(Session& session, std::int64_t revision_row, std::chrono::sys_seconds at);
void WriteFirstRevision(Session& session, std::int64_t article_row, std::int64_t page_row, const news::Article& article,
                        std::chrono::sys_seconds at);

std::vector<news::Revision> ReadRevisions(Session& session, std::int64_t article_row);
Result<news::Article> RevisedArticle(Session& session, std::int64_t revision_row);

}  // namespace headwater::store
