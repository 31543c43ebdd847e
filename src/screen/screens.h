// The screens: each answers one kind of address with a page for people.
#pragma once

#include "screen/visit.h"

namespace headwater::screen {

http::Reply ShowFront(const Visit& visit);
http::Reply ShowStory(const Visit& visit);
http::Reply ShowThread(const Visit& visit);
http::Reply ShowArticle(const Visit& visit);
http::Reply ShowChanges(const Visit& visit);         // its revisions, two of them compared
http::Reply ShowEvidence(const Visit& visit);        // the page an article was read from
http::Reply SendRawPage(const Visit& visit);         // its bytes, to be saved
http::Reply ShowEntity(const Visit& visit);          // a person, an organisation or a place
http::Reply ShowSettle(const Visit& visit);          // who it is and is not
http::Reply ShowDecisions(const Visit& visit);       // what users have settled
http::Reply ShowStorySettle(const Visit& visit);     // where a story is corrected
http::Reply ShowArticleSettle(const Visit& visit);   // where an article's place and sources are
http::Reply ShowSource(const Visit& visit);          // its profile
http::Reply ShowSourceArticles(const Visit& visit);  // the articles behind its numbers
http::Reply ShowFollowed(const Visit& visit);        // the stories that it shares with others
http::Reply ShowMirror(const Visit& visit);          // who copies it
http::Reply SaveMirrorCsv(const Visit& visit);
http::Reply SaveMirrorLines(const Visit& visit);
http::Reply ShowUnresolved(const Visit& visit);  // chains that end short of a primary source
http::Reply ShowEnd(const Visit& visit);         // one of their ends, with the articles that rest on it
http::Reply ShowCorrections(const Visit& visit);
http::Reply ShowSearch(const Visit& visit);
http::Reply ShowShelf(const Visit& visit);  // what is starred, kept for later, noted or tagged
http::Reply SetMark(const Visit& visit);
http::Reply SetNote(const Visit& visit);
http::Reply SetTag(const Visit& visit);
http::Reply ChangeTag(const Visit& visit);     // renames or removes it
http::Reply ShowSearches(const Visit& visit);  // those that a person has saved
http::Reply ShowAlerts(const Visit& visit);
http::Reply TakeAlert(const Visit& visit);    // makes one of a search
http::Reply ChangeAlert(const Visit& visit);  // paused, tried, removed
http::Reply TakeMailing(const Visit& visit);  // where and when one is written to
http::Reply TakeMailCode(const Visit& visit);
http::Reply RenewAlertFeed(const Visit& visit);
http::Reply SendAlertFeed(const Visit& visit);
http::Reply SendFreshHits(const Visit& visit);  // those that were not looked at
http::Reply ShowBriefings(const Visit& visit);
http::Reply ShowBriefing(const Visit& visit);
http::Reply TakeBriefing(const Visit& visit);
http::Reply ChangeBriefing(const Visit& visit);
http::Reply SendBriefingFeed(const Visit& visit);
http::Reply ShowStop(const Visit& visit);  // where mails are ended
http::Reply TakeStop(const Visit& visit);
http::Reply ShowLedger(const Visit& visit);    // who said what
http::Reply ShowCheck(const Visit& visit);     // an address, a quotation or a claim held against the collection
http::Reply TakeCheck(const Visit& visit);     // from the box: what is not here is asked for, where the visitor may
http::Reply ShowChecked(const Visit& visit);   // how far that is, then its answer
http::Reply ShowCitation(const Visit& visit);  // how an article, or a statement of it, is cited
http::Reply ShowOffline(const Visit& visit);   // instead of a page that cannot be had
http::Reply SendManifest(const Visit& visit);  // what an installed app is called and looks like
http::Reply SendWorker(const Visit& visit);    // the script that keeps it going without the network
http::Reply SaveSearch(const Visit& visit);
http::Reply ForgetSearch(const Visit& visit);
http::Reply ShowRemarks(const Visit& visit);  // what users say about a story
http::Reply AddRemark(const Visit& visit);
http::Reply RemoveRemark(const Visit& visit);
http::Reply ShowSubscriptions(const Visit& visit);
http::Reply ShowFeed(const Visit& visit);  // one subscription, with its options
http::Reply SendOpml(const Visit& visit);
http::Reply ShowErrand(const Visit& visit);
http::Reply ShowUnreadable(const Visit& visit);
http::Reply TryUnreadable(const Visit& visit);
http::Reply ShowAbout(const Visit& visit);

// What forms ask for: each leaves an errand and leads to the page that shows its answer.
http::Reply ChangeFolder(const Visit& visit);  // renames one, or moves feeds to it
http::Reply AskSubscribe(const Visit& visit);
http::Reply AskDefaults(const Visit& visit);
http::Reply AskRefresh(const Visit& visit);
http::Reply AskRemoveFeed(const Visit& visit);
http::Reply AskBackfill(const Visit& visit);
http::Reply ShowAudits(const Visit& visit);
http::Reply ShowAudit(const Visit& visit);  // the next decision to judge, and the figures
http::Reply StartAudit(const Visit& visit);
http::Reply JudgeAudit(const Visit& visit);
http::Reply TakeDecision(const Visit& visit);  // about stories, copies, origins and sources
// These take effect at once.
http::Reply SetFeed(const Visit& visit);
http::Reply PauseFeed(const Visit& visit);
http::Reply AskRemoveSamples(const Visit& visit);
http::Reply MergeEntities(const Visit& visit);
http::Reply PartEntity(const Visit& visit);
http::Reply UndoDecision(const Visit& visit);

// People, and who asks.
http::Reply ShowSignIn(const Visit& visit);
http::Reply TakeSignIn(const Visit& visit);
http::Reply TakeSignOut(const Visit& visit);
http::Reply ShowWelcome(const Visit& visit);  // where the first administrator is made
http::Reply TakeWelcome(const Visit& visit);
http::Reply ShowMissingRole(const Visit& visit);
http::Reply ShowMe(const Visit& visit);        // one's own account
http::Reply TakeSettings(const Visit& visit);  // time zone, length of lists, colours, language
http::Reply TakePassword(const Visit& visit);
http::Reply SendOut(const Visit& visit);  // an article, to one's webhook
http::Reply EndSession(const Visit& visit);
http::Reply MakeAppPassword(const Visit& visit);
http::Reply DropAppPassword(const Visit& visit);
http::Reply TakeImport(const Visit& visit);  // what another reader exported
http::Reply ShowRules(const Visit& visit);
http::Reply TakeRule(const Visit& visit);  // keeps it, or shows what it would catch
http::Reply TakeWebhook(const Visit& visit);
http::Reply ShowTokens(const Visit& visit);  // access tokens for programs, and the key of feed addresses
http::Reply MakeToken(const Visit& visit);
http::Reply DropToken(const Visit& visit);
http::Reply RenewFeedKey(const Visit& visit);
http::Reply ChangeRule(const Visit& visit);  // removed, paused, applied to what is here
http::Reply ShowHidden(const Visit& visit);  // what rules hid
http::Reply TakeUnhide(const Visit& visit);
http::Reply ShowRetention(const Visit& visit);  // how long things are kept, and what would go
http::Reply TakeRetention(const Visit& visit);
// What content owners ask for: strangers ask and follow, administrators decide.
http::Reply ShowTakedown(const Visit& visit);
http::Reply TakeTakedown(const Visit& visit);
http::Reply ShowClaim(const Visit& visit);  // by its secret
http::Reply AskProof(const Visit& visit);
http::Reply ShowTakedowns(const Visit& visit);
http::Reply DecideTakedown(const Visit& visit);
http::Reply ShowTakedownNote(const Visit& visit);  // what came by mail, typed in
http::Reply TakeTakedownNote(const Visit& visit);
http::Reply ShowRightsLog(const Visit& visit);
http::Reply SendStoryBundle(const Visit& visit);
http::Reply SendSearchBundle(const Visit& visit);
http::Reply ShowPeople(const Visit& visit);
http::Reply AddPerson(const Visit& visit);
http::Reply ChangePerson(const Visit& visit);
http::Reply RemovePerson(const Visit& visit);

// Leaves an errand and leads to its answer.
http::Reply LeaveErrand(const Visit& visit, store::ErrandKind kind, std::string_view payload);

}  // namespace headwater::screen
