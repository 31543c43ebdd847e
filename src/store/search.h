// What a person types into the search box, and how hits are shown.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/port.h"
#include "store/settled.h"
#include "store/store.h"

namespace headwater::store {

// Words one by one, and what stands in quotation marks ("…", “…”, „…“, «…») as phrases. Nothing else has a meaning.
// Bounded: words beyond the first 32 are passed over.
std::vector<Term> ParseSearch(std::string_view words);

// The stretch of the text that shows most of the terms, one line, matches between U+0001 and U+0002; the text's
// beginning where it has none of them.
std::string Snippet(std::string_view text, std::string_view language, const std::vector<Term>& terms);

// A search as the index is asked.
struct Prepared {
  TextQuestion text;
  std::set<std::string> speakers;  // as they are settled; to be looked at once more where users have settled anything
};
Prepared Prepare(Session& session, const Settled& settled, const SearchQuestion& question, bool statements);

// Rows of articles; where users have settled who speaks, those are passed over that only annotations give them, and
// where one origin is asked for, those of other stories.
std::vector<std::int64_t> ArticleRows(Session& session, const Settled& settled, Prepared& prepared,
                                      const SearchQuestion& question, std::size_t limit);
std::vector<SearchHit> ReadHits(Session& session, const Prepared& prepared, const std::vector<std::int64_t>& rows);

// A statement by its first appearance, and the newest of its rows that answers the question.
struct ToldRow {
  std::int64_t row = 0;
  std::int64_t told = 0;
};
// Each statement once, the newest first; of those below `after`, where the question has it.
std::vector<ToldRow> ToldRows(Session& session, const Prepared& prepared, const SearchQuestion& question,
                              std::size_t wanted);

// One of the speakers says something in the article.
bool Speaks(Session& session, const std::set<std::string>& speakers, std::int64_t article_row);
// The article's story is one that many carry and that has, or may have, one origin.
bool HasOneOrigin(Session& session, std::int64_t article_row);

// All of the text, one line, its matches marked likewise.
std::string Marked(std::string_view text, std::string_view language, const std::vector<Term>& terms);

}  // namespace headwater::store
