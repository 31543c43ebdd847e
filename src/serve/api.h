// The JSON answers below /api/v1, for programs. Nouns are written as the command-line contract has them.
#pragma once

#include "screen/visit.h"
#include "store/access_tokens.h"

namespace headwater::serve {

// Lists take `limit` (1 to 100, else 30) and `cursor` or `offset` (to 100,000); a Link header leads to where there is
// more. What each takes and answers stands in api_table.cc and api/schemas.json.
http::Reply SendStories(const screen::Visit& visit);
http::Reply SendStory(const screen::Visit& visit);
http::Reply SendThread(const screen::Visit& visit);
http::Reply SendArticle(const screen::Visit& visit);
http::Reply SendChanges(const screen::Visit& visit);
http::Reply SendEntity(const screen::Visit& visit);          // a person, an organisation or a place
http::Reply SendPositions(const screen::Visit& visit);       // how they moved, by matter; `about` narrows
http::Reply SendEntities(const screen::Visit& visit);        // those called by `q`; `kind` narrows
http::Reply SendDecisions(const screen::Visit& visit);       // what users have settled about them
http::Reply SendStatements(const screen::Visit& visit);      // as the search, who said what
http::Reply SendSource(const screen::Visit& visit);          // its profile
http::Reply SendSourceArticles(const screen::Visit& visit);  // `how`, `month`, `language`, `cites` narrow
http::Reply SendMirror(const screen::Visit& visit);          // `credited` narrows; `after` as the answer's `next`
http::Reply SendUnresolved(const screen::Visit& visit);      // `kind` narrows
http::Reply SendCorrections(const screen::Visit& visit);
http::Reply SendSearch(const screen::Visit& visit);
http::Reply SendFeeds(const screen::Visit& visit);
http::Reply SendCounts(const screen::Visit& visit);
// {"address":"https://…"} leaves an errand: 202 with its number and where to ask for its answer.
http::Reply TakeFeed(const screen::Visit& visit);
http::Reply SendErrand(const screen::Visit& visit);
// {"kind":"merge","entity":"…","other":"…"}: as DecisionJson has them; 202, with an errand where the desk acts on it.
http::Reply TakeDecisionByApi(const screen::Visit& visit);
http::Reply UndoByApi(const screen::Visit& visit);
http::Reply SendMarks(const screen::Visit& visit);  // `shelf`: starred, later, notes
// {"articles":["…"],"stories":["…"],"mark":"read","on":true}
http::Reply TakeMarks(const screen::Visit& visit);
http::Reply SendPeople(const screen::Visit& visit);
http::Reply SendOpenApi(const screen::Visit& visit);
// /api: the description as a page to read.
http::Reply ShowApi(const screen::Visit& visit);
// `?q=` or `?url=`, and `as`: what check::Check answers, found or not.
http::Reply SendCheck(const screen::Visit& visit);
// {"what":"…","as":"quotation","fetch":true}: the same; of an address that is not here with `fetch`, 202 and where to
// ask for how far it is, for editors.
http::Reply TakeCheck(const screen::Visit& visit);
http::Reply SendChecked(const screen::Visit& visit);

// RFC 9457.
http::Reply SendProblem(int status, std::string_view detail);
// RFC 6750, 3.1: the token needs one of these scopes.
http::Reply SendOutOfScope(store::Scopes scopes);

}  // namespace headwater::serve
