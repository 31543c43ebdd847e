// The JSON answers below /api/v1, for programs. Nouns are written as the command-line contract has them.
#pragma once

#include "serve/visit.h"

namespace headwater::serve {

// Lists take `limit` (1 to 100, else 30) and `offset` (to 100,000), and say `next` where there is more.
Reply SendStories(const Visit& visit);
Reply SendStory(const Visit& visit);
Reply SendThread(const Visit& visit);
Reply SendArticle(const Visit& visit);
Reply SendChanges(const Visit& visit);
Reply SendEntity(const Visit& visit);          // a person, an organisation or a place
Reply SendPositions(const Visit& visit);       // how they moved, by matter; `about` narrows
Reply SendEntities(const Visit& visit);        // those called by `q`; `kind` narrows
Reply SendDecisions(const Visit& visit);       // what users have settled about them
Reply SendStatements(const Visit& visit);      // as the search, who said what
Reply SendSource(const Visit& visit);          // its profile
Reply SendSourceArticles(const Visit& visit);  // `how`, `month`, `language`, `cites` narrow
Reply SendMirror(const Visit& visit);          // `credited` narrows; `after` as the answer's `next`
Reply SendUnresolved(const Visit& visit);      // `kind` narrows
Reply SendCorrections(const Visit& visit);
Reply SendSearch(const Visit& visit);
Reply SendFeeds(const Visit& visit);
Reply SendCounts(const Visit& visit);
// {"address":"https://…"} leaves an errand: 202 with its number and where to ask for its answer.
Reply TakeFeed(const Visit& visit);
Reply SendErrand(const Visit& visit);
// 200 where the store answers, else 503.
Reply SendHealth(const Visit& visit);

// RFC 9457.
Reply SendProblem(int status, std::string_view detail);

}  // namespace headwater::serve
