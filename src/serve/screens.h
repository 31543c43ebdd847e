// The screens: each answers one kind of address with a page for people.
#pragma once

#include "serve/visit.h"

namespace headwater::serve {

Reply ShowFront(const Visit& visit);
Reply ShowStory(const Visit& visit);
Reply ShowThread(const Visit& visit);
Reply ShowArticle(const Visit& visit);
Reply ShowChanges(const Visit& visit);         // its revisions, two of them compared
Reply ShowEvidence(const Visit& visit);        // the page an article was read from
Reply SendRawPage(const Visit& visit);         // its bytes, to be saved
Reply ShowEntity(const Visit& visit);          // a person, an organisation or a place
Reply ShowSettle(const Visit& visit);          // who it is and is not
Reply ShowDecisions(const Visit& visit);       // what users have settled
Reply ShowStorySettle(const Visit& visit);     // where a story is corrected
Reply ShowArticleSettle(const Visit& visit);   // where an article's place and sources are
Reply ShowSource(const Visit& visit);          // its profile
Reply ShowSourceArticles(const Visit& visit);  // the articles behind its numbers
Reply ShowFollowed(const Visit& visit);        // the stories that it shares with others
Reply ShowMirror(const Visit& visit);          // who copies it
Reply SaveMirrorCsv(const Visit& visit);
Reply SaveMirrorLines(const Visit& visit);
Reply ShowUnresolved(const Visit& visit);  // chains that end short of a primary source
Reply ShowEnd(const Visit& visit);         // one of their ends, with the articles that rest on it
Reply ShowCorrections(const Visit& visit);
Reply ShowSearch(const Visit& visit);
Reply ShowSubscriptions(const Visit& visit);
Reply ShowFeed(const Visit& visit);  // one subscription, with its options
Reply SendOpml(const Visit& visit);
Reply ShowErrand(const Visit& visit);
Reply ShowUnreadable(const Visit& visit);
Reply ShowAbout(const Visit& visit);

// What forms ask for: each leaves an errand and leads to the page that shows its answer.
Reply AskSubscribe(const Visit& visit);
Reply AskDefaults(const Visit& visit);
Reply AskRefresh(const Visit& visit);
Reply AskRemoveFeed(const Visit& visit);
Reply AskBackfill(const Visit& visit);
Reply ShowAudits(const Visit& visit);
Reply ShowAudit(const Visit& visit);  // the next decision to judge, and the figures
Reply StartAudit(const Visit& visit);
Reply JudgeAudit(const Visit& visit);
Reply TakeDecision(const Visit& visit);  // about stories, copies, origins and sources
// These take effect at once.
Reply SetFeed(const Visit& visit);
Reply PauseFeed(const Visit& visit);
Reply AskRemoveSamples(const Visit& visit);
Reply MergeEntities(const Visit& visit);
Reply PartEntity(const Visit& visit);
Reply UndoDecision(const Visit& visit);

// Leaves an errand and leads to its answer.
Reply LeaveErrand(const Visit& visit, store::ErrandKind kind, std::string_view payload);

// What WebSub's hubs ask: did we want this? (5.3)
Reply AnswerHub(const Visit& visit);
// What they deliver (7).
Reply TakeDelivery(const Visit& visit);

}  // namespace headwater::serve
