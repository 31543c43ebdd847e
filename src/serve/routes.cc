// The table of routes.
#include "serve/routes.h"

#include <algorithm>
#include <array>

#include "screen/outputs.h"
#include "screen/screens.h"
#include "serve/api.h"
#include "serve/api_table.h"
#include "serve/assistant.h"
#include "serve/hub.h"
#include "serve/outputs.h"
#include "serve/watcher.h"
#include "serve/websub.h"

namespace headwater::serve {
namespace {

constexpr std::array kRoutes{
    Route{Method::kGet, Access::kReader, "", screen::ShowFront},
    Route{Method::kGet, Access::kReader, "story/*", screen::ShowStory},
    Route{Method::kGet, Access::kEditor, "story/*/settle", screen::ShowStorySettle},
    Route{Method::kGet, Access::kReader, "thread/*", screen::ShowThread},
    Route{Method::kGet, Access::kReader, "article/*", screen::ShowArticle},
    Route{Method::kGet, Access::kReader, "article/*/changes", screen::ShowChanges},
    Route{Method::kGet, Access::kReader, "article/*/page", screen::ShowEvidence},
    Route{Method::kGet, Access::kReader, "article/*/page/raw", screen::SendRawPage},
    Route{Method::kGet, Access::kEditor, "article/*/settle", screen::ShowArticleSettle},
    Route{Method::kGet, Access::kEditor, "article/*/*/settle", screen::ShowArticleSettle},
    Route{Method::kGet, Access::kReader, "article/*/cite", screen::ShowCitation},
    Route{Method::kGet, Access::kReader, "article/*/*", screen::ShowArticle},
    Route{Method::kGet, Access::kReader, "person/*", screen::ShowEntity},
    Route{Method::kGet, Access::kEditor, "person/*/settle", screen::ShowSettle},
    Route{Method::kGet, Access::kReader, "organisation/*", screen::ShowEntity},
    Route{Method::kGet, Access::kEditor, "organisation/*/settle", screen::ShowSettle},
    Route{Method::kGet, Access::kReader, "place/*", screen::ShowEntity},
    Route{Method::kGet, Access::kEditor, "place/*/settle", screen::ShowSettle},
    Route{Method::kGet, Access::kReader, "other/*", screen::ShowEntity},
    Route{Method::kGet, Access::kEditor, "other/*/settle", screen::ShowSettle},
    Route{Method::kGet, Access::kReader, "decisions", screen::ShowDecisions},
    Route{Method::kGet, Access::kReader, "entities", screen::ShowDecisions},
    Route{Method::kForm, Access::kEditor, "settle", screen::TakeDecision},
    Route{Method::kGet, Access::kReader, "audit", screen::ShowAudits},
    Route{Method::kGet, Access::kEditor, "audit/*", screen::ShowAudit},
    Route{Method::kForm, Access::kEditor, "audit/start", screen::StartAudit},
    Route{Method::kForm, Access::kEditor, "audit/judge", screen::JudgeAudit},
    Route{Method::kForm, Access::kEditor, "entities/merge", screen::MergeEntities},
    Route{Method::kForm, Access::kEditor, "entities/part", screen::PartEntity},
    Route{Method::kForm, Access::kEditor, "decisions/undo", screen::UndoDecision},
    Route{Method::kForm, Access::kEditor, "entities/undo", screen::UndoDecision},
    Route{Method::kGet, Access::kReader, "source/*", screen::ShowSource},
    Route{Method::kGet, Access::kReader, "source/*/articles", screen::ShowSourceArticles},
    Route{Method::kGet, Access::kReader, "source/*/stories", screen::ShowFollowed},
    Route{Method::kGet, Access::kReader, "source/*/mirror", screen::ShowMirror},
    Route{Method::kGet, Access::kReader, "source/*/mirror.csv", screen::SaveMirrorCsv},
    Route{Method::kGet, Access::kReader, "source/*/mirror.jsonl", screen::SaveMirrorLines},
    Route{Method::kGet, Access::kReader, "unresolved", screen::ShowUnresolved},
    Route{Method::kGet, Access::kReader, "unresolved/end", screen::ShowEnd},
    Route{Method::kGet, Access::kReader, "corrections", screen::ShowCorrections},
    Route{Method::kGet, Access::kReader, "search", screen::ShowSearch},
    Route{Method::kGet, Access::kReader, "subscriptions", screen::ShowSubscriptions},
    Route{Method::kGet, Access::kEditor, "subscriptions/feed", screen::ShowFeed},
    Route{Method::kGet, Access::kReader, "subscriptions.opml", screen::SendOpml, store::kMayRead | store::kMayList},
    Route{Method::kGet, Access::kEditor, "errand/*", screen::ShowErrand},
    Route{Method::kGet, Access::kReader, "unreadable", screen::ShowUnreadable},
    Route{Method::kForm, Access::kEditor, "unreadable/again", screen::TryUnreadable},
    Route{Method::kGet, Access::kReader, "about", screen::ShowAbout},
    Route{Method::kGet, Access::kReader, "events", OpenEvents},
    Route{Method::kGet, Access::kReader, "starred", screen::ShowShelf},
    Route{Method::kGet, Access::kReader, "later", screen::ShowShelf},
    Route{Method::kGet, Access::kReader, "notes", screen::ShowShelf},
    Route{Method::kGet, Access::kReader, "tag", screen::ShowShelf},
    Route{Method::kForm, Access::kReader, "mark", screen::SetMark},
    Route{Method::kForm, Access::kReader, "note", screen::SetNote},
    Route{Method::kForm, Access::kReader, "tag", screen::SetTag},
    Route{Method::kForm, Access::kReader, "tag/change", screen::ChangeTag},
    Route{Method::kForm, Access::kReader, "search/save", screen::SaveSearch},
    Route{Method::kForm, Access::kReader, "search/forget", screen::ForgetSearch},
    Route{Method::kGet, Access::kReader, "searches", screen::ShowSearches},
    Route{Method::kGet, Access::kReader, "alerts", screen::ShowAlerts},
    Route{Method::kForm, Access::kReader, "alerts", screen::TakeAlert},
    Route{Method::kForm, Access::kReader, "alerts/change", screen::ChangeAlert},
    Route{Method::kForm, Access::kReader, "alerts/mail", screen::TakeMailing},
    Route{Method::kForm, Access::kReader, "alerts/confirm", screen::TakeMailCode},
    Route{Method::kForm, Access::kReader, "alerts/feed/renew", screen::RenewAlertFeed},
    Route{Method::kGet, Access::kAnyone, "alerts/feed", screen::SendAlertFeed},
    Route{Method::kGet, Access::kReader, "alerts/fresh", screen::SendFreshHits},
    Route{Method::kGet, Access::kReader, "briefings", screen::ShowBriefings},
    Route{Method::kForm, Access::kReader, "briefings", screen::TakeBriefing},
    Route{Method::kForm, Access::kReader, "briefings/change", screen::ChangeBriefing},
    Route{Method::kGet, Access::kAnyone, "briefings/feed", screen::SendBriefingFeed},
    Route{Method::kGet, Access::kReader, "briefing/*", screen::ShowBriefing},
    Route{Method::kGet, Access::kAnyone, "stop/*/*", screen::ShowStop},
    Route{Method::kHub, Access::kAnyone, "stop/*/*", screen::TakeStop},
    Route{Method::kGet, Access::kReader, "story/*/remarks", screen::ShowRemarks},
    Route{Method::kForm, Access::kReader, "story/*/remark", screen::AddRemark},
    Route{Method::kForm, Access::kReader, "remarks/remove", screen::RemoveRemark},
    Route{Method::kGet, Access::kReader, "statements", screen::ShowLedger},
    Route{Method::kGet, Access::kAnyone, "check", screen::ShowCheck},
    Route{Method::kForm, Access::kReader, "check", screen::TakeCheck},
    Route{Method::kGet, Access::kReader, "check/*", screen::ShowChecked},
    Route{Method::kGet, Access::kAnyone, "headwater.webmanifest", screen::SendManifest},
    Route{Method::kGet, Access::kAnyone, "worker.js", screen::SendWorker},
    Route{Method::kGet, Access::kAnyone, "offline", screen::ShowOffline},
    Route{Method::kForm, Access::kEditor, "subscriptions/folder", screen::ChangeFolder},
    Route{Method::kForm, Access::kEditor, "subscriptions/add", screen::AskSubscribe},
    Route{Method::kForm, Access::kEditor, "subscriptions/defaults", screen::AskDefaults},
    Route{Method::kForm, Access::kEditor, "subscriptions/refresh", screen::AskRefresh},
    Route{Method::kForm, Access::kEditor, "subscriptions/remove", screen::AskRemoveFeed},
    Route{Method::kForm, Access::kEditor, "subscriptions/feed", screen::SetFeed},
    Route{Method::kForm, Access::kEditor, "subscriptions/pause", screen::PauseFeed},
    Route{Method::kForm, Access::kEditor, "subscriptions/backfill", screen::AskBackfill},
    Route{Method::kGet, Access::kAnyone, "websub/*", AnswerHub},
    Route{Method::kHub, Access::kAnyone, "websub/*", TakeDelivery},
    Route{Method::kForm, Access::kEditor, "samples/remove", screen::AskRemoveSamples},
    Route{Method::kGet, Access::kAnyone, "signin", screen::ShowSignIn},
    Route{Method::kForm, Access::kAnyone, "signin", screen::TakeSignIn},
    Route{Method::kGet, Access::kAnyone, "welcome", screen::ShowWelcome},
    Route{Method::kForm, Access::kAnyone, "welcome", screen::TakeWelcome},
    Route{Method::kForm, Access::kReader, "signout", screen::TakeSignOut},
    Route{Method::kGet, Access::kReader, "me", screen::ShowMe},
    Route{Method::kForm, Access::kReader, "me/settings", screen::TakeSettings},
    Route{Method::kForm, Access::kReader, "me/password", screen::TakePassword},
    Route{Method::kForm, Access::kReader, "send", screen::SendOut},
    Route{Method::kForm, Access::kReader, "me/sessions/end", screen::EndSession},
    Route{Method::kForm, Access::kReader, "me/apps/make", screen::MakeAppPassword},
    Route{Method::kForm, Access::kReader, "me/apps/remove", screen::DropAppPassword},
    Route{Method::kForm, Access::kReader, "me/import", screen::TakeImport},
    Route{Method::kGet, Access::kReader, "me/rules", screen::ShowRules},
    Route{Method::kForm, Access::kReader, "me/rules", screen::TakeRule},
    Route{Method::kForm, Access::kReader, "me/webhook", screen::TakeWebhook},
    Route{Method::kForm, Access::kReader, "me/rules/change", screen::ChangeRule},
    Route{Method::kGet, Access::kReader, "me/hidden", screen::ShowHidden},
    Route{Method::kForm, Access::kReader, "me/hidden/show", screen::TakeUnhide},
    Route{Method::kGet, Access::kAdministrator, "retention", screen::ShowRetention},
    Route{Method::kForm, Access::kAdministrator, "retention", screen::TakeRetention},
    Route{Method::kGet, Access::kAnyone, "takedown", screen::ShowTakedown},
    Route{Method::kForm, Access::kAnyone, "takedown", screen::TakeTakedown},
    Route{Method::kGet, Access::kAnyone, "takedown/*", screen::ShowClaim},
    Route{Method::kForm, Access::kAnyone, "takedown/*/prove", screen::AskProof},
    Route{Method::kGet, Access::kAdministrator, "takedowns", screen::ShowTakedowns},
    Route{Method::kForm, Access::kAdministrator, "takedowns", screen::DecideTakedown},
    Route{Method::kGet, Access::kEditor, "takedowns/note", screen::ShowTakedownNote},
    Route{Method::kForm, Access::kEditor, "takedowns/note", screen::TakeTakedownNote},
    Route{Method::kGet, Access::kAdministrator, "takedowns/log", screen::ShowRightsLog},
    Route{Method::kGet, Access::kReader, "story/*/bundle", screen::SendStoryBundle},
    Route{Method::kGet, Access::kReader, "search/bundle", screen::SendSearchBundle},
    Route{Method::kGet, Access::kAdministrator, "people", screen::ShowPeople},
    Route{Method::kForm, Access::kAdministrator, "people/add", screen::AddPerson},
    Route{Method::kForm, Access::kAdministrator, "people/change", screen::ChangePerson},
    Route{Method::kForm, Access::kAdministrator, "people/remove", screen::RemovePerson},
    Route{Method::kGet, Access::kReader, "me/tokens", screen::ShowTokens},
    Route{Method::kForm, Access::kReader, "me/tokens/make", screen::MakeToken},
    Route{Method::kForm, Access::kReader, "me/tokens/remove", screen::DropToken},
    Route{Method::kForm, Access::kReader, "me/tokens/feed", screen::RenewFeedKey},
    Route{Method::kGet, Access::kReader, "news-sitemap.xml", SendSitemap, store::kMayRead | store::kMayList},
    Route{Method::kHub, Access::kAnyone, "hub", TakeHubRequest},
    Route{Method::kGet, Access::kReader, "api", ShowApi},
    Route{Method::kApiPost, Access::kReader, "mcp", AnswerAssistant},
};

constexpr store::Scopes kLists = store::kMayRead | store::kMayList;

std::vector<Route> AllRoutes() {
  std::vector<Route> routes;
  for (const std::string_view pattern : screen::ListedPages()) {
    routes.push_back({Method::kList, Access::kReader, pattern, SendOutput, kLists});
  }
  for (const std::string_view article : {"article/*", "article/*/*"}) {
    routes.push_back({Method::kList, Access::kReader, article, SendOutput, kLists});
  }
  for (std::size_t n = 0; n < Operations().size(); ++n) {
    const Operation& operation = Operations()[n];
    routes.push_back({operation.method, operation.access, OperationPatterns()[n], operation.screen, operation.scope});
  }
  routes.insert(routes.end(), kRoutes.begin(), kRoutes.end());
  return routes;
}

}  // namespace

std::span<const Route> Routes() {
  static const std::vector<Route> routes = AllRoutes();
  return routes;
}

bool Fits(const Route& route, const http::Target& target) {
  if (route.method != Method::kList) {
    return screen::FitsPattern(route.path, target.path);
  }
  if (EndingOf(target).empty()) {
    return false;
  }
  std::vector<std::string> path = target.path;
  path.back().resize(path.back().rfind('.'));
  return screen::FitsPattern(route.path, path);
}

}  // namespace headwater::serve
