// What was found in an article, as rows of its own: index, names, statements, citations; and whether it may have them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "news/article.h"
#include "store/port.h"
#include "store/settled.h"

namespace headwater::store {

// What an article's rights mean for its row.
struct Standing {
  bool listed = true;                                   // may be found by search and stand in lists
  bool placeable = true;                                // belongs into a story
  std::optional<std::chrono::sys_seconds> shown_from;   // under embargo until then
  std::optional<std::chrono::sys_seconds> shown_until;  // to be taken away then
};
Standing StandingOf(const news::Article& article, std::chrono::sys_seconds now);

// For articles that are listed. Who is named and speaks is who users have settled that it is.
void InsertFindings(Session& session, const news::Article& article, std::int64_t row, const Settled& settled);
// Takes them out again; the article must be the same as it was then.
// The full-text index alone: of an article whose other rows are there.
void IndexWords(Session& session, const news::Article& article, std::int64_t row);
void RemoveFindings(Session& session, const news::Article& article, std::int64_t row);
// The same of the article as it is stored. One that is damaged cannot tell by which words it is found: they stay in the
// index until that is made anew, and lead nowhere once its row is gone.
void RemoveFindings(Session& session, std::int64_t row);

// The form that decides whose statement it is: what the speaker is called where the statement stands, or else elsewhere
// in the article.
std::string SpeakerForm(const news::Article& article, const news::Speaker& speaker);

}  // namespace headwater::store
